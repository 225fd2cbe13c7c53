/* agent/send/signing.c, by the examples of RFC 8032, 7.1. */
#include "tests/unit/unit.h"

#include <errno.h>
#include <string.h>

#include "agent/send/signing.h"

static void
examples(void **state)
{
	static const struct { const char *secret, *key, *text, *sign; } v[] = {
		{ "9d61b19deffd5a60ba844af492ec2cc4"
		    "4449c5697b326919703bac031cae7f60",
		    "d75a980182b10ab7d54bfed3c964073a"
		    "0ee172f3daa62325af021a68f707511a", "",
		    "e5564300c360ac729086e2cc806e828a"
		    "84877f1eb8e5d974d873e06522490155"
		    "5fb8821590a33bacc61e39701cf9b46b"
		    "d25bf5f0595bbe24655141438e7a100b" },
		{ "4ccd089b28ff96da9db6c346ec114e0f"
		    "5b8a319f35aba624da8cf6ed4fb8a6fb",
		    "3d4017c3e843895a92b70aa74d1b7ebc"
		    "9c982ccf2ec4968cc0cd55f12af4660c", "\x72",
		    "92a009a9f0d4cab8720e820b5f642540"
		    "a2b27b5416503f8fb3762223ebdb69da"
		    "085ac1e43e15996e458f3613d0f11d8c"
		    "387b2eaeb4302aeeb00d291612bb0c00" },
	};
	char key[PARCEL_KEY], sign[PARCEL_SIGNATURE];
	struct err e = { .code = 0 };
	size_t i;

	for (i = 0; i < sizeof(v) / sizeof(v[0]); i++) {
		assert_int_equal(signing_public(v[i].secret, key, &e), 0);
		assert_string_equal(key, v[i].key);
		assert_int_equal(signing_sign(v[i].secret, v[i].text,
		    strlen(v[i].text), sign, &e), 0);
		assert_string_equal(sign, v[i].sign);
	}
}

static void
new_ones(void **state)
{
	char a[SIGNING_SECRET] = "", b[SIGNING_SECRET] = "", key[PARCEL_KEY];
	struct err e = { .code = 0 };

	assert_int_equal(signing_make(a, &e), 0);
	assert_int_equal(signing_make(b, &e), 0);
	assert_int_equal(strlen(a), 64);
	assert_string_not_equal(a, b);
	assert_int_equal(signing_public(a, key, &e), 0);
}

static void
no_key(void **state)
{
	char key[PARCEL_KEY] = "untouched", sign[PARCEL_SIGNATURE];
	struct err e = { .code = 0 };

	assert_int_equal(signing_public("", key, &e), -EINVAL);
	assert_int_equal(signing_public("9d61", key, &e), -EINVAL);
	assert_int_equal(signing_sign("x", "", 0, sign, &e), -EINVAL);
	assert_string_equal(e.text, "the key to sign with is none");
	assert_string_equal(key, "untouched");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(examples),
		cmocka_unit_test(new_ones),
		cmocka_unit_test(no_key),
	};

	return cmocka_run_group_tests_name("signing", tests, NULL, NULL);
}
