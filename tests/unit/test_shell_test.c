/* test expressions. */
#include "tests/unit/shell_case.h"

static const struct shell_case test_cases[] = {
	{ .name = "strings",
	    .script =
		"[ a = a ] && run 1\n"
		"[ a != a ] || run 2\n"
		"[ -z \"\" ] && run 3\n"
		"[ -n \"\" ] || run 4\n"
		"[ x ] && run 5\n"
		"[ ] || run 6\n"
		"[ \"\" ] || run 7\n"
		"test a = a && run 8\n",
	    .expect =
		"yes 1 run 1\n"
		"yes 2 run 2\n"
		"yes 3 run 3\n"
		"yes 4 run 4\n"
		"yes 5 run 5\n"
		"yes 6 run 6\n"
		"yes 7 run 7\n"
		"yes 8 run 8\n" },
	{ .name = "numbers",
	    .script =
		"[ 2 -gt 10 ] || run 1\n"
		"[ 3 -eq 3 ] && run 2\n"
		"[ x -eq 3 ]; run $?\n"
		"[ 1 -le 1 ] && run 4\n",
	    .expect =
		"yes 1 run 1\n"
		"yes 2 run 2\n"
		"yes 3 run 2\n"
		"yes 4 run 4\n" },
	{ .name = "numbers with blanks and signs",
	    .script =
		"[ '3 ' -gt 2 ] && run 1\n"
		"[ '\t3 \t' -eq ' +3' ] && run 2\n"
		"[ '+ 3' -eq 3 ]; run $?\n"
		"[ '3 x' -eq 3 ]; run $?\n"
		"[ ' ' -eq 0 ]; run $?\n"
		"[ 03 -eq 3 ] && run 6\n"
		"[ +-3 -eq -3 ]; run $?\n"
		"[ 99999999999 -gt 3 ] && run 8\n",
	    .expect =
		"yes 1 run 1\n"
		"yes 2 run 2\n"
		"yes 3 run 2\n"
		"yes 4 run 2\n"
		"yes 5 run 2\n"
		"yes 6 run 6\n"
		"yes 7 run 2\n"
		"unknown 8 run 8\n" },
	{ .name = "together",
	    .script =
		"[ a = a -a b = c ] || run 1\n"
		"[ a = b -o c = c ] && run 2\n"
		"[ ! a = b ] && run 3\n"
		"[ \\( a = b -o a = a \\) -a ! -f /none ] && run 4\n",
	    .expect =
		"yes 1 run 1\n"
		"yes 2 run 2\n"
		"yes 3 run 3\n"
		"yes 4 run 4\n" },
	{ .name = "awkward words",
	    .script =
		"[ \"(\" = \"(\" ] && run 1\n"
		"[ ! = ! ] && run 2\n"
		"[ -f = -f ] && run 3\n"
		"[ -n ] && run 4\n",
	    .expect =
		"yes 1 run 1\n"
		"yes 2 run 2\n"
		"yes 3 run 3\n"
		"yes 4 run 4\n" },
	{ .name = "known though not all is",
	    .script =
		"X=a`foo`\n"
		"[ \"$X\" = b ] || run 1\n"
		"[ -n \"$X\" ] && run 2\n"
		"[ \"$X\" = ab ] && run 3\n"
		"[ \"x$X\" = x ] || run 4\n",
	    .expect =
		"yes 2 run 1\n"
		"yes 3 run 2\n"
		"unknown 4 run 3\n"
		"yes 5 run 4\n" },
	{ .name = "an operand that -a could be",
	    .script =
		"[ \"\" = yes -o -n -a x ]; run $?\n"
		"[ -n -a x ] && run 2\n"
		"[ ! -z -o x ] && run 3\n"
		"[ -n -a x -a y ]; run $?\n"
		"[ x -a -n -a ] && run 5\n"
		"[ x = y -o -f -o x ]; run $?\n"
		"[ \\( -n -a x \\) ]; run $?\n"
		"[ x -a y ] && run 8\n",
	    .expect =
		"yes 1 run 2\n"
		"unknown 2 run 2\n"
		"unknown 3 run 3\n"
		"yes 4 run 2\n"
		"yes 5 run 5\n"
		"yes 6 run 2\n"
		"yes 7 run 2\n"
		"yes 8 run 8\n" },
	{ .name = "a value that is an operator",
	    .script =
		"A='!'\n"
		"[ \"$A\" = yes -o \"$B\" != no ] && run a\n"
		"[ \"$A\" = yes ] || run b\n"
		"[ \\( \"$A\" = yes -o -n \"$B\" \\) -a x ] && run c\n",
	    .expect =
		"unknown 2 run a\n"
		"yes 3 run b\n"
		"unknown 4 run c\n" },
};

static void
test_test(void **state)
{
	shell_case_check(test_cases,
	    sizeof(test_cases) / sizeof(test_cases[0]), false);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_test),
	};

	return cmocka_run_group_tests_name("shell_test", tests, NULL, NULL);
}
