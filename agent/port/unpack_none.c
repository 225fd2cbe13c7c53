/* No archive can be read where there is no libarchive. */
#include "agent/port/unpack.h"

#include <errno.h>

int
unpack_tar(const char *file, struct buf *folder, struct err *e)
{
	return err_set(e, ENOSYS, "%s: this hardenmail reads no archives: "
	    "unpack it into a folder of its own, for --root", file);
}
