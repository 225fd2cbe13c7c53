/* collector/notify.c: when the owner was told. */
#include "collector/notify.h"

#include "tests/unit/collectortest.h"

static void
told_once(void **state)
{
	struct test *t = *state;
	char hash[DIGEST_HEX];

	test_enroll(t, "a", "m", hash);
	assert_int_equal(notify_mark(&t->store, &t->c.config, 1, NULL, NULL,
	    NOW, &t->e), 0);
	test_ingest(t, hash, test_report(1, true, DIGEST_1), true, NOW);
	assert_int_equal(notify_mark(&t->store, &t->c.config, 1,
	    "smtp-listener", "jane", NOW + 5, &t->e), 1);
	assert_int_equal(test_number(t, "SELECT deadline FROM state"),
	    NOW + 5 + 21 * DAY);
	assert_int_equal(notify_mark(&t->store, &t->c.config, 1, NULL, NULL,
	    NOW + 9, &t->e), 1);
	assert_int_equal(notify_mark(&t->store, &t->c.config, 1, NULL, NULL,
	    NOW + 10, &t->e), 0);
	assert_int_equal(test_number(t, "SELECT deadline FROM state"),
	    NOW + 5 + 21 * DAY);
	assert_int_equal(test_number(t, "SELECT COUNT(*) FROM change WHERE"
	    " kind = 'notified'"), 2);
	assert_int_equal(test_number(t, "SELECT COUNT(*) FROM change WHERE"
	    " kind = 'notified' AND subject = 'smtp-listener' AND"
	    " after = 'jane'"), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(told_once),
	};

	return cmocka_run_group_tests_name("notify", tests, NULL, NULL);
}
