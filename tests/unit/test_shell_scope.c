/* What break, return and exit leave. */
#include "tests/unit/shell_case.h"

static const struct shell_case scope_cases[] = {
	{ .name = "return from a sourced file",
	    .script =
		". /l\n"
		"run b\n",
	    .expect =
		"yes 2 run b\n",
	    .files = {
		"l",
		"return\n"
		"exit\n"
	    } },
	{ .name = "exit in a subshell",
	    .script =
		"(exit 3; run no)\n"
		"run $?\n",
	    .expect =
		"no 1 run no\n"
		"yes 2 run 3\n" },
	{ .name = "perhaps out of two loops",
	    .script =
		"for i in 1 2; do for j in 1; do foo && break 2; done; run "
		"$i; done\n"
		"run e\n",
	    .expect =
		"unknown 1 run 1\n"
		"unknown 1 run 2\n"
		"yes 2 run e\n" },
	{ .name = "perhaps an exit in a function",
	    .script =
		"f() { foo && exit; }\n"
		"f\n"
		"run a\n",
	    .expect =
		"unknown 3 run a\n" },
	{ .name = "values from both ways",
	    .script =
		"f() { A=1; foo && return; A=2; }\n"
		"f\n"
		"run \"$A\"\n",
	    .expect =
		"yes 3 run ?\n" },
	{ .name = "continue joins",
	    .script =
		"for i in 1; do A=x; foo && continue; A=x; done\n"
		"run \"$A\"\n",
	    .expect =
		"yes 2 run x\n" },
};

static void
test_scope(void **state)
{
	shell_case_check(scope_cases,
	    sizeof(scope_cases) / sizeof(scope_cases[0]), false);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_scope),
	};

	return cmocka_run_group_tests_name("shell_scope", tests, NULL, NULL);
}
