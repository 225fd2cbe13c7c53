/* Files that a command line names, as the root knows them. */
#ifndef HM_ABSOLUTE_H
#define HM_ABSOLUTE_H

#include "agent/base/buf.h"
#include "agent/base/err.h"

/* The path seen from the root, "." being the working directory. 0 or -errno,
 * with words. */
int path_absolute(const char *path, struct buf *ret, struct err *);

#endif
