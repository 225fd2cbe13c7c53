/* Files of our own state: a lock, and a file that only grows. */
#include "agent/base/root_lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <unistd.h>

#include "agent/base/root_change.h"
#include "agent/base/root_spot.h"

static int
open_own(const struct root *root, const char *path, int flags,
    struct err *e)
{
	const struct root_change c = { .root = root, .path = path, .e = e };
	struct root_spot s;
	struct stat st;
	int fd = -1, r = root_spot_walk(&s, &c);

	if (r == 0) {
		fd = openat(s.folder, s.walk.name, flags | O_NOFOLLOW |
		    O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0600);
		if (fd < 0)
			r = -errno;
		else if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))
			r = -EINVAL;
		else if ((flags & O_EXCL) != 0)
			r = root_spot_sync(&s);
	}
	if (r < 0 && fd >= 0)
		close(fd);
	r = root_spot_close(&s, r);
	return r < 0 ? r : fd;
}

int
root_lock(const struct root *root, const char *path, pid_t *holder,
    struct err *e)
{
	struct flock l = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	int fd = open_own(root, path, O_RDWR | O_CREAT, e);

	*holder = 0;
	if (fd < 0)
		return fd;
	if (fcntl(fd, F_SETLK, &l) == 0)
		return fd;
	if (errno != EACCES && errno != EAGAIN) {
		int code = errno;

		close(fd);
		return root_fail(e, path, code);
	}
	if (fcntl(fd, F_GETLK, &l) == 0 && l.l_type != F_UNLCK)
		*holder = l.l_pid;
	close(fd);
	return -EAGAIN;
}

int
root_append_open(const struct root *root, const char *path, bool fresh,
    struct err *e)
{
	return open_own(root, path, O_RDWR | O_APPEND |
	    (fresh ? O_CREAT | O_EXCL : 0), e);
}

int
root_append(int fd, const void *data, size_t len, bool durable)
{
	int r = root_spot_write(fd, data, len);

	return r == 0 && durable && fsync(fd) < 0 ? -errno : r;
}

int
root_append_cut(int fd, off_t len)
{
	return ftruncate(fd, len) < 0 || fsync(fd) < 0 ? -errno : 0;
}

static bool
is_ours(const struct stat *st)
{
	return (st->st_uid == 0 || st->st_uid == geteuid()) &&
	    (st->st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

int
root_trusted(const struct root *root, const char *folder, struct err *e)
{
	const struct root plain = { .fd = root->fd, .path = root->path };
	struct root_walk w;
	struct stat st;
	size_t i;
	int r = root_walk(&w, &plain, folder, ROOT_LAST_KEEP);

	if (r == 0 && w.links > 0)
		r = -ELOOP;
	if (r == 0 && !S_ISDIR(w.st.st_mode))
		r = S_ISLNK(w.st.st_mode) ? -ELOOP : -ENOTDIR;
	if (r < 0)
		root_fail(e, folder, -r);
	else if (!is_ours(&w.st))
		r = err_set(e, EPERM, "%s: others may write to it", folder);
	for (i = 0; r == 0 && i <= w.depth; i++) {
		if (fstat(w.fd[i], &st) < 0)
			r = root_fail(e, folder, errno);
		else if (!is_ours(&st))
			r = err_set(e, EPERM, "%s: others may write to %.*s",
			    folder, w.end[i] == 0 ? 1 : (int)w.end[i],
			    w.end[i] == 0 ? "/" : w.path);
	}
	root_walk_close(&w);
	return r;
}
