/* Lists, pipes, subshells, substitutions and bounds. */
#include "tests/unit/shell_case.h"

static const struct shell_case eval_cases[] = {
	{ .name = "and, or, not",
	    .script =
		"true && run a\n"
		"false && run b\n"
		"false || run c\n"
		"! false && run d\n",
	    .expect =
		"yes 1 run a\n"
		"no 2 run b\n"
		"yes 3 run c\n"
		"yes 4 run d\n" },
	{ .name = "a subshell keeps its variables",
	    .script =
		"A=1\n"
		"(A=2; run $A; exit 3)\n"
		"run $? $A\n",
	    .expect =
		"yes 2 run 2\n"
		"yes 3 run 3 1\n" },
	{ .name = "braces do not",
	    .script =
		"{ A=2; run a; }; run $A\n",
	    .expect =
		"yes 1 run a\n"
		"yes 1 run 2\n" },
	{ .name = "background",
	    .script =
		"run a & run b\n"
		"run c&\n",
	    .expect =
		"yes 1 run a\n"
		"yes 1 run b\n"
		"yes 2 run c\n" },
	{ .name = "pipe",
	    .script =
		"echo \"x y\" | while read a b; do run $b $a; done\n"
		"echo q | run p | cat\n",
	    .expect =
		"yes 1 run y x\n"
		"yes 2 run p\n" },
	{ .name = "substitution",
	    .script =
		"X=$(echo a; echo; echo)\n"
		"run \"$X\" \"$(echo `echo in`)\"\n",
	    .expect =
		"yes 2 run a in\n" },
	{ .name = "status of a substitution",
	    .script =
		"X=$(false) || run no\n"
		"X=$(true); run $?\n",
	    .expect =
		"yes 1 run no\n"
		"yes 2 run 0\n" },
	{ .name = "what a branch not taken prints",
	    .script =
		"if false; then run x$([ -n \"$Q\" ] && echo -q)$([ -z "
		"\"$Q\" ] && echo -r); fi\n",
	    .expect =
		"no 1 run x-r\n" },
	{ .name = "a syntax error ends it",
	    .script =
		"run a\n"
		"if true; then\n"
		"run b\n",
	    .expect =
		"yes 1 run a\n"
		"doubt 4 `fi` is expected here\n" },
	{ .name = "without end",
	    .script =
		"f() { run x; f2; f2; f2; f2; }\n"
		"f2() { f; f; f; f; f; }\n"
		"while :; do f; f2; i=x$i; done\n",
	    .expect =
		"yes 1 run x\n"
		"doubt 0 too large to evaluate\n" },
};

static void
test_eval(void **state)
{
	shell_case_check(eval_cases,
	    sizeof(eval_cases) / sizeof(eval_cases[0]), false);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_eval),
	};

	return cmocka_run_group_tests_name("shell_eval", tests, NULL, NULL);
}
