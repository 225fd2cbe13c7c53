/* Bodies made smaller, as gzip (RFC 1952). */
#include "agent/send/gzip.h"

#include <errno.h>
#include <limits.h>
/* next_in is for reading only. */
#define ZLIB_CONST
#include <zlib.h>

/* zlib.h, deflateInit2: 15 bits of window, and 16 for gzip. */
#define GZIP_WINDOW (15 + 16)

int
gzip_pack(const void *data, size_t len, struct buf *b)
{
	z_stream z = { .next_in = Z_NULL };
	uLong bound;
	int rc;

	if (len > INT_MAX)
		return -E2BIG;
	if (deflateInit2(&z, Z_DEFAULT_COMPRESSION, Z_DEFLATED, GZIP_WINDOW,
	    8, Z_DEFAULT_STRATEGY) != Z_OK)
		return -ENOMEM;
	bound = deflateBound(&z, (uLong)len);
	rc = buf_reserve(b, bound);
	if (rc < 0) {
		deflateEnd(&z);
		return rc;
	}
	z.next_in = data;
	z.avail_in = (uInt)len;
	z.next_out = (Bytef *)b->p + b->len;
	z.avail_out = (uInt)bound;
	rc = deflate(&z, Z_FINISH);
	if (rc == Z_STREAM_END)
		b->len += z.total_out;
	deflateEnd(&z);
	return rc == Z_STREAM_END ? 0 : -ENOMEM;
}
