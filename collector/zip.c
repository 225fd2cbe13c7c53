/* Deflate and its inverse, with a ceiling. */
#include "collector/zip.h"

#include <errno.h>

#include <zlib.h>

/* Speed counts more than the last tenth: this runs before each commit. */
#define LEVEL 1
/* 8 KiB, as most reports are; the default takes 256 KiB of fresh memory for
 * each (zconf.h). */
#define WINDOW 13
#define MEMORY 6
/* zlib.h: 15 bits of window, and 32 to take gzip or zlib as it comes. */
#define ANY_WINDOW (15 + 32)

int
zip_deflate(const void *data, size_t len, struct buf *b)
{
	z_stream z = { .next_in = (Bytef *)(size_t)data,
	    .avail_in = (uInt)len };
	size_t room;
	int rc;

	if (deflateInit2(&z, LEVEL, Z_DEFLATED, WINDOW, MEMORY,
	    Z_DEFAULT_STRATEGY) != Z_OK)
		return -ENOMEM;
	room = deflateBound(&z, (uLong)len);
	if (buf_reserve(b, room) < 0) {
		deflateEnd(&z);
		return -ENOMEM;
	}
	z.next_out = (Bytef *)b->p + b->len;
	z.avail_out = (uInt)room;
	rc = deflate(&z, Z_FINISH);
	deflateEnd(&z);
	if (rc != Z_STREAM_END)
		return -ENOMEM;
	b->len += room - z.avail_out;
	b->p[b->len] = '\0';
	return 0;
}

int
zip_inflate(const void *data, size_t len, struct buf *b)
{
	z_stream z = { .next_in = (Bytef *)(size_t)data,
	    .avail_in = (uInt)len };
	char piece[16384];
	int rc, r = 0;

	if (inflateInit2(&z, ANY_WINDOW) != Z_OK)
		return -ENOMEM;
	do {
		z.next_out = (Bytef *)piece;
		z.avail_out = sizeof(piece);
		rc = inflate(&z, Z_NO_FLUSH);
		if (rc != Z_OK && rc != Z_STREAM_END) {
			r = rc == Z_MEM_ERROR ? -ENOMEM : -EINVAL;
			goto out;
		}
		r = buf_add(b, piece, sizeof(piece) - z.avail_out);
		if (r < 0) {
			r = r == -E2BIG ? -EFBIG : r;
			goto out;
		}
	} while (rc != Z_STREAM_END);
	if (z.avail_in > 0)
		r = -EINVAL;
out:
	inflateEnd(&z);
	return r;
}
