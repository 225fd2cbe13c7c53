/* collector/observation_store.c: what probes saw, and whose host it is. */
#include "collector/observation_store.h"

#include <errno.h>

#include "collector/inventory.h"
#include "tests/unit/collectortest.h"

static void
import(struct test *t, const char *text)
{
	struct buf wrong = BUF_INIT(4096);
	struct inventory_count n;

	if (inventory_import(&t->store, &t->c.config, "i", text, strlen(text),
	    NOW, &n, &wrong, &t->e) < 0)
		fail_msg("%s", t->e.text);
	buf_release(&wrong);
}

static struct observations_taken
take(struct test *t, const char *probe, const char *address,
    enum verdict verdict, int64_t at, bool reached)
{
	struct observation one = { .port = 25, .at = at, .verdict = verdict,
	    .relay = verdict == VERDICT_FAIL ? "open" : verdict ==
	    VERDICT_PASS ? "closed" : "unknown", .reached = reached };
	struct observations list = { .v = &one, .n = 1 };
	struct observations_taken got;

	snprintf(one.address, sizeof(one.address), "%s", address);
	if (observations_take(&t->store, &t->c.config, probe, &list, at + 5,
	    &got, &t->e) < 0)
		fail_msg("%s", t->e.text);
	return got;
}

static void
order(void **state)
{
	struct test *t = *state;
	static const char rows[] = "SELECT COUNT(*) FROM observation";

	assert_int_equal(take(t, "p", "192.0.2.7", VERDICT_FAIL, NOW,
	    true).stored, 1);
	assert_int_equal(take(t, "p", "192.0.2.7", VERDICT_FAIL, NOW,
	    true).duplicate, 1);
	assert_int_equal(take(t, "p", "192.0.2.7", VERDICT_PASS, NOW - 1,
	    true).late, 1);
	assert_int_equal(take(t, "p", "192.0.2.7", VERDICT_UNKNOWN, NOW - 1,
	    true).late, 1);
	assert_int_equal(test_number(t, rows), 1);
	assert_int_equal(take(t, "p", "192.0.2.7", VERDICT_UNKNOWN, NOW + 9,
	    false).stored, 1);
	assert_int_equal(test_number(t, rows), 2);
	/* Certain, and older than what was not: both stay. */
	assert_int_equal(take(t, "p", "192.0.2.7", VERDICT_PASS, NOW + 5,
	    true).stored, 1);
	assert_int_equal(test_number(t, rows), 2);
	assert_int_equal(take(t, "p", "192.0.2.7", VERDICT_PASS, NOW + 10,
	    true).stored, 1);
	assert_int_equal(test_number(t, rows), 1);
	assert_int_equal(take(t, "other", "192.0.2.7", VERDICT_FAIL, NOW,
	    true).stored, 1);
	assert_int_equal(test_number(t, rows), 2);
	/* Nobody there, and nobody's: a swept network is full of these. */
	assert_int_equal(take(t, "p", "192.0.2.8", VERDICT_UNKNOWN, NOW,
	    false).ignored, 1);
	assert_int_equal(take(t, "p", "192.0.2.8", VERDICT_PASS, NOW,
	    false).ignored, 1);
	assert_int_equal(test_number(t, rows), 2);
}

static void
before_the_inventory(void **state)
{
	struct test *t = *state;

	take(t, "p", "2001:db8::7", VERDICT_FAIL, NOW, true);
	import(t, "name,address\na,2001:DB8::0:7\nb,192.0.2.9\n");
	assert_int_equal(test_number(t, "SELECT COUNT(*) FROM state WHERE"
	    " condition = 'failing'"), 1);
	assert_int_equal(test_number(t, "SELECT COUNT(*) FROM violation WHERE"
	    " host = 1 AND chk = 'relay-observed' AND ended_at IS NULL"), 1);
	/* A line without an address keeps the one that there was. */
	import(t, "name,owner\na,ann\n");
	assert_int_equal(test_number(t, "SELECT COUNT(*) FROM host WHERE"
	    " probed = '2001:db8::7'"), 1);
	/* Moving away proves nothing. */
	import(t, "name,address\na,192.0.2.10\n");
	assert_int_equal(test_number(t, "SELECT COUNT(*) FROM state WHERE"
	    " condition = 'failing'"), 1);
	take(t, "p", "192.0.2.10", VERDICT_PASS, NOW + 9, true);
	assert_int_equal(test_number(t, "SELECT COUNT(*) FROM state WHERE"
	    " condition = 'failing'"), 0);
	assert_int_equal(test_number(t, "SELECT ended_at FROM violation"),
	    NOW + 14);
}

