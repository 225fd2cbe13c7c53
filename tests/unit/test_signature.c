/* collector/signature.c, by RFC 8032, 7.1, tests 2 and 1. */
#include "collector/signature.h"

#include <string.h>

#include "tests/unit/unit.h"

#define KEY \
	"3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
#define OTHER \
	"d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
#define SIGNED "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebd" \
	"b69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c0"

static void
examples(void **state)
{
	assert_true(signature_good(KEY, SIGNED "0", "\x72", 1));
	assert_false(signature_good(KEY, SIGNED "0", "\x73", 1));
	assert_false(signature_good(KEY, SIGNED "0", "", 0));
	assert_false(signature_good(KEY, SIGNED "1", "\x72", 1));
	assert_false(signature_good(OTHER, SIGNED "0", "\x72", 1));
}

static void
nonsense(void **state)
{
	assert_false(signature_good(KEY, SIGNED, "\x72", 1));
	assert_false(signature_good(KEY, SIGNED "G", "\x72", 1));
	assert_false(signature_good(KEY "0", SIGNED "0", "\x72", 1));
	assert_false(signature_good("", "", "\x72", 1));
	assert_true(signature_is_key(KEY));
	assert_false(signature_is_key(""));
	assert_false(signature_is_key(KEY "0"));
	assert_false(signature_is_key("secret"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(examples),
		cmocka_unit_test(nonsense),
	};

	return cmocka_run_group_tests_name("signature", tests, NULL, NULL);
}
