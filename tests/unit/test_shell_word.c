/* Quotes and nested expansions. */
#include "tests/unit/shell_case.h"

static const struct shell_case word_cases[] = {
	{ .name = "nesting",
	    .script =
		"run \"a$(echo \"b $(echo \"c d\")\")\" \"`echo \"x "
		"y\"`\"\n",
	    .expect =
		"yes 1 run <ab c d> <x y>\n" },
	{ .name = "backquotes",
	    .script =
		"run `echo \\`echo in\\`` \"`echo \\\"q r\\\"`\" `echo "
		"\\$1`\n",
	    .expect =
		"yes 1 run in <q r> start\n" },
	{ .name = "braces",
	    .script =
		"A=x; run \"${A:-\"b c\"}\" ${U:-\"b c\"} \"${U:-}}\"\n",
	    .expect =
		"yes 1 run x <b c> }\n" },
	{ .name = "dollar signs",
	    .script =
		"run $ a$ \"$\" \"a$/b\" $\"loc\"\n",
	    .expect =
		"yes 1 run $ a$ $ a$/b loc\n" },
	{ .name = "case inside",
	    .script =
		"run $(case x in (x) echo hit;; esac)\n",
	    .expect =
		"yes 1 run hit\n" },
	{ .name = "lines",
	    .script =
		"A=\"one\n"
		"two\"\n"
		"run `\n"
		"echo b`\n"
		"run c\n",
	    .expect =
		"yes 3 run b\n"
		"yes 5 run c\n" },
	{ .name = "<( ) and >( ) of bash",
	    .script =
		"#!/bin/bash\n"
		"run a > >(run in) 2>&1\n"
		"run <(run out)\n",
	    .expect =
		"yes 2 run in\n"
		"yes 2 run a\n"
		"yes 3 run out\n"
		"yes 3 run ?\n" },
};

static void
test_word(void **state)
{
	shell_case_check(word_cases,
	    sizeof(word_cases) / sizeof(word_cases[0]), false);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_word),
	};

	return cmocka_run_group_tests_name("shell_word", tests, NULL, NULL);
}
