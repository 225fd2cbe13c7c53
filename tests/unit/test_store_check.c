/* collector/store_check.c: rules that no report may break. */
#include "collector/store_check.h"

#include "tests/unit/collectortest.h"

static void
sound(void **state)
{
	struct test *t = *state;
	struct buf found = BUF_INIT(10000);
	char hash[DIGEST_HEX];

	test_enroll(t, "a", "m", hash);
	test_ingest(t, hash, test_report(1, true, DIGEST_1), true, NOW);
	test_ingest(t, hash, test_report(2, false, DIGEST_2), true, NOW);
	assert_int_equal(store_check(&t->store, &found, &t->e), 0);
	buf_release(&found);
}

static void
each_flaw_is_found(void **state)
{
	static const struct { const char *sql, *words; } cases[] = {
		{ "UPDATE state SET reports = 50",
		    "more reports than it has sequences" },
		{ "INSERT INTO receipt VALUES (1, 1, 1, 9, 1, 'd', 1, 1)",
		    "overlap" },
		{ "UPDATE state SET condition = 'compliant'",
		    "that is not failing" },
		{ "DELETE FROM violation", "without an open violation" },
		{ "UPDATE report SET body = 'x'", "cannot be read" },
		{ "DELETE FROM state", "without a state" },
	};
	struct test *t = *state;
	struct buf found = BUF_INIT(10000);
	char hash[DIGEST_HEX];
	size_t i;

	test_enroll(t, "a", "m", hash);
	test_ingest(t, hash, test_report(1, true, DIGEST_1), true, NOW);
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		store_transact(&t->store, STORE_BEGIN, &t->e);
		test_run(t, cases[i].sql);
		buf_clear(&found);
		assert_int_equal(store_check(&t->store, &found, &t->e), 1);
		if (strstr(found.p, cases[i].words) == NULL)
			fail_msg("%s: %s", cases[i].words, found.p);
		store_transact(&t->store, STORE_ROLLBACK, &t->e);
	}
	buf_release(&found);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(sound),
		TEST(each_flaw_is_found),
	};

	return cmocka_run_group_tests_name("store_check", tests, NULL, NULL);
}
