/* collector/page_pending.c: enrolments that wait, on the front page. */
#include "collector/page.h"

#include "tests/unit/collectortest.h"

static void
none(void **state)
{
	struct test *t = *state;
	char hash[DIGEST_HEX];

	test_enroll(t, "a", "m", hash);
	test_exchange(t, "front", NULL, NULL);
	assert_int_equal(page_pending(&t->x, &t->store, &t->e), 0);
	assert_int_equal(t->x.out.len, 0);
}

static void
shown_and_decided(void **state)
{
	struct test *t = *state;
	struct enrolment again = { .name = "<b>new</b>", .machine_id = "m",
	    .peer = "198.51.100.7" };
	char hash[DIGEST_HEX];

	test_enroll(t, "old.example.edu", "m", hash);
	test_ingest(t, hash, test_report(1, true, DIGEST_1), true, NOW);
	assert_int_equal(enroll(&t->store, &again, NOW, &t->host, &t->e), 0);
	assert_int_equal(t->host.outcome, ENROLLED_PENDING);
	assert_int_equal(test_ask(t, "front", NULL, NULL), 200);
	assert_says(t, "<h2 id=\"pending\">Enrolments that wait</h2>");
	assert_says(t, "<td class=\"n\">1</td><th scope=\"row\">&lt;b&gt;new"
	    "&lt;/b&gt;</th><td>198.51.100.7</td>");
	assert_says(t, "it has the hardware, or the name, of an enrolled "
	    "host");
	/* The host's own verdict stands there as the collector made it. */
	assert_says(t, ">n</a></td><td><span class=\"state fail\">");
	assert_says(t, "</td><td>queue-only</td><td><time datetime=\""
	    "2027-01-15T08:00:00Z\">");
	assert_int_equal(enroll_decide(&t->store, 1, true, NOW, &t->e), 0);
	assert_int_equal(test_ask(t, "front", NULL, NULL), 200);
	assert_null(strstr(t->x.out.p, "Enrolments that wait"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(none),
		TEST(shown_and_decided),
	};

	return cmocka_run_group_tests_name("page_pending", tests, NULL, NULL);
}
