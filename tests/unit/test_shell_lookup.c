/* cd, pwd, command, type and which. */
#include "tests/unit/shell_case.h"

static const struct shell_case lookup_cases[] = {
	{ .name = "cd into a folder that is not there fails",
	    .script =
		"cd /none || run stays\n"
		"cd /d && run in `pwd`\n"
		"cd .. && run up `pwd` /s\n",
	    .expect =
		"yes 1 run stays\n"
		"yes 2 run in /d\n"
		"yes 3 run up / /s\n",
	    .files = {
		"d/f",
		"text\n"
	    } },
	{ .name = "cd takes .. from the path",
	    .script =
		"cd /d/../d && run f*\n"
		"cd -\n"
		"run f*\n",
	    .expect =
		"yes 1 run f\n"
		"yes 3 run *?\n",
	    .files = {
		"d/f",
		"text\n"
	    } },
	{ .name = "the shell's own commands are there without a file",
	    .script =
		"command -v echo >/dev/null && run echo\n"
		"command -v nonesuch || run none\n"
		"f() { :; }; type f >/dev/null && run f\n"
		"which f || run no-program\n"
		"X=`type f`; run \"$X\"\n"
		"X=`command -v f`; run $X\n",
	    .expect =
		"yes 1 run echo\n"
		"yes 2 run none\n"
		"yes 3 run f\n"
		"yes 4 run no-program\n"
		"yes 5 run ?\n"
		"yes 6 run f\n" },
};

static void
test_lookup(void **state)
{
	shell_case_check(lookup_cases,
	    sizeof(lookup_cases) / sizeof(lookup_cases[0]), false);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lookup),
	};

	return cmocka_run_group_tests_name("shell_lookup", tests, NULL, NULL);
}
