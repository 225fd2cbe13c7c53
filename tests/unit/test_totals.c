/* collector/totals.c: totals for the overview. */
#include "collector/totals.h"

#include "collector/host_tally.h"
#include "tests/unit/collectortest.h"

static int
put_part(void *arg, const struct part *p)
{
	struct buf *b = arg;

	buf_addf(b, "%s:%lld/%lld/%lld ", p->name, (long long)p->hosts,
	    (long long)p->condition[CONDITION_FAILING],
	    (long long)p->overdue);
	return 0;
}

static void
some_hosts(struct test *t)
{
	char hash[DIGEST_HEX];

	test_enroll(t, "a", "m1", hash);
	test_ingest(t, hash, test_report(1, true, DIGEST_1), true, NOW);
	test_enroll(t, "b", "m2", hash);
	test_ingest(t, hash, test_report(1, false, DIGEST_2), true,
	    NOW - 10 * DAY);
	test_enroll(t, "c", "m3", hash);
	host_tally_out(&t->store, 1, &t->e);
	host_tally_out(&t->store, 2, &t->e);
	test_run(t, "UPDATE host SET department = 'physics' WHERE n < 3");
	host_tally_in(&t->store, 1, &t->e);
	host_tally_in(&t->store, 2, &t->e);
	test_run(t, "UPDATE state SET deadline = 1799999999 WHERE host = 1");
}

static void
by_state(void **state)
{
	struct test *t = *state;
	struct totals got;

	some_hosts(t);
	assert_int_equal(totals_read(&t->store, NOW, NOW - DAY, &got, &t->e),
	    0);
	assert_int_equal(got.hosts, 3);
	assert_int_equal(got.overdue, 1);
	assert_int_equal(got.by[CONDITION_FAILING][CONTACT_FRESH], 1);
	assert_int_equal(got.by[CONDITION_COMPLIANT][CONTACT_STALE], 1);
	assert_int_equal(got.by[CONDITION_UNKNOWN][CONTACT_NEVER_SEEN], 1);
	assert_int_equal(got.condition[CONDITION_WARNING], 0);
	assert_int_equal(got.contact[CONTACT_STALE], 1);
}

static void
by_part(void **state)
{
	struct test *t = *state;
	struct buf b = BUF_INIT(1000);

	some_hosts(t);
	assert_true(totals_parts(&t->store, PART_DEPARTMENT, NOW, put_part,
	    &b, &t->e) >= 0);
	assert_string_equal(b.p, "physics:2/1/1 :1/0/0 ");
	buf_clear(&b);
	assert_true(totals_parts(&t->store, PART_PLATFORM, NOW, put_part,
	    &b, &t->e) >= 0);
	assert_string_equal(b.p, "debian:2/1/1 :1/0/0 ");
	buf_release(&b);
}

static void
by_day(void **state)
{
	struct test *t = *state;
	struct day days[3];

	test_run(t, "INSERT INTO trend VALUES (1799971200, 'failing', 5, 1),"
	    " (1799798400, 'compliant', 4, 0),"
	    " (1799712000, 'compliant', 9, 0)");
	assert_int_equal(totals_days(&t->store, NOW, days, 3, &t->e), 0);
	assert_int_equal(days[2].day, 1799971200);
	assert_int_equal(days[2].condition[CONDITION_FAILING], 5);
	assert_int_equal(days[2].overdue, 1);
	assert_int_equal(days[1].day, 0);
	assert_int_equal(days[0].condition[CONDITION_COMPLIANT], 4);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(by_state),
		TEST(by_part),
		TEST(by_day),
	};

	return cmocka_run_group_tests_name("totals", tests, NULL, NULL);
}
