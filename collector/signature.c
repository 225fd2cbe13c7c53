/* Did the holder of a key sign this? */
#include "collector/signature.h"

#include <string.h>

#include <openssl/evp.h>

#define RAW 32
#define RAW_SIGNATURE 64
#define DIGITS "0123456789abcdef"

static bool
from_hex(const char *hex, unsigned char *raw, size_t n)
{
	size_t i;

	if (strlen(hex) != 2 * n || strspn(hex, DIGITS) != 2 * n)
		return false;
	for (i = 0; i < n; i++)
		raw[i] = (unsigned char)((strchr(DIGITS, hex[2 * i]) -
		    DIGITS) << 4 | (strchr(DIGITS, hex[2 * i + 1]) -
		    DIGITS));
	return true;
}

/* The caller's to free; NULL: none. */
static EVP_PKEY *
key_of(const char *hex)
{
	unsigned char raw[RAW];

	return from_hex(hex, raw, RAW) ? EVP_PKEY_new_raw_public_key(
	    EVP_PKEY_ED25519, NULL, raw, RAW) : NULL;
}

bool
signature_is_key(const char *hex)
{
	EVP_PKEY *key = key_of(hex);

	EVP_PKEY_free(key);
	return key != NULL;
}

bool
signature_good(const char *key_hex, const char *signature, const void *data,
    size_t len)
{
	unsigned char raw[RAW_SIGNATURE];
	EVP_PKEY *key = key_of(key_hex);
	EVP_MD_CTX *how = EVP_MD_CTX_new();
	bool good;

	good = key != NULL && how != NULL &&
	    from_hex(signature, raw, RAW_SIGNATURE) &&
	    EVP_DigestVerifyInit(how, NULL, NULL, NULL, key) == 1 &&
	    EVP_DigestVerify(how, raw, RAW_SIGNATURE, data, len) == 1;
	EVP_MD_CTX_free(how);
	EVP_PKEY_free(key);
	return good;
}
