/* collector/secret.c: tokens. */
#include "collector/secret.h"

#include <string.h>

#include "tests/unit/unit.h"

static void
tokens_differ(void **state)
{
	char a[SECRET_TOKEN], b[SECRET_TOKEN], id[SECRET_ID];

	assert_int_equal(secret_token(a), 0);
	assert_int_equal(secret_token(b), 0);
	assert_int_equal(strlen(a), SECRET_TOKEN - 1);
	assert_memory_equal(a, "hmt-", 4);
	assert_int_equal(strspn(a + 4, "0123456789abcdef"), 64);
	assert_string_not_equal(a, b);
	assert_int_equal(secret_id(id), 0);
	assert_int_equal(id[0], 'h');
	assert_int_equal(strspn(id + 1, "0123456789abcdef"), 15);
}

/* printf 'token\\0abc' | sha256sum */
static void
hashes(void **state)
{
	char a[DIGEST_HEX], b[DIGEST_HEX];

	secret_hash("token", "abc", a);
	assert_string_equal(a, "8a06b753d7f39d1a5c888ed8fefc722b"
	    "ecab26c0b3b3baf5ff0d58be8513e466");
	secret_hash("subject", "abc", b);
	assert_string_not_equal(a, b);
	assert_true(secret_equal("abcd", "abcx", 3));
	assert_false(secret_equal("abcd", "abcx", 4));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tokens_differ),
		cmocka_unit_test(hashes),
	};

	return cmocka_run_group_tests_name("secret", tests, NULL, NULL);
}
