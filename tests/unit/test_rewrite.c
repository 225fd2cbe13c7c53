/* Right sides: $@, $:, $>, $&, loops and depth. */
#include "tests/unit/rules_fixture.h"

static void
test_flow(void **state)
{
	expect_answer(&empty_fixture, V10
	    "Sx\nRa\t$: b\nRb\tc\nRc\t$@ d\nR$*\t$@ no\n", "x", "a", "d");
	/* Neither $@ nor $: tries again, until it does not fit. */
	expect_answer(&empty_fixture, V10 "Sx\nR$+ . $+\t$1 $2\n", "x",
	    "a.b.c", "a b c");
	/* $# ends every ruleset above. */
	expect_answer(&empty_fixture, V10
	    "Sx\nR$*\t$: $>y $1\nR$*\t$@ no\nSy\nR$*\t$#error $: $1\n", "x",
	    "a", "$# error $: a");
}

/* A rule is tried a hundred times at most, and the ruleset ends. */
static void
test_loop(void **state)
{
	expect_answer(&empty_fixture, V10 "Sx\nRa\ta\nRa\t$@ b\n", "x", "a",
	    "a");
}

static void
test_calls(void **state)
{
	const char *const cf = V10 "Sx\nR$*\t$: $1 $| $>y $1 $>\"z\" $1\n"
	    "Sy\nR$* .\t$@ y$1\nSz\nR$*\t$@ $1.\nSempty\n"
	    "Sw\nR$*\t$: a $>empty $1\nSv\nR$*\t$@ $>missing $1\n"
	    "Sdeep\nR$*\t$: $>deep $1\n";

	/* The last first, each with all behind it. */
	expect_answer(&empty_fixture, cf, "x", "q", "q $| y q q");
	expect_answer(&empty_fixture, cf, "w", "q", "a q");
	expect_answer(&empty_fixture, cf, "v", "q", "$> missing q");
	/* Fifty rulesets deep, then it is left as it is. */
	expect_answer(&empty_fixture, cf, "deep", "q", "q");
}

/* $2 of one part: a ruleset that is asked for says nothing then, and the
 * daemon goes on with what there was. */
static void
test_no_such_part(void **state)
{
	const char *const cf = V10 "Sx\nRa\t$: $2\nSy\nR$*\t$: $>x $1 .\n";
	struct rules *rules = fixture_rules(&empty_fixture, cf);
	struct rules_question q = { .ruleset = "x", .address = "d,a",
	    .typed = true };
	struct pool pool = { .blocks = NULL };
	struct rules_answer a;

	assert_int_equal(rules_ask(rules, &q, &pool, &a), 0);
	assert_string_equal(a.returned, "d");
	q.address = "a";
	assert_int_equal(rules_ask(rules, &q, &pool, &a), 0);
	assert_string_equal(a.returned, "");
	q.typed = false;
	assert_int_equal(rules_ask(rules, &q, &pool, &a), 0);
	assert_string_equal(a.returned, "a");
	pool_release(&pool);
	rules_free(rules);
}

static void
test_later(void **state)
{
	expect_answer(&empty_fixture, V10
	    "DAold\nSx\nR$*\t$: $(m A $@ new.er $) $1\nR$*\t$@ $A $&A $&Z\n"
	    "Km macro\n", "x", "q", "old new . er");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_flow),
		cmocka_unit_test(test_loop),
		cmocka_unit_test(test_calls),
		cmocka_unit_test(test_no_such_part),
		cmocka_unit_test(test_later),
	};

	return cmocka_run_group_tests_name("rewrite", tests, NULL, NULL);
}