/* The address that an enrolment came from may be that of many. */
static void
not_by_the_enrolment(void **state)
{
	struct test *t = *state;
	char hash[DIGEST_HEX];

	test_enroll(t, "a", "m", hash);
	assert_int_equal(test_number(t, "SELECT COUNT(*) FROM host WHERE"
	    " address = '192.0.2.9'"), 1);
	assert_int_equal(take(t, "p", "192.0.2.9", VERDICT_FAIL, NOW,
	    true).judged, 0);
	assert_int_equal(test_number(t, "SELECT COUNT(*) FROM violation"), 0);
}

static void
gone(void **state)
{
	struct test *t = *state;
	struct observation_count n;

	import(t, "name,address\na,192.0.2.7\n");
	assert_true(host_gone(&t->store, 1, NOW, &t->e) >= 0);
	assert_int_equal(take(t, "p", "192.0.2.7", VERDICT_FAIL, NOW,
	    true).judged, 0);
	assert_true(observations_count(&t->store, &n, &t->e) >= 0);
	assert_int_equal(n.open, 1);
	assert_int_equal(n.nobody, 1);
	assert_int_equal(n.closed + n.unknown, 0);
}

static void
finding(void **state)
{
	struct test *t = *state;
	struct findings f;

	import(t, "name,address\na,192.0.2.7\n");
	findings_init(&f);
	assert_int_equal(observation_finding(&t->store, 1, &f, &t->e), 0);
	assert_null(f.first);
	take(t, "p", "192.0.2.7", VERDICT_UNKNOWN, NOW, true);
	assert_int_equal(observation_finding(&t->store, 1, &f, &t->e), 0);
	assert_null(f.first);
	take(t, "p", "192.0.2.7", VERDICT_PASS, NOW, false);
	assert_int_equal(observation_finding(&t->store, 1, &f, &t->e), 0);
	assert_int_equal(f.first->verdict, VERDICT_PASS);
	assert_string_equal(f.first->evidence->at.text, "192.0.2.7 port 25, "
	    "asked by p on 2027-01-15T08:00:00Z: nobody listens");
	findings_release(&f);
	findings_init(&f);
	take(t, "q", "192.0.2.7", VERDICT_FAIL, NOW - 9, true);
	assert_int_equal(observation_finding(&t->store, 1, &f, &t->e), 0);
	assert_int_equal(f.first->verdict, VERDICT_FAIL);
	assert_int_equal(f.worst, VERDICT_FAIL);
	assert_string_equal(f.first->summary, "from outside it relays for "
	    "strangers: 192.0.2.7 port 25 is open");
	findings_release(&f);
}

static int
count(void *arg, const struct observation_row *row)
{
	++*(int *)arg;
	return row->seen.port == 25 && row->host == NULL ? 0 : -EPROTO;
}

static void
list(void **state)
{
	struct test *t = *state;
	struct observation_filter all = { .limit = 10 },
	    fail = { .limit = 10, .verdict = "fail" }, one = { .limit = 1 };
	int n = 0;

	take(t, "p", "192.0.2.7", VERDICT_FAIL, NOW, true);
	take(t, "p", "192.0.2.8", VERDICT_PASS, NOW, true);
	assert_int_equal(observation_list(&t->store, &all, count, &n, &t->e),
	    2);
	assert_int_equal(observation_list(&t->store, &fail, count, &n,
	    &t->e), 1);
	assert_int_equal(observation_list(&t->store, &one, count, &n, &t->e),
	    1);
	assert_int_equal(n, 4);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(order),
		TEST(before_the_inventory),
		TEST(not_by_the_enrolment),
		TEST(gone),
		TEST(finding),
		TEST(list),
	};

	return cmocka_run_group_tests_name("observation_store", tests, NULL,
	    NULL);
}
