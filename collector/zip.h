/* Deflate and its inverse, with a ceiling. */
#ifndef HM_ZIP_H
#define HM_ZIP_H

#include <stddef.h>

#include "agent/base/buf.h"

/* Append the zlib form. 0 or -ENOMEM (also past the buf's ceiling). */
int zip_deflate(const void *data, size_t len, struct buf *);

/* Append what was deflated, as zlib or gzip. -EFBIG: past the buf's
 * ceiling; -EINVAL: no such data, cut off, or with something behind it;
 * -ENOMEM. */
int zip_inflate(const void *data, size_t len, struct buf *);

#endif
