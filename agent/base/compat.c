/* System calls that one kernel has and POSIX has not. */
#define _GNU_SOURCE
#include "agent/base/compat.h"

#include <errno.h>
#include <grp.h>
#include <stdint.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#endif

/* openat2(2) and its linux/openat2.h: a header that Linux 5.6 brought. */
#define IN_ROOT 0x10		/* RESOLVE_IN_ROOT */
#define NO_MAGIC_LINKS 0x02	/* RESOLVE_NO_MAGICLINKS */

/* renameat2(2), of Linux 3.15; older C libraries do not have its names. */
#define NO_REPLACE 1u		/* RENAME_NOREPLACE */
#define EXCHANGE 2u		/* RENAME_EXCHANGE */

struct how {
	uint64_t flags, mode, resolve;
};

int
compat_open_in_root(int fd, const char *path, int flags)
{
#ifdef SYS_openat2
	struct how how = {
		.flags = (uint64_t)flags,
		.resolve = IN_ROOT | NO_MAGIC_LINKS,
	};

	return (int)syscall(SYS_openat2, fd, path, &how, sizeof(how));
#else
	errno = ENOSYS;
	return -1;
#endif
}

static int
rename_with(int from_dir, const char *from, int to_dir, const char *to,
    unsigned how)
{
#ifdef SYS_renameat2
	return (int)syscall(SYS_renameat2, from_dir, from, to_dir, to, how);
#else
	errno = ENOSYS;
	return -1;
#endif
}

int
compat_rename_new(int from_dir, const char *from, int to_dir, const char *to)
{
	return rename_with(from_dir, from, to_dir, to, NO_REPLACE);
}

int
compat_rename_swap(int a_dir, const char *a, int b_dir, const char *b)
{
	return rename_with(a_dir, a, b_dir, b, EXCHANGE);
}

/* The kernel reads and writes an int, whatever the names say: the manual
 * page has the story. linux/fs.h, 'f' 1 and 2. */
unsigned
compat_flags(int fd)
{
#ifdef __linux__
	int all = 0;

	if (ioctl(fd, _IOR('f', 1, long), &all) == 0)
		return (unsigned)all & (COMPAT_IMMUTABLE | COMPAT_APPEND);
#endif
	return 0;
}

int
compat_set_flags(int fd, unsigned flags)
{
#ifdef __linux__
	int all = 0;

	if (ioctl(fd, _IOR('f', 1, long), &all) < 0)
		return -1;
	all &= ~(int)(COMPAT_IMMUTABLE | COMPAT_APPEND);
	all |= (int)flags;
	return ioctl(fd, _IOW('f', 2, long), &all) < 0 ? -1 : 0;
#else
	errno = ENOTSUP;
	return -1;
#endif
}

ssize_t
compat_xattr_list(int fd, char *names, size_t size)
{
#ifdef __linux__
	ssize_t n = flistxattr(fd, names, size);

	return n < 0 && errno == ENOTSUP ? 0 : n;
#else
	return 0;
#endif
}

ssize_t
compat_xattr_get(int fd, const char *name, void *value, size_t size)
{
#ifdef __linux__
	return fgetxattr(fd, name, value, size);
#else
	errno = ENOTSUP;
	return -1;
#endif
}

int
compat_xattr_set(int fd, const char *name, const void *value, size_t len)
{
#ifdef __linux__
	return fsetxattr(fd, name, value, len, 0);
#else
	errno = ENOTSUP;
	return -1;
#endif
}

int
compat_xattr_remove(int fd, const char *name)
{
#ifdef __linux__
	return fremovexattr(fd, name);
#else
	errno = ENOTSUP;
	return -1;
#endif
}

int
compat_no_groups(void)
{
#if defined(__linux__) || defined(__sun) || defined(_AIX) || \
    defined(__hpux) || defined(__FreeBSD__) || defined(__NetBSD__) || \
    defined(__OpenBSD__)
	gid_t none = 0;

	return setgroups(0, &none);
#else
	errno = ENOSYS;
	return -1;
#endif
}

mode_t
compat_entry_mode(const struct dirent *d)
{
#ifdef DTTOIF
	return DTTOIF(d->d_type);
#else
	return 0;
#endif
}
