/* Systems where nothing but POSIX is asked for. */
#include "agent/base/compat.h"

#include <errno.h>

int
compat_open_in_root(int fd, const char *path, int flags)
{
	errno = ENOSYS;
	return -1;
}
