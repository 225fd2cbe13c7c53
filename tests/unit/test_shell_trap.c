/* What runs when a script ends. */
#include "tests/unit/shell_case.h"

static const struct shell_case trap_cases[] = {
	{ .name = "at the end",
	    .script =
		"trap 'run a' 0\n"
		"run b\n",
	    .expect =
		"yes 2 run b\n"
		"yes 1 run a\n" },
	{ .name = "by name, and after exit",
	    .script =
		"x=1\n"
		"trap 'run a $x' EXIT\n"
		"x=2\n"
		"exit 0\n",
	    .expect =
		"yes 2 run a 2\n" },
	{ .name = "taken back",
	    .script =
		"trap 'run a' 0\n"
		"trap 0\n"
		"trap 'run b' EXIT\n"
		"trap - EXIT\n"
		"trap 'run c' 0\n"
		"trap '' 0\n",
	    .expect = "" },
	{ .name = "of a subshell, not of its children",
	    .script =
		"(trap 'run a' 0; :)\n"
		"trap 'run b' 0\n"
		"(:)\n"
		"sh -c :\n",
	    .expect =
		"yes 1 run a\n"
		"yes 2 run b\n" },
	{ .name = "set on one way only",
	    .script =
		"if something; then trap 'run a' 0; fi\n",
	    .expect =
		"unknown 1 run a\n" },
	{ .name = "an exit in it",
	    .script =
		"trap 'run a; exit; run b' 0\n",
	    .expect =
		"yes 1 run a\n"
		"no 1 run b\n" },
	{ .name = "signals",
	    .script =
		"trap 'run a' 1 2 15\n"
		"trap 'sendmail -bd' USR1\n",
	    .expect =
		"unknown 2 sendmail -bd\n" },
	{ .name = "not after exec",
	    .script =
		"trap 'run a' 0\n"
		"exec run b\n",
	    .expect =
		"yes 2 run b\n" },
	{ .name = "text that is not known",
	    .script =
		"trap \"`something`\" 0\n",
	    .expect =
		"doubt 1 what runs when the script ends is not known\n" },
};

static void
test_trap(void **state)
{
	shell_case_check(trap_cases,
	    sizeof(trap_cases) / sizeof(trap_cases[0]), false);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_trap),
	};

	return cmocka_run_group_tests_name("shell_trap", tests, NULL, NULL);
}
