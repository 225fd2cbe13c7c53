/* Systems where nothing but POSIX is asked for. */
#include "agent/base/compat.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

int
compat_open_in_root(int fd, const char *path, int flags)
{
	errno = ENOSYS;
	return -1;
}

int
compat_rename_new(int from_dir, const char *from, int to_dir, const char *to)
{
	errno = ENOSYS;
	return -1;
}

int
compat_rename_swap(int a_dir, const char *a, int b_dir, const char *b)
{
	errno = ENOSYS;
	return -1;
}

unsigned
compat_flags(int fd)
{
	return 0;
}

int
compat_set_flags(int fd, unsigned flags)
{
	errno = ENOTSUP;
	return -1;
}

ssize_t
compat_xattr_list(int fd, char *names, size_t size)
{
	return 0;
}

ssize_t
compat_xattr_get(int fd, const char *name, void *value, size_t size)
{
	errno = ENOTSUP;
	return -1;
}

int
compat_xattr_set(int fd, const char *name, const void *value, size_t len)
{
	errno = ENOTSUP;
	return -1;
}

int
compat_xattr_remove(int fd, const char *name)
{
	errno = ENOTSUP;
	return -1;
}

int
compat_no_groups(void)
{
	errno = ENOSYS;
	return -1;
}

int
compat_entries(int fd, compat_entry_fn *fn, void *arg)
{
	DIR *dir = fdopendir(fd);
	struct dirent *d;
	int r = 0;

	if (dir == NULL) {
		r = -errno;
		close(fd);
		return r;
	}
	while (r == 0 && (errno = 0, d = readdir(dir)) != NULL)
		if (strcmp(d->d_name, ".") != 0 &&
		    strcmp(d->d_name, "..") != 0)
			r = fn(arg, d->d_name, 0);
	if (r == 0 && errno != 0 && d == NULL)
		r = -errno;
	closedir(dir);
	return r;
}

int
compat_pid_open(pid_t pid)
{
	errno = ENOSYS;
	return -1;
}

int
compat_pid_signal(int fd, int number)
{
	errno = ENOSYS;
	return -1;
}

void
compat_memory_trim(void)
{
}
