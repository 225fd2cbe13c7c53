/* A private folder that the members of an archive are put into, and out of
 * which no name leads. */
#include "agent/port/unpack_place.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MOST_FOLDERS 127
#define NAME_SIZE 256
#define INTO (O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)

int
unpack_place(struct buf *path, struct err *e)
{
	const char *top = getenv("TMPDIR");
	struct buf b = BUF_INIT(PATH_MAX);
	int fd = -1;

	if (top == NULL || top[0] != '/')
		top = "/tmp";
	buf_addf(&b, "%s/hardenmail-XXXXXX", top);
	if (b.failed || mkdtemp(b.p) == NULL)
		fd = err_set(e, b.failed ? ENAMETOOLONG : errno,
		    "%s: no folder to unpack into", top);
	else
		fd = open(b.p, INTO);
	if (fd >= 0) {
		buf_release(path);
		*path = b;
		return fd;
	}
	if (e != NULL && e->code == 0) {
		fd = err_set(e, errno, "%s: %s", b.p, strerror(errno));
		unlinkat(AT_FDCWD, b.p, AT_REMOVEDIR);
	}
	buf_release(&b);
	return fd;
}

/* The next name of a path into part: 1; 0: there is none; -EINVAL. */
static int
next_part(const char **at, char part[NAME_SIZE])
{
	size_t len;

	for (;;) {
		*at += strspn(*at, "/");
		len = strcspn(*at, "/");
		if (len == 0)
			return 0;
		if (len == 2 && memcmp(*at, "..", 2) == 0)
			return -EINVAL;
		if (len >= NAME_SIZE)
			return -ENAMETOOLONG;
		memcpy(part, *at, len);
		part[len] = '\0';
		*at += len;
		if (strcmp(part, ".") != 0)
			return 1;
	}
}

/* The folder of that name below dir, which is closed unless it is top. A
 * missing one is made. */
static int
enter(int top, int dir, const char *part)
{
	int fd = -1, r = 0;

	if (mkdirat(dir, part, 0700) != 0 && errno != EEXIST)
		r = -errno;
	if (r == 0) {
		fd = openat(dir, part, INTO);
		if (fd < 0)
			r = errno == ENOTDIR || errno == EMLINK ? -ELOOP :
			    -errno;
	}
	if (dir != top)
		close(dir);
	return r == 0 ? fd : r;
}

/*
 * The folder that a name stands in, and its last part. *dir is top itself, or
 * one to close.
 */
static int
find_folder(int top, const char *name, int *dir, char last[NAME_SIZE])
{
	char part[NAME_SIZE];
	int depth, at = top, r;

	if (name[0] == '/')
		return -EINVAL;
	r = next_part(&name, last);
	if (r == 0)
		r = -EINVAL;
	for (depth = 0; r > 0; depth++) {
		r = next_part(&name, part);
		if (r <= 0)
			break;
		if (depth == MOST_FOLDERS) {
			r = -EINVAL;
			break;
		}
		at = enter(top, at, last);
		if (at < 0)
			return at;
		memcpy(last, part, sizeof(part));
	}
	if (r < 0) {
		if (at != top)
			close(at);
		return r;
	}
	*dir = at;
	return 0;
}

static int
leave(int top, int dir, int r)
{
	if (dir != top)
		close(dir);
	return r;
}

int
unpack_folder(int top, const char *name)
{
	char last[NAME_SIZE];
	int dir, r;

	r = find_folder(top, name, &dir, last);
	if (r == 0)
		r = enter(top, dir, last);
	if (r < 0)
		return r;
	close(r);
	return 0;
}

int
unpack_file(int top, const char *name)
{
	char last[NAME_SIZE];
	int dir, r;

	r = find_folder(top, name, &dir, last);
	if (r < 0)
		return r;
	r = openat(dir, last, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW |
	    O_CLOEXEC, 0600);
	return leave(top, dir, r < 0 ? -errno : r);
}

int
unpack_symlink(int top, const char *name, const char *target)
{
	char last[NAME_SIZE];
	int dir, r;

	r = find_folder(top, name, &dir, last);
	if (r < 0)
		return r;
	return leave(top, dir, symlinkat(target, dir, last) < 0 ? -errno : 0);
}

int
unpack_pipe(int top, const char *name)
{
	char last[NAME_SIZE];
	int dir, r;

	r = find_folder(top, name, &dir, last);
	if (r < 0)
		return r;
	return leave(top, dir, mkfifoat(dir, last, 0600) < 0 ? -errno : 0);
}

int
unpack_hardlink(int top, const char *name, const char *old)
{
	char last[NAME_SIZE], from[NAME_SIZE];
	struct stat st;
	int dir, there, r;

	r = find_folder(top, old, &there, from);
	if (r < 0)
		return r;
	r = find_folder(top, name, &dir, last);
	if (r < 0)
		return leave(top, there, r);
	if (fstatat(there, from, &st, AT_SYMLINK_NOFOLLOW) < 0)
		r = -errno;
	else if (!S_ISREG(st.st_mode))
		r = -ELOOP;
	else if (linkat(there, from, dir, last, 0) < 0)
		r = -errno;
	leave(top, there, 0);
	return leave(top, dir, r);
}

/* All in a folder; takes over its descriptor. Names are at most some hundred
 * folders deep. */
static void
empty(int fd)
{
	DIR *dir = fdopendir(fd);
	struct dirent *d;
	int below;

	if (dir == NULL) {
		close(fd);
		return;
	}
	while ((d = readdir(dir)) != NULL) {
		if (strcmp(d->d_name, ".") == 0 ||
		    strcmp(d->d_name, "..") == 0 ||
		    unlinkat(fd, d->d_name, 0) == 0)
			continue;
		below = openat(fd, d->d_name, INTO);
		if (below < 0)
			continue;
		empty(below);
		unlinkat(fd, d->d_name, AT_REMOVEDIR);
	}
	closedir(dir);
}

void
unpack_remove(const char *path)
{
	int fd = open(path, INTO);

	if (fd < 0)
		return;
	empty(fd);
	unlinkat(AT_FDCWD, path, AT_REMOVEDIR);
}
