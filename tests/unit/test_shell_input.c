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
	{ .name = "getopts with words of its own",
	    .script =
		"while getopts ab: o -a -b x -c\n"
		"do run \"$o\" \"$OPTARG\"; done\n"
		"OPTIND=1\n"
		"getopts :b: o -b; run $o $OPTARG\n",
	    .expect =
		"yes 2 run a <>\n"
		"yes 2 run b x\n"
		"yes 2 run ? <>\n"
		"yes 4 run : b\n" },
	{ .name = "read divides by IFS, and takes backslashes away",
	    .script =
		"IFS=: read a b c <<E\nu:x:0\nE\n"
		"run $a $b $c\n"
		"read a <<'E'\na\\b\nE\n"
		"run $a\n"
		"read -r a <<'E'\na\\b\nE\n"
		"run $a\n"
		"read -p 'name? ' a <<E\ntext\nE\n"
		"run $a\n",
	    .expect =
		"yes 4 run u x 0\n"
		"yes 8 run *?\n"
		"yes 12 run a\\b\n"
		"yes 16 run text\n" },
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
