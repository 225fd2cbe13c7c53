/* collector/page_hosts.c: the list. */
#include "collector/api.h"

#include "tests/unit/collectortest.h"

static void
filters(void **state)
{
	struct test *t = *state;
	char hash[DIGEST_HEX];

	test_enroll(t, "one\"1", "m1", hash);
	test_ingest(t, hash, test_report(1, true, DIGEST_1), true, NOW);
	test_enroll(t, "two", "m2", hash);
	assert_int_equal(test_ask(t, "hostsPage", "state=&search=&contact=",
	    NULL), 200);
	assert_says(t, "2 hosts. ");
	assert_says(t, ">n</a></th>");
	assert_says(t, ">two</a></th>");
	assert_int_equal(test_ask(t, "hostsPage", "state=failing&search=%22",
	    NULL), 200);
	assert_says(t, "1 host. ");
	assert_says(t, "value=\"&quot;\"");
	assert_says(t, "<option value=\"failing\" selected>");
	assert_says(t, "/v1/hosts.csv?state=failing&amp;search=%22\">");
	assert_null(strstr(t->x.out.p, ">two</a>"));
	assert_int_equal(test_ask(t, "hostsPage", "state=sideways", NULL),
	    400);
}

static void
parts(void **state)
{
	struct test *t = *state;
	char hash[DIGEST_HEX], name[16];
	int i;

	for (i = 0; i < 5; i++) {
		snprintf(name, sizeof(name), "h%d", i);
		test_enroll(t, name, name, hash);
	}
	assert_int_equal(test_ask(t, "hostsPage", "limit=2&contact=never-seen",
	    NULL), 200);
	assert_says(t, "5 hosts, shown in parts. ");
	assert_says(t, "<a rel=\"next\" href=\"/hosts?contact=never-seen&amp;"
	    "limit=2&amp;after=2\">");
	assert_null(strstr(t->x.out.p, "To the beginning"));
	assert_int_equal(test_ask(t, "hostsPage", "limit=2&after=4", NULL),
	    200);
	assert_says(t, ">h4</a>");
	assert_says(t, "To the beginning");
	assert_null(strstr(t->x.out.p, "rel=\"next\""));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(filters),
		TEST(parts),
	};

	return cmocka_run_group_tests_name("page_hosts", tests, NULL, NULL);
}
