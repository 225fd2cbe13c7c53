/* read and getopts. */
#include "tests/unit/shell_case.h"

static const struct shell_case input_cases[] = {
	{ .name = "read",
	    .script =
		"while read a b; do run \"$a\" \"$b\"; done </f\n"
		"read X </none || run none\n"
		"read Y <<E\n"
		" p q \n"
		"E\n"
		"run \"$Y\"\n",
	    .expect =
		"yes 1 run k <v w>\n"
		"yes 1 run l <>\n"
		"yes 2 run none\n"
		"yes 6 run <p q>\n",
	    .files = {
		"f",
		"k v w\n"
		"l\n"
	    } },
	{ .name = "getopts",
	    .script =
		"f() { OPTIND=1\n"
		"while getopts fn:p: o; do case $o in f) F=1;; n) "
		"N=$OPTARG;; p) P=$OPTARG;; esac; done\n"
		"shift $(($OPTIND - 1))\n"
		"run \"$F\" \"$N\" \"$P\" \"$@\"; }\n"
		"f -f -n 5 -pX a b\n",
	    .expect =
		"yes 4 run 1 5 X a b\n" },
	{ .name = "not known",
	    .script =
		"read X\n"
		"run \"$X\" y\n",
	    .expect =
		"yes 2 run ? y\n" },
};

static void
test_input(void **state)
{
	shell_case_check(input_cases,
	    sizeof(input_cases) / sizeof(input_cases[0]), false);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_input),
	};

	return cmocka_run_group_tests_name("shell_input", tests, NULL, NULL);
}
