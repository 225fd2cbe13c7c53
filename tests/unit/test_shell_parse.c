/* The grammar. */
#include "tests/unit/shell_case.h"

static const struct shell_case parse_cases[] = {
	{ .name = "forms",
	    .script =
		"if true\n"
		"then run a\n"
		"fi\n"
		"for i\n"
		"do run $i; done\n"
		"for j in; do run j; done\n"
		"case x in (x) run c;; esac\n"
		"case x in\n"
		"y) ;;\n"
		" x|z) run d\n"
		"esac\n"
		"while false; do :; done; run e\n",
	    .expect =
		"yes 2 run a\n"
		"yes 5 run start\n"
		"yes 7 run c\n"
		"yes 10 run d\n"
		"yes 12 run e\n" },
	{ .name = "reserved words as words",
	    .script =
		"run if then fi done { }\n"
		"echo case esac; run a\n",
	    .expect =
		"yes 1 run if then fi done { }\n"
		"yes 2 run a\n" },
	{ .name = "nested",
	    .script =
		"f () {\n"
		" if true; then { ( run a; ); }; fi; };\n"
		"f\n",
	    .expect =
		"yes 2 run a\n" },
	{ .name = "double brackets",
	    .script =
		"[[ $1 == st* && -n $1 ]] && run a\n"
		"[[ ( $1 = x ) || ! -z $1 ]] && run b\n",
	    .expect =
		"yes 1 run a\n"
		"yes 2 run b\n" },
	{ .name = "errors",
	    .script =
		"run a\n"
		")\n"
		"run b\n",
	    .expect =
		"yes 1 run a\n"
		"doubt 2 a closing word without its beginning\n" },
	{ .name = "an open quote",
	    .script =
		"run a\n"
		"run \"b\n",
	    .expect =
		"yes 1 run a\n"
		"doubt 3 a double quote is not closed\n" },
	{ .name = "redirected compounds",
	    .script =
		"if true; then run a; fi >/dev/null 2>&1\n"
		"for i in 1; do run $i; done </dev/null\n"
		"{ run b; } 2>/dev/null\n",
	    .expect =
		"yes 1 run a\n"
		"yes 2 run 1\n"
		"yes 3 run b\n" },
	{ .name = "a closing word where a command begins",
	    .script =
		"run a\n"
		"done\n"
		"run b\n",
	    .expect =
		"yes 1 run a\n"
		"doubt 2 a closing word without its beginning\n" },
	{ .name = "a clause without a command",
	    .script =
		"run a\n"
		"if true; then\n"
		"fi\n"
		"run b\n",
	    .expect =
		"yes 1 run a\n"
		"doubt 3 a command is expected here\n" },
};

static void
test_parse(void **state)
{
	shell_case_check(parse_cases,
	    sizeof(parse_cases) / sizeof(parse_cases[0]), false);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parse),
	};

	return cmocka_run_group_tests_name("shell_parse", tests, NULL, NULL);
}
