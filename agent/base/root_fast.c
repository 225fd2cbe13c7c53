/* Lets the kernel walk a path inside a root. */
#include "agent/base/root_fast.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "agent/base/compat.h"

/*
 * Where the root is this process's own "/", there is nothing to get out of:
 * plain calls do. Below /proc links lead where their text does not say.
 */
static bool
is_plain(const struct root *root, const char *path)
{
	return root->own && root->overlay == NULL && path[0] == '/' &&
	    strncmp(path, "/proc", 5) != 0;
}

static int
plain_answer(void)
{
	return errno == ENOENT || errno == ENOTDIR || errno == EINVAL ?
	    -errno : -EAGAIN;
}

int
root_fast_open(const struct root *root, const char *path, int flags)
{
	int fd;

	if (root->overlay != NULL || path[0] != '/')
		return -EAGAIN;
	fd = is_plain(root, path) ? open(path, flags | O_CLOEXEC) :
	    compat_open_in_root(root->fd, path, flags | O_CLOEXEC);
	if (fd >= 0)
		return fd;
	return errno == ENOENT || errno == ENOTDIR ? -errno : -EAGAIN;
}

int
root_fast_stat(const struct root *root, const char *path, struct stat *st,
    enum root_last last)
{
	int fd, r;

	if (is_plain(root, path))
		return fstatat(root->fd, path, st, last == ROOT_LAST_KEEP ?
		    AT_SYMLINK_NOFOLLOW : 0) == 0 ? 0 : plain_answer();
	fd = root_fast_open(root, path, O_SEARCH |
	    (last == ROOT_LAST_KEEP ? O_NOFOLLOW : 0));
	if (fd < 0)
		return fd;
	r = fstat(fd, st) < 0 ? -EAGAIN : 0;
	close(fd);
	return r;
}

int
root_fast_readlink(const struct root *root, const char *path, char *target,
    size_t size, size_t *len)
{
	ssize_t n;

	if (!is_plain(root, path))
		return -EAGAIN;
	n = readlinkat(root->fd, path, target, size);
	if (n < 0)
		return plain_answer();
	*len = (size_t)n;
	return 0;
}
