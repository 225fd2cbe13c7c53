/* System calls that one kernel has and POSIX has not. */
#define _GNU_SOURCE
#include "agent/base/compat.h"

#include <dirent.h>
#include <errno.h>
#include <grp.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <stdbool.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <unistd.h>

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
	int all = 0;

	if (ioctl(fd, _IOR('f', 1, long), &all) == 0)
		return (unsigned)all & (COMPAT_IMMUTABLE | COMPAT_APPEND);
	return 0;
}

int
compat_set_flags(int fd, unsigned flags)
{
	int all = 0;

	if (ioctl(fd, _IOR('f', 1, long), &all) < 0)
		return -1;
	all &= ~(int)(COMPAT_IMMUTABLE | COMPAT_APPEND);
	all |= (int)flags;
	return ioctl(fd, _IOW('f', 2, long), &all) < 0 ? -1 : 0;
}

ssize_t
compat_xattr_list(int fd, char *names, size_t size)
{
	ssize_t n = flistxattr(fd, names, size);

	return n < 0 && errno == ENOTSUP ? 0 : n;
}

/* ENODATA is not everywhere. */
static ssize_t
named(ssize_t r)
{
	if (r < 0 && errno == ENODATA)
		errno = ENOENT;
	return r;
}

ssize_t
compat_xattr_get(int fd, const char *name, void *value, size_t size)
{
	return named(fgetxattr(fd, name, value, size));
}

int
compat_xattr_set(int fd, const char *name, const void *value, size_t len)
{
	return fsetxattr(fd, name, value, len, 0);
}

int
compat_xattr_remove(int fd, const char *name)
{
	return (int)named(fremovexattr(fd, name));
}

int
compat_no_groups(void)
{
	gid_t none = 0;

	return setgroups(0, &none);
}

/* getdents64(2), which glibc has no function for before 2.30. */
struct entry {
	uint64_t ino, off;
	unsigned short length;
	unsigned char type;
	char name[];
};

static bool
is_dot(const char *name)
{
	return name[0] == '.' && (name[1] == '\0' ||
	    (name[1] == '.' && name[2] == '\0'));
}

/* opendir(3) asks three questions more, and for 32 KiB. */
int
compat_entries(int fd, compat_entry_fn *fn, void *arg)
{
	union {
		struct entry entry;
		char bytes[16384];
	} b;
	const struct entry *e;
	long n = 1, at;
	int r = 0;

	while (r == 0 && n > 0) {
		n = syscall(SYS_getdents64, fd, b.bytes, sizeof(b.bytes));
		if (n < 0)
			r = -errno;
		for (at = 0; r == 0 && at < n; at += e->length) {
			e = (const struct entry *)(const void *)(b.bytes + at);
			if (!is_dot(e->name))
				r = fn(arg, e->name, DTTOIF(e->type));
		}
	}
	close(fd);
	return r;
}

int
compat_pid_open(pid_t pid)
{
#ifdef SYS_pidfd_open
	return (int)syscall(SYS_pidfd_open, pid, 0);
#else
	errno = ENOSYS;
	return -1;
#endif
}

int
compat_pid_signal(int fd, int number)
{
#ifdef SYS_pidfd_send_signal
	return (int)syscall(SYS_pidfd_send_signal, fd, number, NULL, 0);
#else
	errno = ENOSYS;
	return -1;
#endif
}

void
compat_memory_trim(void)
{
#ifdef __GLIBC__
	(void)malloc_trim(0);
#endif
}
