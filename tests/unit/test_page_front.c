/* collector/page_front.c: the front page. */
#include "collector/api.h"

#include "tests/unit/collectortest.h"

static void
figures(void **state)
{
	struct test *t = *state;
	char hash[DIGEST_HEX];

	test_enroll(t, "a", "m", hash);
	test_ingest(t, hash, test_report(1, true, DIGEST_1), true, NOW);
	assert_int_equal(test_ask(t, "front", NULL, NULL), 200);
	assert_says(t, "state=failing\">failing</a></th><td>1</td>");
	assert_string_equal(t->x.fields[0].name, "Content-Security-Policy");
	assert_int_equal(test_ask(t, "style", NULL, NULL), 200);
	assert_string_equal(t->x.type, "text/css; charset=utf-8");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(figures),
	};

	return cmocka_run_group_tests_name("page_front", tests, NULL, NULL);
}
