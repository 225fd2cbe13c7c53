/* Tokens and identities that nobody can guess. */
#ifndef HM_SECRET_H
#define HM_SECRET_H

#include <stdbool.h>
#include <stddef.h>

#include "agent/base/digest.h"

#define SECRET_TOKEN 69		/* "hmt-" and 64 digits, and the NUL */
#define SECRET_ID 17		/* "h" and 15 digits, and the NUL */

/* 256 bits. -EIO when the system has no randomness. */
int secret_token(char token[SECRET_TOKEN]);
/* Of a host: not secret, but not to be guessed either. */
int secret_id(char id[SECRET_ID]);

/* What is stored instead of a token: with 256 bits of randomness a plain
 * SHA-256 is as good as a slow one. kind keeps tokens and certificate
 * subjects apart. */
void secret_hash(const char *kind, const char *text, char hex[DIGEST_HEX]);

/* In time that does not depend on where they differ. */
bool secret_equal(const char *a, const char *b, size_t len);

#endif
