/* Compound commands. */
#include "tests/unit/shell_case.h"

static const struct shell_case clause_cases[] = {
	{ .name = "if",
	    .script =
		"if true; then run a; elif true; then run b; else run c; "
		"fi\n"
		"if false\n"
		"then :\n"
		"else run d\n"
		"fi\n",
	    .expect =
		"no 1 run c\n"
		"no 1 run b\n"
		"yes 1 run a\n"
		"yes 4 run d\n" },
	{ .name = "loops",
	    .script =
		"for i in a b; do run $i; done\n"
		"for i in; { run x; }\n"
		"while false; do :; done\n"
		"until true; do :; done; run c\n",
	    .expect =
		"yes 1 run a\n"
		"yes 1 run b\n"
		"yes 4 run c\n" },
	{ .name = "case",
	    .script =
		"case a in esac\n"
		"case b in (b|c) run b;; esac\n"
		"case d in\n"
		"\ta) ;;\n"
		"\t*) run d\n"
		"esac\n",
	    .expect =
		"yes 2 run b\n"
		"yes 5 run d\n" },
	{ .name = "groups",
	    .script =
		"{ run a; }; ( run b )\n"
		"{\n"
		"run c\n"
		"}\n",
	    .expect =
		"yes 1 run a\n"
		"yes 1 run b\n"
		"yes 3 run c\n" },
	{ .name = "what is missing",
	    .script =
		"run a\n"
		"case a in\n",
	    .expect =
		"yes 1 run a\n"
		"doubt 3 `esac` is missing\n" },
};

static void
test_clause(void **state)
{
	shell_case_check(clause_cases,
	    sizeof(clause_cases) / sizeof(clause_cases[0]), false);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_clause),
	};

	return cmocka_run_group_tests_name("shell_clause", tests, NULL, NULL);
}
