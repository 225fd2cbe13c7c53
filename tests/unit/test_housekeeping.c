/* collector/housekeeping.c: totals and pruning. */
#include "collector/housekeeping.h"

#include "tests/unit/collectortest.h"

static void
totals(void **state)
{
	struct test *t = *state;
	char hash[DIGEST_HEX];

	test_enroll(t, "a", "a", hash);
	test_ingest(t, hash, test_report(1, true, DIGEST_1), true, NOW);
	test_enroll(t, "b", "b", hash);
	assert_int_equal(housekeeping_totals(&t->store, NOW, NOW - 9, &t->e),
	    0);
	/* Again on the same day: the same rows, not more. */
	assert_int_equal(housekeeping_totals(&t->store, NOW + 9, NOW - 9,
	    &t->e), 0);
	assert_int_equal(test_number(t, "SELECT COUNT(*) FROM daily"), 2);
	assert_int_equal(test_number(t, "SELECT hosts FROM daily WHERE"
	    " condition = 'failing' AND contact = 'fresh' AND platform ="
	    " 'debian'"), 1);
	assert_int_equal(test_number(t, "SELECT MAX(day % 86400) FROM daily"),
	    0);
}

static void
pruning(void **state)
{
	struct test *t = *state;
	char hash[DIGEST_HEX];

	test_enroll(t, "a", "a", hash);
	test_ingest(t, hash, test_report(1, true, DIGEST_1), true, NOW);
	assert_int_equal(housekeeping_prune(&t->store, NOW, &t->e), 0);
	assert_true(test_number(t, "SELECT COUNT(*) FROM change") > 0);
	assert_true(housekeeping_prune(&t->store, NOW + 1, &t->e) > 0);
	assert_int_equal(test_number(t, "SELECT COUNT(*) FROM change"), 0);
	/* What a host is in now is never dropped. */
	assert_int_equal(test_number(t, "SELECT COUNT(*) FROM violation"), 2);
	assert_int_equal(test_number(t, "SELECT COUNT(*) FROM report"), 1);
}

static void
observations(void **state)
{
	static const char *const rows[] = {
		"'192.0.2.7', 25, 'p', 1, 0, 99, 'fail'",
		"'192.0.2.7', 26, 'p', 1, 0, 99, 'pass'",
		"'192.0.2.7', 27, 'p', 1, 0, 100, 'pass'",
		"'192.0.2.8', 25, 'p', 1, 0, 99, 'fail'",
		"'192.0.2.9', 25, 'p', 0, 0, 99, 'unknown'",
	};
	struct test *t = *state;
	char sql[400];
	size_t i;

	test_run(t, "INSERT INTO host (n, id, name, mode, inventory, epoch,"
	    " created_at, probed) VALUES (7, 'h', 'a', 'queue-only', 1, 0, 0,"
	    " '192.0.2.7')");
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		snprintf(sql, sizeof(sql), "INSERT INTO observation (address,"
		    " port, probe, settled, at, received, verdict, relay,"
		    " reached) VALUES (%s, '-', 1)", rows[i]);
		test_run(t, sql);
	}
	assert_true(housekeeping_prune(&t->store, 100, &t->e) > 0);
	/* The one that a host fails by, and the one that is not old. */
	assert_int_equal(test_number(t, "SELECT COUNT(*) FROM observation"),
	    2);
	assert_int_equal(test_number(t, "SELECT SUM(port) FROM observation"),
	    52);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(totals),
		TEST(pruning),
		TEST(observations),
	};

	return cmocka_run_group_tests_name("housekeeping", tests, NULL, NULL);
}
