/* Arithmetic expansion. */
#include "tests/unit/shell_case.h"

static const struct shell_case arith_cases[] = {
	{ .name = "operators",
	    .script =
		"run $((1 + 2 * 3)) $(( (1+2)*3 )) $((7 / 2)) $((7 % 4)) "
		"$((3 > 2)) $((2 == 3))\n",
	    .expect =
		"yes 1 run 7 9 3 3 1 0\n" },
	{ .name = "variables",
	    .script =
		"a=4; b=\n"
		"run $((a - 1)) $(($a*2)) $((b+1)) \"$((-a))\"\n",
	    .expect =
		"yes 2 run 3 8 1 -4\n" },
	{ .name = "beyond us",
	    .script =
		"x=`lsof -x`\n"
		"run $((1/0)) x$(($$ + 1)) $((08))\n",
	    .expect =
		"yes 2 run *? x*? *?\n" },
	{ .name = "logic",
	    .script =
		"run $((1 && 0)) $((0 || 5)) $((!3))\n",
	    .expect =
		"yes 1 run 0 1 0\n" },
};

static void
test_arith(void **state)
{
	shell_case_check(arith_cases,
	    sizeof(arith_cases) / sizeof(arith_cases[0]), false);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_arith),
	};

	return cmocka_run_group_tests_name("shell_arith", tests, NULL, NULL);
}
