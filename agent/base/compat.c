/* What one system has and POSIX has not. */
#define _GNU_SOURCE
#include "agent/base/compat.h"

#include <errno.h>
#include <grp.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* openat2(2) and its linux/openat2.h: a header that Linux 5.6 brought. */
#define IN_ROOT 0x10		/* RESOLVE_IN_ROOT */
#define NO_MAGIC_LINKS 0x02	/* RESOLVE_NO_MAGICLINKS */

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
