/* collector/rejudge.c: judged anew under another mode. */
#include "collector/rejudge.h"

#include "tests/unit/collectortest.h"

static void
another_mode(void **state)
{
	static const char local[] = "{\"schema\":\"hardenmail/1\",\"run\":"
	    "\"r\",\"sequence\":1,\"platform\":{\"id\":\"debian\","
	    "\"source\":\"live\"},\"listeners\":[{\"family\":\"inet\","
	    "\"address\":\"127.0.0.1\",\"port\":25,\"bound\":"
	    "\"loopback\",\"holder\":{\"pid\":9,\"mta\":\"sendmail\"}"
	    "}],\"processes\":[{\"pid\":9,\"mta\":\"sendmail\","
	    "\"role\":\"daemon\"}]}";
	struct test *t = *state;
	char hash[DIGEST_HEX];
	struct receipt got;

	test_enroll(t, "a", "m", hash);
	got = test_ingest(t, hash, local, true, NOW);
	assert_string_equal(got.condition, "warning");
	test_run(t, "UPDATE host SET mode = 'disabled'");
	assert_int_equal(rejudge(&t->store, &t->c.config, 1, NOW + 5, &t->e),
	    0);
	assert_int_equal(test_number(t, "SELECT COUNT(*) FROM state WHERE"
	    " condition = 'failing' AND judged LIKE 'disabled %'"), 1);
	assert_int_equal(test_number(t, "SELECT MIN(first_failed) FROM"
	    " violation"), NOW + 5);
}

static void
without_a_report(void **state)
{
	struct test *t = *state;
	char hash[DIGEST_HEX];

	test_enroll(t, "a", "m", hash);
	assert_int_equal(rejudge(&t->store, &t->c.config, 1, NOW, &t->e), 0);
	assert_int_equal(test_number(t, "SELECT COUNT(*) FROM state WHERE"
	    " condition = 'unknown'"), 1);
	assert_int_equal(rejudge(&t->store, &t->c.config, 99, NOW, &t->e), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(another_mode),
		TEST(without_a_report),
	};

	return cmocka_run_group_tests_name("rejudge", tests, NULL, NULL);
}
