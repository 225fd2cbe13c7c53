/* Tokens, comments and here-documents. */
#include "tests/unit/shell_case.h"

static const struct shell_case lex_cases[] = {
	{ .name = "comments",
	    .script =
		"# run a\n"
		"run b#c # d\n"
		"run \\\n"
		" e\n",
	    .expect =
		"yes 2 run b#c\n"
		"yes 3 run e\n" },
	{ .name = "operators without blanks",
	    .script =
		"run a;run b&&run c||run d&\n",
	    .expect =
		"yes 1 run a\n"
		"yes 1 run b\n"
		"yes 1 run c\n"
		"no 1 run d\n" },
	{ .name = "documents",
	    .script =
		"X=a\n"
		"B=`cat <<\\E\n"
		"$X\n"
		"E\n"
		"`\n"
		"run \"$B\"\n"
		"cat <<-E | while read l; do run \"$l\"; done\n"
		"\tt $X\n"
		"\tE\n",
	    .expect =
		"yes 6 run $X\n"
		"yes 7 run <t a>\n" },
	{ .name = "redirections",
	    .script =
		"run a 2>&1 >/dev/null </dev/null\n"
		"run b>/dev/null 2>/dev/null\n"
		"run c &>/dev/null\n"
		"run d 1>&2\n",
	    .expect =
		"yes 1 run a\n"
		"yes 2 run b\n"
		"yes 3 run c\n"
		"yes 4 run d\n" },
};

static void
test_lex(void **state)
{
	shell_case_check(lex_cases,
	    sizeof(lex_cases) / sizeof(lex_cases[0]), false);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lex),
	};

	return cmocka_run_group_tests_name("shell_lex", tests, NULL, NULL);
}
