/* collector/api_hosts.c: lists, details, CSV. */
#include "collector/api.h"

#include "tests/unit/collectortest.h"

static void
fill(struct test *t)
{
	char hash[DIGEST_HEX];

	test_enroll(t, "a", "a", hash);
	test_ingest(t, hash, test_report(1, true, DIGEST_1), true, NOW);
	test_enroll(t, "b", "b", hash);
	test_enroll(t, "c", "c", hash);
}

static void
lists(void **state)
{
	struct test *t = *state;

	fill(t);
	assert_int_equal(test_ask(t, "listHosts", "limit=2", NULL), 200);
	assert_says(t, "\"next\": \"2\"");
	assert_int_equal(test_ask(t, "listHosts", "limit=2&after=2", NULL),
	    200);
	assert_says(t, "\"name\": \"c\"");
	assert_says(t, "\"next\": null");
	assert_int_equal(test_ask(t, "listHostsCsv", "state=failing", NULL),
	    200);
	assert_says(t, ",\"failing\",\"fresh\",\"no\",");
	assert_null(strstr(t->x.out.p, "never-seen"));
}

static void
details(void **state)
{
	struct test *t = *state;
	char id[32];

	fill(t);
	store_text(&t->store, &(struct query){ .sql = "SELECT id FROM host"
	    " WHERE n = 1", .once = true }, id, sizeof(id), &t->e);
	test_exchange(t, "getHost", NULL, NULL)->id = id;
	assert_int_equal(test_answer(t), 200);
	assert_says(t, "\"check\": \"smtp-listener\"");
	assert_says(t, "\"kind\": \"enrolled\"");
	test_exchange(t, "getReport", NULL, NULL)->id = id;
	assert_int_equal(test_answer(t), 200);
	assert_says(t, "\"schema\":\"hardenmail/1\"");
	test_exchange(t, "markNotified", NULL, NULL)->id = id;
	assert_int_equal(test_answer(t), 200);
	assert_says(t, "\"deadline\": \"2027-02-05T08:00:00Z\"");
	test_exchange(t, "getHost", NULL, NULL)->id = "nobody";
	assert_int_equal(test_answer(t), 404);
	test_exchange(t, "getReport", NULL, NULL)->id = "b";
	assert_int_equal(test_answer(t), 404);
	test_exchange(t, "markNotified", NULL, NULL)->id = "nobody";
	assert_int_equal(test_answer(t), 404);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(lists),
		TEST(details),
	};

	return cmocka_run_group_tests_name("api_hosts", tests, NULL, NULL);
}
