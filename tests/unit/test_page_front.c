/* collector/page_front.c: the front page. */
#include "collector/api.h"

#include "collector/host_tally.h"
#include "tests/unit/collectortest.h"

static void
figures(void **state)
{
	struct test *t = *state;
	char hash[DIGEST_HEX];

	test_enroll(t, "relay<1>", "m", hash);
	test_ingest(t, hash, test_report(1, true, DIGEST_1), true, NOW);
	host_tally_out(&t->store, 1, &t->e);
	test_run(t, "UPDATE host SET department = 'a&b'");
	host_tally_in(&t->store, 1, &t->e);
	assert_int_equal(test_ask(t, "front", NULL, NULL), 200);
	assert_says(t, "<a href=\"/hosts?state=failing\">1 of 1 hosts</a> "
	    "accepts mail that it must not");
	assert_says(t, "None is past its deadline.");
	assert_says(t, "no deadline runs");
	assert_says(t, "<a href=\"/hosts?state=failing&amp;contact=fresh\">1"
	    "</a>");
	assert_says(t, "<a href=\"/hosts?department=a%26b\">a&amp;b</a>");
	assert_says(t, "<a href=\"/hosts?platform=debian\">debian</a>");
	test_run(t, "UPDATE state SET deadline = 1800000000,"
	    " notified_at = 1799000000");
	assert_int_equal(test_ask(t, "front", NULL, NULL), 200);
	assert_says(t, "<a href=\"/hosts?state=overdue\">1 of them is</a> past "
	    "the deadline");
	assert_says(t, "<td><time datetime=\"2027-01-15T08:00:00Z\">"
	    "2027-01-15 08:00</time></td><td><span class=\"state fail\">");
}

static void
waiting(void **state)
{
	struct test *t = *state;
	struct enrolment again = { .name = "b", .machine_id = "m" };
	char hash[DIGEST_HEX];

	test_enroll(t, "a", "m", hash);
	assert_int_equal(test_ask(t, "front", NULL, NULL), 200);
	assert_null(strstr(t->x.out.p, "for a decision"));
	assert_int_equal(enroll(&t->store, &again, NOW, &t->host, &t->e), 0);
	assert_int_equal(test_ask(t, "front", NULL, NULL), 200);
	assert_says(t, "<p><a href=\"#pending\">1 enrolment waits</a> for a "
	    "decision");
}

static void
empty(void **state)
{
	struct test *t = *state;

	assert_int_equal(test_ask(t, "front", NULL, NULL), 200);
	assert_says(t, "No host is known yet.");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(figures),
		TEST(waiting),
		TEST(empty),
	};

	return cmocka_run_group_tests_name("page_front", tests, NULL, NULL);
}
