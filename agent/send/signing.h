/* Ed25519 by OpenSSL: what a host without HTTPS says can be proved. */
#ifndef HM_SIGNING_H
#define HM_SIGNING_H

#include <stddef.h>

#include "agent/base/err.h"
#include "agent/base/parcel.h"

/* The private key of RFC 8032, 32 bytes in hexadecimal digits. */
#define SIGNING_SECRET 65

/* A new key. 0, or -EIO with the words. */
int signing_make(char secret[SIGNING_SECRET], struct err *);

/* The public key of it. -EINVAL: that is no key. */
int signing_public(const char *secret, char key[PARCEL_KEY], struct err *);

/* The same for a signature of data. */
int signing_sign(const char *secret, const void *data, size_t len,
    char signature[PARCEL_SIGNATURE], struct err *);

#endif
