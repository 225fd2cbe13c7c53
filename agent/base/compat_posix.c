/* Systems where nothing but POSIX is asked for. */
#include "agent/base/compat.h"

#include <errno.h>

int
compat_open_in_root(int fd, const char *path, int flags)
{
	errno = ENOSYS;
	return -1;
}

mode_t
compat_entry_mode(const struct dirent *d)
{
	return 0;
}

int
compat_no_groups(void)
{
	errno = ENOSYS;
	return -1;
}
