/* collector/ingest.c: counted once. */
#include "collector/ingest.h"

#include "collector/housekeeping.h"
#include "tests/unit/collectortest.h"

static const char *
beat(long long sequence, const char *digest)
{
	static char text[256];

	snprintf(text, sizeof(text), "{\"sequence\":%lld,\"digest\":"
	    "\"%s\"}", sequence, digest);
	return text;
}

static void
once(void **state)
{
	struct test *t = *state;
	char hash[DIGEST_HEX];
	struct receipt got;

	test_enroll(t, "a", "m", hash);
	got = test_ingest(t, hash, test_report(5, true, DIGEST_1), true, NOW);
	assert_int_equal(got.outcome, OUTCOME_STORED);
	assert_string_equal(got.condition, "failing");
	got = test_ingest(t, hash, test_report(5, true, DIGEST_1), true, NOW);
	assert_int_equal(got.outcome, OUTCOME_DUPLICATE);
	got = test_ingest(t, hash, test_report(5, true, DIGEST_2), true, NOW);
	assert_int_equal(got.outcome, OUTCOME_CLONE);
	assert_int_equal(test_number(t, "SELECT clones FROM state"), 1);
	got = test_ingest(t, hash, beat(6, DIGEST_1), false, NOW + 9);
	assert_int_equal(got.outcome, OUTCOME_STORED);
	assert_int_equal(test_number(t, "SELECT reports FROM state"), 2);
	assert_int_equal(test_number(t, "SELECT seen FROM state"), NOW + 9);
	got = test_ingest(t, hash, beat(7, DIGEST_2), false, NOW);
	assert_int_equal(got.outcome, OUTCOME_WANT_FULL);
	assert_int_equal(test_number(t, "SELECT last_seq FROM state"), 6);
	got = test_ingest(t, hash, test_report(9, false, DIGEST_2), true,
	    NOW);
	assert_string_equal(got.condition, "compliant");
	/* 5 and 6 are a closed run now; 7 and 8 were never counted. */
	assert_int_equal(test_number(t, "SELECT last_seq FROM receipt"), 6);
	assert_int_equal(test_number(t, "SELECT first_seq FROM receipt"), 5);
	got = test_ingest(t, hash, beat(6, DIGEST_1), false, NOW);
	assert_int_equal(got.outcome, OUTCOME_DUPLICATE);
	got = test_ingest(t, hash, beat(6, DIGEST_2), false, NOW);
	assert_int_equal(got.outcome, OUTCOME_CLONE);
	got = test_ingest(t, hash, test_report(8, true, DIGEST_1), true, NOW);
	assert_int_equal(got.outcome, OUTCOME_LATE);
	got = test_ingest(t, hash, test_report(8, true, DIGEST_1), true, NOW);
	assert_int_equal(got.outcome, OUTCOME_DUPLICATE);
	assert_int_equal(test_number(t, "SELECT COUNT(*) FROM state WHERE"
	    " condition = 'compliant'"), 1);
}

static void
identities(void **state)
{
	struct test *t = *state;
	char hash[DIGEST_HEX];
	struct posting p;
	struct receipt got;
	const char *body;

	test_enroll(t, "a", "m", hash);
	got = test_ingest(t, "nobody", test_report(1, false, DIGEST_1), true,
	    NOW);
	assert_int_equal(got.outcome, OUTCOME_NO_IDENTITY);
	body = test_report(1, false, DIGEST_1);
	assert_int_equal(posting_read(&p, true, body, strlen(body), &t->e),
	    0);
	p.host_id = "hother";
	assert_int_equal(ingest(&t->store, &t->c.config, &p, hash, NOW, &got,
	    &t->e), 0);
	assert_int_equal(got.outcome, OUTCOME_OTHER_HOST);
	p.host_id = t->host.id;
	p.epoch = 2;
	assert_int_equal(ingest(&t->store, &t->c.config, &p, hash, NOW, &got,
	    &t->e), 0);
	assert_int_equal(got.outcome, OUTCOME_OTHER_EPOCH);
	p.epoch = 1;
	assert_int_equal(ingest(&t->store, &t->c.config, &p, hash, NOW, &got,
	    &t->e), 0);
	assert_int_equal(got.outcome, OUTCOME_STORED);
	posting_release(&p);
}

/* What was pruned stays accounted for. */
static void
pruned(void **state)
{
	struct test *t = *state;
	char hash[DIGEST_HEX];
	struct receipt got;

	test_enroll(t, "a", "m", hash);
	test_ingest(t, hash, test_report(1, true, DIGEST_1), true, NOW);
	test_ingest(t, hash, test_report(2, false, DIGEST_2), true,
	    NOW + DAY);
	assert_true(housekeeping_prune(&t->store, NOW + 1, &t->e) > 0);
	assert_int_equal(test_number(t, "SELECT COUNT(*) FROM receipt"), 0);
	got = test_ingest(t, hash, test_report(1, true, DIGEST_1), true,
	    NOW + DAY);
	assert_int_equal(got.outcome, OUTCOME_DUPLICATE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(once),
		TEST(identities),
		TEST(pruned),
	};

	return cmocka_run_group_tests_name("ingest", tests, NULL, NULL);
}
