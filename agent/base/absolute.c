/* Files that a command line names, as the root knows them. */
#include "agent/base/absolute.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

int
path_absolute(const char *path, struct buf *ret, struct err *e)
{
	char here[4096];

	buf_clear(ret);
	if (path[0] != '/') {
		if (getcwd(here, sizeof(here)) == NULL)
			return err_set(e, errno, "the working directory: %s",
			    strerror(errno));
		buf_adds(ret, here);
		buf_addc(ret, '/');
	}
	buf_adds(ret, path);
	return ret->failed ? err_set(e, ENAMETOOLONG, "%s: too long", path) :
	    0;
}
