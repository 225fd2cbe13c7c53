/* collector/summary.c: how many hosts are in which state. */
#include "collector/summary.h"

#include "tests/unit/collectortest.h"

static void
counts(void **state)
{
	struct test *t = *state;
	char hash[DIGEST_HEX];
	struct summary s;

	assert_int_equal(summary_read(&t->store, NOW, NOW - 100, &s, &t->e),
	    0);
	assert_int_equal(s.hosts, 0);
	assert_int_equal(s.failing, 0);
	test_enroll(t, "a", "a", hash);
	test_ingest(t, hash, test_report(1, true, DIGEST_1), true, NOW);
	test_enroll(t, "b", "b", hash);
	test_ingest(t, hash, test_report(1, false, DIGEST_1), true,
	    NOW - 200);
	test_enroll(t, "c", "c", hash);
	test_enroll(t, "d", "d", hash);
	test_run(t, "UPDATE host SET gone_at = 5 WHERE name = 'd'");
	test_run(t, "UPDATE state SET deadline = 1800000000 WHERE host = 1");
	assert_int_equal(summary_read(&t->store, NOW, NOW - 100, &s, &t->e),
	    0);
	assert_int_equal(s.hosts, 3);
	assert_int_equal(s.failing, 1);
	assert_int_equal(s.compliant, 1);
	assert_int_equal(s.unknown, 1);
	assert_int_equal(s.fresh, 1);
	assert_int_equal(s.stale, 1);
	assert_int_equal(s.never_seen, 1);
	assert_int_equal(s.gone, 1);
	assert_int_equal(s.overdue, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(counts),
	};

	return cmocka_run_group_tests_name("summary", tests, NULL, NULL);
}
