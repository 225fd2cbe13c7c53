/* Bodies made smaller, as gzip (RFC 1952). */
#ifndef HM_GZIP_H
#define HM_GZIP_H

#include <stddef.h>

#include "agent/base/buf.h"

/* Append data as one gzip member. 0, -ENOMEM, or -E2BIG past the ceiling. */
int gzip_pack(const void *data, size_t len, struct buf *);

#endif
