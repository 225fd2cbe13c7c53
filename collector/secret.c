/* Tokens and identities that nobody can guess. */
#include "collector/secret.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <openssl/crypto.h>
#include <openssl/rand.h>

static int
random_hex(char *hex, size_t digits)
{
	unsigned char bytes[32];
	size_t i;

	if (RAND_bytes(bytes, sizeof(bytes)) != 1)
		return -EIO;
	for (i = 0; i < digits; i++)
		hex[i] = "0123456789abcdef"[i % 2 == 0 ? bytes[i / 2] >> 4 :
		    bytes[i / 2] & 15];
	hex[digits] = '\0';
	OPENSSL_cleanse(bytes, sizeof(bytes));
	return 0;
}

int
secret_token(char token[SECRET_TOKEN])
{
	memcpy(token, "hmt-", 4);
	return random_hex(token + 4, SECRET_TOKEN - 5);
}

int
secret_id(char id[SECRET_ID])
{
	id[0] = 'h';
	return random_hex(id + 1, SECRET_ID - 2);
}

void
secret_hash(const char *kind, const char *text, char hex[DIGEST_HEX])
{
	struct digest d;

	digest_init(&d);
	digest_add(&d, kind, strlen(kind) + 1);
	digest_add(&d, text, strlen(text));
	digest_hex(&d, hex);
}

bool
secret_equal(const char *a, const char *b, size_t len)
{
	return CRYPTO_memcmp(a, b, len) == 0;
}
