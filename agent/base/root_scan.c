/* Long files of the host, such as logs, line by line. */
#include "agent/base/root_scan.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent/base/root_fast.h"
#include "agent/base/root_walk.h"

/* As root_read() opens: looked at before, for opening alone can wait. */
static int
open_walked(const struct root *root, const char *path)
{
	struct root_walk w;
	int fd = -1, r = root_walk(&w, root, path, ROOT_LAST_FOLLOW);

	if (r == 0 && w.node != NULL)
		r = -ENOENT;
	if (r == 0 && !S_ISREG(w.st.st_mode))
		r = S_ISDIR(w.st.st_mode) ? -EISDIR : -EINVAL;
	if (r == 0) {
		fd = openat(root_walk_folder(&w), w.name, O_RDONLY |
		    O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
		if (fd < 0)
			r = -errno;
	}
	root_walk_close(&w);
	return r < 0 ? r : fd;
}

static int
open_log(const struct root *root, const char *path, struct stat *st)
{
	int fd, r;

	r = root_stat(root, path, st);
	if (r < 0)
		return r;
	if (!S_ISREG(st->st_mode))
		return S_ISDIR(st->st_mode) ? -EISDIR : -EINVAL;
	fd = root_fast_open(root, path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
	if (fd < 0)
		fd = open_walked(root, path);
	if (fd < 0)
		return fd;
	r = fstat(fd, st) < 0 ? -errno : !S_ISREG(st->st_mode) ? -EINVAL : 0;
	if (r < 0)
		close(fd);
	return r < 0 ? r : fd;
}

/* All whole lines of b[0..n); what is left is moved to its beginning. At the
 * end of the file, and where a line fills the buffer, that is one too. */
static bool
give(char *b, size_t *n, bool end, bool *skip, root_scan_fn *fn, void *arg)
{
	char *at = b, *lf;
	bool more = true;

	while (more && (lf = memchr(at, '\n', *n - (size_t)(at - b))) !=
	    NULL) {
		if (!*skip)
			more = fn(arg, at, (size_t)(lf - at));
		*skip = false;
		at = lf + 1;
	}
	*n -= (size_t)(at - b);
	if (more && *n > 0 && (end || *n == ROOT_SCAN_LINE)) {
		if (!*skip)
			more = fn(arg, at, *n);
		*n = 0;
	}
	memmove(b, at, *n);
	return more;
}

long long
root_scan(const struct root *root, const char *path, unsigned long long max,
    root_scan_fn *fn, void *arg)
{
	struct stat st;
	long long total = 0;
	char *b = malloc(ROOT_SCAN_LINE);
	int fd = b == NULL ? -ENOMEM : open_log(root, path, &st);
	bool skip = false, more = true;
	size_t n = 0;
	ssize_t got = 1;

	if (fd < 0) {
		free(b);
		return fd;
	}
	if ((unsigned long long)st.st_size > max) {
		skip = true;
		if (lseek(fd, st.st_size - (off_t)max, SEEK_SET) < 0)
			total = -errno;
	}
	/* What is appended meanwhile is not waited for. */
	while (total >= 0 && more && got > 0 &&
	    (unsigned long long)total <= max) {
		got = read(fd, b + n, ROOT_SCAN_LINE - n);
		if (got < 0 && errno == EINTR) {
			got = 1;
			continue;
		}
		if (got < 0) {
			total = -errno;
			break;
		}
		total += got;
		n += (size_t)got;
		more = give(b, &n, got == 0, &skip, fn, arg);
	}
	close(fd);
	free(b);
	return total;
}
