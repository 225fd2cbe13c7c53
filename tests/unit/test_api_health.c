/* collector/api_health.c: health and metrics. */
#include "collector/api.h"

#include "tests/unit/collectortest.h"

static void
health(void **state)
{
	struct test *t = *state;

	assert_int_equal(test_ask(t, "healthz", NULL, NULL), 200);
	assert_string_equal(t->x.out.p, "ok\n");
	assert_int_equal(test_ask(t, "readyz", NULL, NULL), 200);
	assert_int_equal(test_number(t, "SELECT value FROM meta WHERE"
	    " key = 'ready'"), NOW);
}

static void
metrics(void **state)
{
	struct test *t = *state;
	char hash[DIGEST_HEX];

	test_enroll(t, "a", "m", hash);
	test_ingest(t, hash, test_report(1, true, DIGEST_1), true, NOW);
	t->c.counters.clones = 3;
	assert_int_equal(test_ask(t, "metrics", NULL, NULL), 200);
	assert_says(t, "hardenmail_hosts{condition=\"failing\"} 1\n");
	assert_says(t, "hardenmail_clones_total 3\n");
	assert_says(t, "# TYPE hardenmail_hosts_overdue gauge\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(health),
		TEST(metrics),
	};

	return cmocka_run_group_tests_name("api_health", tests, NULL, NULL);
}
