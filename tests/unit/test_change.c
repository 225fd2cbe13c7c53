/* collector/change.c: the history. */
#include "collector/change.h"

#include "tests/unit/collectortest.h"

static void
rows(void **state)
{
	struct test *t = *state;
	char hash[DIGEST_HEX];

	test_enroll(t, "a", "m", hash);
	assert_true(change_add(&t->store, &(struct change){ .at = NOW,
	    .host = 1, .epoch = 1, .sequence = 0, .kind = "verdict",
	    .subject = "smtp-listener", .after = "fail" }, &t->e) >= 0);
	assert_int_equal(test_number(t, "SELECT n FROM change WHERE"
	    " kind = 'verdict' AND sequence = 0 AND before IS NULL"), 2);
	/* A sequence without an epoch says nothing. */
	assert_true(change_add(&t->store, &(struct change){ .at = NOW,
	    .host = 1, .sequence = 4, .kind = "gone" }, &t->e) >= 0);
	assert_int_equal(test_number(t, "SELECT COUNT(*) FROM change WHERE"
	    " kind = 'gone' AND sequence IS NULL"), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(rows),
	};

	return cmocka_run_group_tests_name("change", tests, NULL, NULL);
}
