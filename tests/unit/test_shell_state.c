/* Values that join and scopes that are left. */
#include "tests/unit/shell_case.h"

static const struct shell_case state_cases[] = {
	{ .name = "set or not",
	    .script =
		"if foo; then A=1; fi\n"
		"run \"${A-unset}\"\n"
		"if foo; then B=-bd; else B=-bd; fi\n"
		"run $B\n",
	    .expect =
		"yes 2 run ?\n"
		"yes 4 run -bd\n" },
	{ .name = "functions come from either",
	    .script =
		"if foo; then f() { run a; }; else f() { run a; }; fi\n"
		"f\n",
	    .expect =
		"yes 1 run a\n" },
	{ .name = "a function on one way only",
	    .script =
		"if foo; then f() { run a; }; fi\n"
		"f\n"
		"if foo; then g() { run b; }; else g() { run c; }; fi\n"
		"g\n"
		"if foo; then nohup() { \"$@\"; }; fi\n"
		"nohup /usr/lib/sendmail -bd\n"
		"command -v f && run d\n"
		"f() { run e; }\n"
		"f\n",
	    .expect =
		"unknown 1 run a\n"
		"unknown 3 run c\n"
		"unknown 3 run b\n"
		"yes 6 /usr/lib/sendmail -bd\n"
		"unknown 7 run d\n"
		"yes 8 run e\n" },
	{ .name = "parameters",
	    .script =
		"if foo; then set -- a b; else set -- a; fi\n"
		"run \"$@\" $#\n",
	    .expect =
		"yes 2 run a *? *?\n" },
	{ .name = "break out of two",
	    .script =
		"for i in 1 2; do for j in 1 2; do [ $j = 2 ] && break 2; "
		"run $i$j; done; done\n"
		"run e\n",
	    .expect =
		"yes 1 run 11\n"
		"no 1 run 12\n"
		"yes 2 run e\n" },
	{ .name = "many variables",
	    .script =
		"for i in a b c d e f g h i j k l m n o p; do eval "
		"\"V$i=$i; W$i=2$i\"; done\n"
		"run $Va $Wp $Vk\n",
	    .expect =
		"yes 2 run a 2p k\n" },
};

static void
test_state(void **state)
{
	shell_case_check(state_cases,
	    sizeof(state_cases) / sizeof(state_cases[0]), false);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_state),
	};

	return cmocka_run_group_tests_name("shell_state", tests, NULL, NULL);
}
