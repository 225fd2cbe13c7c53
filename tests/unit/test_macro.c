/* Macros: names, numbers, expansion, conditionals. */
#include "tests/unit/rules_fixture.h"

#include "agent/rules/macro.h"

static void
test_names(void **state)
{
	struct rules *cf = fixture_rules(&empty_fixture, V10);
	struct buf b = BUF_INIT(16);
	const char *end;
	size_t len;
	int n;

	assert_int_equal(macro_number(cf, "f rest", &end), 'f');
	assert_string_equal(end, " rest");
	assert_int_equal(macro_number(cf, "{f}x", &end), 'f');
	assert_string_equal(end, "x");
	n = macro_number(cf, "{client_addr}", &end);
	assert_true(n >= 256);
	assert_int_equal(macro_number(cf, "{client_addr}", &end), n);
	assert_int_equal(macro_named(cf, "client_addr", 11), n);
	assert_int_not_equal(macro_number(cf, "{Client_addr}", &end), n);
	assert_string_equal(macro_label(cf, n), "client_addr");
	assert_int_equal(macro_number(cf, "{}", &end), 0);
	assert_int_equal(macro_number(cf, "{open", &end), 0);
	assert_int_equal(macro_number(cf, "", &end), 0);
	macro_put(&b, n);
	assert_int_equal(b.len, 2);
	assert_int_equal(macro_get(b.p, &len), n);
	assert_int_equal(len, 2);
	buf_release(&b);
	rules_free(cf);
}

/* Ops Guide 5.3: $?x text1 $| text2 $. and macros in macros. */
static void
test_expansion(void **state)
{
	expect_answer(&empty_fixture, V10 "DAyes\nDB$A$A\n"
	    "Sx\nR$*\t$?A a $?Z z $| nz $. $B $| none $.\n",
	    "x", "q", "a nz yesyes");
	expect_answer(&empty_fixture, V10 "Sx\nR$*\t$?{long} a $| b $.\n",
	    "x", "q", "b");
	expect_answer(&empty_fixture, V10 "D{long}1\n"
	    "Sx\nR$*\t$@ $?{long} a $| b $. ${long} $$ $j\n",
	    "x", "q", "a 1 $ relay . test . example");
}

/* A macro that holds itself ends: ten rounds at most. */
static void
test_recursion(void **state)
{
	expect_answer(&empty_fixture, V10 "DAx$A\nSx\nRq\t$@ end\n",
	    "x", "q", "end");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_expansion),
		cmocka_unit_test(test_recursion),
	};

	return cmocka_run_group_tests_name("macro", tests, NULL, NULL);
}
