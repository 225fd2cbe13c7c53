/* collector/api_observations.c: POST and GET /v1/observations. */
#include "collector/api.h"

#include "tests/unit/collectortest.h"

#define BODY "{\"schema\":\"hardenmail-observations/1\",\"observations\":" \
	"[{\"address\":\"192.0.2.7\",\"port\":25,\"relay\":\"open\"," \
	"\"connected\":true,\"greeting\":\"<b>\"," \
	"\"time\":\"2026-11-22T09:00:00Z\"}]}"

static int
post(struct test *t, const char *body)
{
	test_exchange(t, "postObservations", NULL, body)->probe = "p";
	return test_answer(t);
}

static void
taken(void **state)
{
	struct test *t = *state;

	assert_int_equal(post(t, BODY), 200);
	assert_says(t, "\"stored\": 1");
	assert_says(t, "\"duplicate\": 0");
	assert_int_equal(t->x.counters[5], 1);
	assert_int_equal(post(t, BODY), 200);
	assert_says(t, "\"duplicate\": 1");
	assert_int_equal(post(t, "{"), 400);
	assert_int_equal(post(t, "{}"), 422);
	assert_int_equal(test_number(t, "SELECT COUNT(*) FROM observation"),
	    1);
}

static void
listed(void **state)
{
	static const char *const wrong[] = { "limit=0", "limit=1001",
		"nobody=no", "verdict=open", "nobdy=yes" };
	struct test *t = *state;
	size_t i;

	assert_int_equal(post(t, BODY), 200);
	assert_int_equal(test_ask(t, "listObservations",
	    "verdict=fail&nobody=yes&limit=5", NULL), 200);
	assert_says(t, "\"address\": \"192.0.2.7\"");
	assert_says(t, "\"at\": \"2026-11-22T09:00:00Z\"");
	assert_int_equal(test_ask(t, "listObservations", "verdict=pass",
	    NULL), 200);
	assert_says(t, "\"observations\": []");
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_int_equal(test_ask(t, "listObservations", wrong[i],
		    NULL), 400);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(taken),
		TEST(listed),
	};

	return cmocka_run_group_tests_name("api_observations", tests, NULL,
	    NULL);
}
