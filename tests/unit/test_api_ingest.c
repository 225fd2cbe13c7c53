/* collector/api_ingest.c: enrolment and reports over HTTP. */
#include "collector/api.h"

#include "tests/unit/collectortest.h"

static void
enrolment(void **state)
{
	struct test *t = *state;

	assert_int_equal(test_ask(t, "enroll", NULL, "{\"name\":\"a\","
	    "\"serial\":\"S1\"}"), 201);
	assert_says(t, "\"epoch\": 1");
	assert_int_equal(test_ask(t, "enroll", NULL, "{\"name\":\"b\","
	    "\"serial\":\"S1\"}"), 202);
	assert_says(t, "\"pending\": true");
	assert_string_equal(t->x.fields[0].name, "Retry-After");
	assert_int_equal(test_ask(t, "enroll", NULL, "{"), 400);
	assert_int_equal(test_ask(t, "enroll", NULL, "{}"), 422);
}

static void
reports(void **state)
{
	struct test *t = *state;
	char hash[DIGEST_HEX];

	test_enroll(t, "a", "m", hash);
	test_exchange(t, "postReport", NULL, test_report(1, true, DIGEST_1));
	assert_int_equal(test_answer(t), 401);
	test_exchange(t, "postReport", NULL, test_report(1, true, DIGEST_1));
	memcpy(t->x.credential, hash, sizeof(hash));
	assert_int_equal(test_answer(t), 200);
	assert_says(t, "\"condition\": \"failing\"");
	test_exchange(t, "postReport", NULL, test_report(1, true, DIGEST_2));
	memcpy(t->x.credential, hash, sizeof(hash));
	assert_int_equal(test_answer(t), 409);
	assert_non_null(strstr(t->x.note, "has a clone"));
	test_exchange(t, "postHeartbeat", NULL, "{\"sequence\":2,"
	    "\"digest\":\"" DIGEST_2 "\"}");
	memcpy(t->x.credential, hash, sizeof(hash));
	assert_int_equal(test_answer(t), 200);
	assert_says(t, "\"want\": \"full\"");
	assert_int_equal(test_ask(t, "postReport", NULL, "nonsense"), 400);
	assert_int_equal(test_ask(t, "postHeartbeat", NULL, "[]"), 422);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(enrolment),
		TEST(reports),
	};

	return cmocka_run_group_tests_name("api_ingest", tests, NULL, NULL);
}
