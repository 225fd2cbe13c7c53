/* Fields, quotes and globs. */
#include "tests/unit/shell_case.h"

static const struct shell_case expand_cases[] = {
	{ .name = "splitting",
	    .script =
		"A=\" a  b \"; run $A \"$A\" x$A\n",
	    .expect =
		"yes 1 run a b < a  b > x a b\n" },
	{ .name = "IFS",
	    .script =
		"IFS=:; A=a:b::c; run $A\n",
	    .expect =
		"yes 1 run a b <> c\n" },
	{ .name = "empty words",
	    .script =
		"A=; run $A \"\" \"$A\" '' x$A\"\"\n",
	    .expect =
		"yes 1 run <> <> <> x\n" },
	{ .name = "quotes",
	    .script =
		"run 'a b'\"c $1\"d\\ e \"\\$x\" '$x'\n",
	    .expect =
		"yes 1 run <a bc startd e> $x $x\n" },
	{ .name = "globs",
	    .script =
		"run /e/* \"/e/*\" /e/[ab] /e/?\n",
	    .expect =
		"yes 1 run /e/a /e/b /e/* /e/a /e/b /e/a /e/b\n",
	    .files = {
		"e/a",
		"",
		"e/b",
		""
	    } },
	{ .name = "gaps",
	    .script =
		"A=-q`foo`\n"
		"run $A \"$A\" \"$A -z\" x\n"
		"run \"$(foo)\" $(foo) y\n",
	    .expect =
		"yes 2 run -q*? -q? -q? x\n"
		"yes 3 run ? *? y\n" },
	{ .name = "a gap inside a line of options",
	    .script =
		"O=\"-L x `foo` -bd\"\n"
		"run $O\n",
	    .expect =
		"yes 2 run -L x *? -bd\n" },
	{ .name = "all parameters",
	    .script =
		"set -- a \"b c\" \"\"\n"
		"run \"$@\"\n"
		"run $*\n"
		"run \"$*\"\n"
		"run \"x$@y\"\n"
		"set --; run \"$@\"\n",
	    .expect =
		"yes 2 run a <b c> <>\n"
		"yes 3 run a b c\n"
		"yes 4 run <a b c >\n"
		"yes 5 run xa <b c> y\n"
		"yes 6 run\n" },
	{ .name = "parameters that may be none, between words",
	    .script =
		"set -- a $(foo)\n"
		"run \"$@\"x\n"
		"run ${1+\"$@\"}x\n"
		"run \"$@\"\n"
		"set -- $(foo) b\n"
		"run x\"$@\"\n"
		"run \"$@\"y\n",
	    .expect =
		"yes 2 run a*?\n"
		"yes 3 run a*?\n"
		"yes 4 run a *?\n"
		"yes 6 run x*?\n"
		"yes 7 run *? by\n" },
	{ .name = "errexit inside $( )",
	    .script =
		"set -e\n"
		"X=`false; echo on` || true\n"
		"run \"$X\"\n"
		"X=`false; echo on`\n"
		"run never\n",
	    .expect =
		"yes 3 run on\n"
		"no 5 run never\n" },
};

static void
test_expand(void **state)
{
	shell_case_check(expand_cases,
	    sizeof(expand_cases) / sizeof(expand_cases[0]), false);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_expand),
	};

	return cmocka_run_group_tests_name("shell_expand", tests, NULL, NULL);
}
