/* Reads the files that the collector's command line names. */
#ifndef HM_TEXTFILE_H
#define HM_TEXTFILE_H

#include "agent/base/buf.h"
#include "agent/base/err.h"

/* path may be relative to the working directory. The buf carries the
 * ceiling. -errno with "path: why". */
int textfile_read(const char *path, struct buf *, struct err *);

/* The first line without its end and blanks around it; -EINVAL where it is
 * empty. */
int textfile_line(const char *path, struct buf *, struct err *);

#endif
