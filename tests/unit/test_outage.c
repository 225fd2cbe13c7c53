/* collector/outage.c: when the collector was away. */
#include "collector/outage.h"

#include <time.h>

#include "collector/notify.h"
#include "tests/unit/collectortest.h"

static void
credited(void **state)
{
	struct test *t = *state;
	char hash[DIGEST_HEX];
	int64_t now = (int64_t)time(NULL), credit;

	test_enroll(t, "a", "a", hash);
	test_ingest(t, hash, test_report(1, true, DIGEST_1), true,
	    now - 10 * DAY);
	assert_int_equal(outage_start(&t->c, &t->store, &t->e), 0);
	assert_int_equal(test_number(t, "SELECT SUM(credit) FROM violation"),
	    0);
	test_run(t, "UPDATE meta SET value = value - 86400 WHERE"
	    " key = 'alive'");
	assert_int_equal(outage_start(&t->c, &t->store, &t->e), 0);
	credit = test_number(t, "SELECT MIN(credit) FROM violation");
	assert_true(credit >= DAY && credit <= DAY + 60);
	assert_int_equal(test_number(t, "SELECT COUNT(*) FROM outage"), 1);
	/* Nobody is stale because of it. */
	assert_int_equal(collector_stale_before(&t->c), 0);
}

/* A moved clock is no outage, and neither is a short one. */
static void
not_credited(void **state)
{
	struct test *t = *state;
	char hash[DIGEST_HEX];
	int64_t end = 0;

	test_enroll(t, "a", "a", hash);
	test_ingest(t, hash, test_report(1, true, DIGEST_1), true, NOW - DAY);
	assert_int_equal(outage_start(&t->c, &t->store, &t->e), 0);
	t->c.clock_offset = 30 * DAY;
	test_run(t, "UPDATE meta SET value = value - 500 WHERE"
	    " key = 'alive'");
	assert_int_equal(outage_start(&t->c, &t->store, &t->e), 0);
	assert_int_equal(test_number(t, "SELECT SUM(credit) FROM violation"),
	    0);
	assert_true(collector_now(&t->c) >= (int64_t)time(NULL) + 30 * DAY);
	assert_int_equal(outage_sign(&t->c.config, &t->store, NOW, &end,
	    &t->e) >= 0, 1);
	assert_int_equal(end, 0);
}

/* The server of a shared store was away for a day, its collectors were not;
 * one of them notes it, and the others hear of it. A collector that could not
 * reach a store of its own has that from its next start. */
static void
store_was_away(void **state)
{
	struct test *t = *state;
	bool shared = t->store.ops->shared;
	char hash[DIGEST_HEX];
	int64_t now = (int64_t)time(NULL), end = 0, credit, deadline;

	test_enroll(t, "a", "a", hash);
	test_ingest(t, hash, test_report(1, true, DIGEST_1), true,
	    now - 10 * DAY);
	assert_true(notify_mark(&t->store, &t->c.config, 1, NULL, "me",
	    now - 10 * DAY, &t->e) > 0);
	deadline = test_number(t, "SELECT deadline FROM state");
	assert_int_equal(outage_start(&t->c, &t->store, &t->e), 0);
	test_run(t, "UPDATE meta SET value = value - 86400 WHERE"
	    " key = 'alive'");
	assert_int_equal(outage_sign(&t->c.config, &t->store, now, &end,
	    &t->e), 0);
	credit = test_number(t, "SELECT MIN(credit) FROM violation");
	assert_true(shared ? credit >= DAY && credit <= DAY + 60 :
	    credit == 0);
	assert_int_equal(end, shared ? now : 0);
	assert_int_equal(test_number(t, "SELECT deadline FROM state"),
	    deadline + credit);
	end = 0;
	assert_int_equal(outage_sign(&t->c.config, &t->store, now + 60, &end,
	    &t->e), 0);
	assert_int_equal(end, shared ? now : 0);
	assert_int_equal(test_number(t, "SELECT MIN(credit) FROM violation"),
	    credit);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(credited),
		TEST(not_credited),
		TEST(store_was_away),
	};

	return cmocka_run_group_tests_name("outage", tests, NULL, NULL);
}
