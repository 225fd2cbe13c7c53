/* A cf as a whole: levels, options, what is no cf. */
#include "tests/unit/rules_fixture.h"

static void
test_refused(void **state)
{
	struct rules_world world = { .read = fixture_read,
	    .dns = fixture_dns, .host = "a.b" };
	struct rules *cf = NULL;
	struct err e = { .code = 0 };

	assert_int_equal(rules_read("x", "V10\0", 4, &world, &cf, &e),
	    -EINVAL);
	assert_string_equal(e.text, "x: binary, not a sendmail.cf");
	assert_null(cf);
	assert_int_equal(rules_read("x", "", 0, &world, &cf, &e), 0);
	rules_free(cf);
	rules_free(NULL);
}

/* From level 5 on $w is the short name; before, the full one. */
static void
test_levels(void **state)
{
	expect_answer(&empty_fixture, V10 "Sx\nRq\t\t$@ $w\n", "x", "q",
	    "relay");
	expect_answer(&empty_fixture, "V4\nDo.\nS1\nRq\t\t$@ $w\n", "1", "q",
	    "relay . test . example");
	expect_answer(&empty_fixture, "DoX\nS1\nRq\t\t$@ $m\n", "1", "q",
	    "test.example");
}

static char
delivery(const char *cf)
{
	struct rules *rules = fixture_rules(&empty_fixture, cf);
	char mode = rules_delivery(rules);

	rules_free(rules);
	return mode;
}

/* The daemon's own wins over the option. */
static void
test_delivery(void **state)
{
	assert_int_equal(delivery(V10), 'b');
	assert_int_equal(delivery(V10 "O DeliveryMode=deferred\n"), 'd');
	assert_int_equal(delivery("V5\nOdq\n"), 'q');
	assert_int_equal(delivery(V10 "O DeliveryMode=q\n"
	    "O DaemonPortOptions=Name=MTA, DeliveryMode=d\n"), 'd');
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_levels),
		cmocka_unit_test(test_delivery),
	};

	return cmocka_run_group_tests_name("cf_read", tests, NULL, NULL);
}
