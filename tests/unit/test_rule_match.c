/* Left sides: wildcards, classes, backing up. */
#include "tests/unit/rules_fixture.h"

static void
test_wildcards(void **state)
{
	const char *const cf = V10 "Sx\nR$+ @ $+ @ $-\t$@ $1 / $2 / $3\n"
	    "R$- . $*\t$@ <$1> <$2>\nR$@\t$@ empty\n";

	expect_answer(&empty_fixture, cf, "x", "a.b@c@d",
	    "a . b / c / d");
	expect_answer(&empty_fixture, cf, "x", "a.", "< a > < >");
	expect_answer(&empty_fixture, cf, "x", "a.b.c", "< a > < b . c >");
	expect_answer(&empty_fixture, cf, "x", "a", "a");
	expect_answer(&empty_fixture, cf, "x", "A@B@C", "A / B / C");
}

/* $=x takes the shortest phrase; $~x one token that is not in x. */
static void
test_classes(void **state)
{
	const char *const cf = V10 "CAb.c c\nCBx\nSx\n"
	    "R$* $=A\t$@ <$1> <$2>\nR$~B $*\t$@ [$1]\n";

	expect_answer(&empty_fixture, cf, "x", "a.b.c", "< a . > < b . c >");
	expect_answer(&empty_fixture, cf, "x", "a.B.C", "< a . > < B . C >");
	expect_answer(&empty_fixture, cf, "x", "d.c", "< d . > < c >");
	expect_answer(&empty_fixture, cf, "x", "y", "[ y ]");
	expect_answer(&empty_fixture, cf, "x", "X.y", "X . y");
}

static void
test_later(void **state)
{
	const char *const cf = V10 "DAb\nSx\nR$* $&A $*\t$@ $2\n";

	expect_answer(&empty_fixture, cf, "x", "a.b.c", ". c");
	expect_answer(&empty_fixture, cf, "x", "a.d", "a . d");
}

/* Nine $* over many tokens: the work is bounded, the answer unknown. */
static void
test_bound(void **state)
{
	struct rules *cf = fixture_rules(&empty_fixture, V10
	    "Sx\nR$* $* $* $* $* $* $* $* $* end\t$@ x\n");
	struct pool pool = { .blocks = NULL };
	struct rules_question q = { .ruleset = "x" };
	struct rules_answer a;
	char text[241];

	memset(text, '.', 240);
	text[240] = '\0';
	q.address = text;
	assert_int_equal(rules_ask(cf, &q, &pool, &a), 0);
	assert_string_equal(a.unknown, "the rules did not come to an end");
	pool_release(&pool);
	rules_free(cf);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_wildcards),
		cmocka_unit_test(test_classes),
		cmocka_unit_test(test_later),
		cmocka_unit_test(test_bound),
	};

	return cmocka_run_group_tests_name("rule_match", tests, NULL, NULL);
}
