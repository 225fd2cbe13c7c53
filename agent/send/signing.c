/* Ed25519 by OpenSSL: what a host without HTTPS says can be proved. */
#include "agent/send/signing.h"

#include <errno.h>
#include <string.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>

#define RAW 32
#define RAW_SIGNATURE 64
#define DIGITS "0123456789abcdef"

static void
to_hex(const unsigned char *raw, size_t n, char *hex)
{
	size_t i;

	for (i = 0; i < n; i++) {
		hex[2 * i] = DIGITS[raw[i] >> 4];
		hex[2 * i + 1] = DIGITS[raw[i] & 15];
	}
	hex[2 * n] = '\0';
}

/* The key is the caller's to free. */
static EVP_PKEY *
key_of(const char *secret, struct err *e)
{
	unsigned char raw[RAW];
	EVP_PKEY *key = NULL;
	size_t i;

	if (strlen(secret) == SIGNING_SECRET - 1 &&
	    strspn(secret, DIGITS) == SIGNING_SECRET - 1) {
		for (i = 0; i < RAW; i++)
			raw[i] = (unsigned char)((strchr(DIGITS,
			    secret[2 * i]) - DIGITS) << 4 | (strchr(DIGITS,
			    secret[2 * i + 1]) - DIGITS));
		key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL,
		    raw, RAW);
		OPENSSL_cleanse(raw, sizeof(raw));
	}
	if (key == NULL)
		err_set(e, EINVAL, "the key to sign with is none");
	return key;
}

int
signing_make(char secret[SIGNING_SECRET], struct err *e)
{
	EVP_PKEY *key = EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
	unsigned char raw[RAW];
	size_t n = sizeof(raw);
	int r = 0;

	if (key == NULL || EVP_PKEY_get_raw_private_key(key, raw, &n) != 1 ||
	    n != RAW)
		r = err_set(e, EIO, "no key to sign with can be made");
	else
		to_hex(raw, RAW, secret);
	OPENSSL_cleanse(raw, sizeof(raw));
	EVP_PKEY_free(key);
	return r;
}

int
signing_public(const char *secret, char hex[PARCEL_KEY], struct err *e)
{
	EVP_PKEY *key = key_of(secret, e);
	unsigned char raw[RAW];
	size_t n = sizeof(raw);
	int r = 0;

	if (key == NULL)
		return -EINVAL;
	if (EVP_PKEY_get_raw_public_key(key, raw, &n) != 1 || n != RAW)
		r = err_set(e, EIO, "the key to sign with is of no use");
	else
		to_hex(raw, RAW, hex);
	EVP_PKEY_free(key);
	return r;
}

int
signing_sign(const char *secret, const void *data, size_t len,
    char signature[PARCEL_SIGNATURE], struct err *e)
{
	EVP_PKEY *key = key_of(secret, e);
	unsigned char raw[RAW_SIGNATURE];
	size_t n = sizeof(raw);
	EVP_MD_CTX *how;
	int r = 0;

	if (key == NULL)
		return -EINVAL;
	how = EVP_MD_CTX_new();
	if (how == NULL ||
	    EVP_DigestSignInit(how, NULL, NULL, NULL, key) != 1 ||
	    EVP_DigestSign(how, raw, &n, data, len) != 1 ||
	    n != RAW_SIGNATURE)
		r = err_set(e, EIO, "a report cannot be signed");
	else
		to_hex(raw, RAW_SIGNATURE, signature);
	EVP_MD_CTX_free(how);
	EVP_PKEY_free(key);
	return r;
}
