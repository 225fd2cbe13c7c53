/* Rulesets: names, numbers, rules that are refused. */
#include "tests/unit/rules_fixture.h"

#include "agent/rules/cf_rule.h"

static void
test_names(void **state)
{
	struct rules *cf = fixture_rules(&empty_fixture, V10
	    "Scanonify=3\nRa\t$@ b\nS4 final\nRa\t$@ c\n"
	    "Scheck_rcpt\nRa\t$@ $>3 $1 a\n");
	struct pool pool = { .blocks = NULL };

	assert_ptr_equal(ruleset_named(cf, "3", false, NULL),
	    ruleset_named(cf, "canonify", false, NULL));
	assert_non_null(ruleset_named(cf, "4", false, NULL));
	assert_null(ruleset_named(cf, "none", false, NULL));
	assert_null(ruleset_named(cf, "Check_rcpt", false, NULL));
	assert_null(ruleset_named(cf, "100", false, NULL));
	assert_null(ruleset_named(cf, "$", true, NULL));
	assert_true(rules_have(cf, "check_rcpt"));
	assert_false(rules_have(cf, "check_mail"));
	assert_string_equal(fixture_ask(cf, &pool, "canonify", "a"), "b");
	pool_release(&pool);
	rules_free(cf);
}

/* A rule without a tab is dropped; the daemon would not start at all. */
static void
test_refused(void **state)
{
	expect_answer(&empty_fixture, V10 "Sx\nRa   $@ b\nRa\t$@ c\n",
	    "x", "a", "c");
	/* Ten wildcards: an empty left side, which fits nothing here. */
	expect_answer(&empty_fixture, V10
	    "Sx\nR$*$*$*$*$*$*$*$*$*$*\t$@ b\n", "x", "a", "a");
	expect_answer(&empty_fixture, V10 "Ra\t$@ none\nSx\nRa\t$@ d\n",
	    "x", "a", "d");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_refused),
	};

	return cmocka_run_group_tests_name("cf_rule", tests, NULL, NULL);
}
