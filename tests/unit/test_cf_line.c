/* Lines of a cf: folded, comments, $-words. */
#include "tests/unit/rules_fixture.h"

#include "agent/rules/cf_line.h"

/* From level 3 on # ends a line, but for $# and \#. */
static void
test_comments(void **state)
{
	expect_answer(&empty_fixture, V10 "# all of it\n"
	    "Sx # ruleset\nRq\t\t$@ a # b\n", "x", "q", "a");
	expect_answer(&empty_fixture, V10 "Sx\nRq\t\t$#local $: a\\#b\n",
	    "x", "q", "$# local $: a#b");
}

static void
test_folding(void **state)
{
	struct rules *cf = fixture_rules(&empty_fixture, V10 "Cw a\n\tb\n"
	    " c\r\nSx\nRq\n\t\t$@ folded\n");
	struct pool pool = { .blocks = NULL };

	assert_string_equal(fixture_ask(cf, &pool, "x", "q"), "folded");
	/* sendmail gives a rule the number of its last line. */
	assert_int_equal(cf->sets->first->line, 8);
	pool_release(&pool);
	rules_free(cf);
}

static void
test_bytes(void **state)
{
	struct buf b = BUF_INIT(64);

	quote_bytes(&b, "a\x81\xe9\xff", 4);
	assert_string_equal(b.p, "a\xff\x81\xe9\xff\xff");
	buf_release(&b);
	/* A byte that means $* inside is no wildcard in an address. */
	expect_answer(&empty_fixture, V10 "Sx\nRa b\t\t$@ wrong\n",
	    "x", "a \x90", "a \x90");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_comments),
		cmocka_unit_test(test_folding),
		cmocka_unit_test(test_bytes),
	};

	return cmocka_run_group_tests_name("cf_line", tests, NULL, NULL);
}
