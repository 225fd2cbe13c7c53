/* Did the holder of a key sign this? */
#ifndef HM_SIGNATURE_H
#define HM_SIGNATURE_H

#include <stdbool.h>
#include <stddef.h>

/* Ed25519 (RFC 8032); key and signature are 64 and 128 hexadecimal digits,
 * anything else is no. */
bool signature_good(const char *key, const char *signature,
    const void *data, size_t len);

/* Is it 64 such digits, and a key? */
bool signature_is_key(const char *key);

#endif
