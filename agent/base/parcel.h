/* Reports that travel in a file, each signed by its host. */
#ifndef HM_PARCEL_H
#define HM_PARCEL_H

#include <stddef.h>

#include "agent/base/buf.h"
#include "agent/base/err.h"

#define PARCEL_ID 65
#define PARCEL_KEY 65		/* 64 hexadecimal digits and the NUL */
#define PARCEL_SIGNATURE 129

/*
 * One of them. In the file it is a line
 *
 *	hardenmail-export 1 ID KEY LENGTH SIGNATURE
 *
 * then LENGTH bytes, which are the report, and a line end. The signature is
 * Ed25519 (RFC 8032) by the key of that line over the line without its last
 * word and the blank before it, its line end, and the report.
 */
struct parcel {
	char id[PARCEL_ID];		/* of the host, by its collector */
	char key[PARCEL_KEY];		/* its public key */
	char signature[PARCEL_SIGNATURE];
	const char *body;		/* borrowed */
	size_t len;
};

/* Append what is signed. 0, or -EINVAL: the id has a blank or another
 * character that no collector gives. */
int parcel_signed(const struct parcel *, struct buf *);

/* Append it as it is in a file. As parcel_signed(). */
int parcel_put(const struct parcel *, struct buf *);

/*
 * The next one of a file, from *at on, which is moved behind it. 1, 0 at the
 * end, or -EINVAL with the words: there is none, or not all of it.
 * Nothing is said of the signature but that it is 128 digits.
 */
int parcel_next(const char *text, size_t len, size_t *at,
    struct parcel *ret, struct err *);

#endif
