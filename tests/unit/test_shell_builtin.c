/* Built-in commands. */
#include "tests/unit/shell_case.h"

static const struct shell_case builtin_cases[] = {
	{ .name = "set and shift",
	    .script =
		"set -- a \"b c\" d\n"
		"shift\n"
		"run $# \"$@\"\n"
		"set x y; shift 2; run $#\n",
	    .expect =
		"yes 3 run 2 <b c> d\n"
		"yes 4 run 0\n" },
	{ .name = "export and unset",
	    .script =
		"export A=1\n"
		"B=2; export B\n"
		"unset A\n"
		"run \"$A$B\"\n",
	    .expect =
		"yes 4 run 2\n" },
	{ .name = "local",
	    .script =
		"A=1\n"
		"f() { local A B=3; A=2; run $A $B; }\n"
		"f\n"
		"run $A \"$B\"\n",
	    .expect =
		"yes 2 run 2 3\n"
		"yes 4 run 1 <>\n" },
	{ .name = "eval of what is not known",
	    .script =
		"B=x C=y D=z\n"
		"set -- p q\n"
		"eval \"set -- `foo`\"\n"
		"run $# \"$B\"\n"
		"eval \"C=`foo`\"\n"
		"run \"$B\" \"$C\"\n"
		"eval \"`foo`\"\n"
		"run \"$D\"\n",
	    .expect =
		"yes 4 run *? x\n"
		"yes 6 run x ?\n"
		"yes 8 run ?\n"
		"doubt 3 the text that is evaluated here is not known\n"
		"doubt 5 the text that is evaluated here is not known\n"
		"doubt 7 the text that is evaluated here is not known\n" },
	{ .name = "eval",
	    .script =
		"X='run \"$A\"'\n"
		"A=\"p q\"\n"
		"eval $X\n"
		"eval \"A=new; $X\"\n",
	    .expect =
		"yes 3 run <p q>\n"
		"yes 4 run new\n" },
	{ .name = "exec ends",
	    .script =
		"exec run a\n"
		"run b\n",
	    .expect =
		"yes 1 run a\n"
		"no 2 run b\n" },
	{ .name = "dot",
	    .script =
		". /lib; run $A\n"
		". /lib2 x y\n"
		"run $1\n",
	    .expect =
		"yes 1 run 5\n"
		"yes /lib2:1 sendmail x\n"
		"yes 3 run start\n",
	    .files = {
		"lib",
		"A=5\n"
		"return 0\n"
		"A=6\n",
		"lib2",
		"sendmail $1\n"
	    } },
	{ .name = "a missing library is no reason",
	    .script =
		". /etc/rc.d/init.d/functions\n"
		". /etc/odd\n"
		"run a\n",
	    .expect =
		"yes 3 run a\n"
		"doubt 2 /etc/odd is read here, but cannot be\n" },
	{ .name = "set -e",
	    .script =
		"set -e\n"
		"false || true\n"
		"if false; then :; fi\n"
		"run a\n"
		"false\n"
		"run b\n",
	    .expect =
		"yes 4 run a\n"
		"no 6 run b\n" },
	{ .name = "set -e, and a question that is not answered",
	    .script =
		"X=$(tool)\n"
		"( set -e; [ \"$X\" = 1 ]; run a; run b )\n"
		"( set -e; echo \"$X\" | grep -q z; run c )\n"
		"( set -e; Y=`expr \"$X\" : a`; run d )\n"
		"run e\n"
		"set -e\n"
		"modprobe ipv6\n"
		"run f\n"
		"test \"$X\" -gt 2\n"
		"run g\n",
	    .expect =
		"unknown 2 run a\n"
		"unknown 2 run b\n"
		"unknown 3 run c\n"
		"unknown 4 run d\n"
		"yes 5 run e\n"
		"yes 8 run f\n"
		"unknown 10 run g\n" },
	{ .name = "set -e, and a condition that is not known",
	    .script =
		"X=$(tool)\n"
		"f() { [ \"$X\" = 1 ] && run a; }\n"
		"set -e\n"
		"[ \"$X\" = 1 ] && run b\n"
		"if [ \"$X\" = 1 ]; then run c; fi\n"
		"! [ \"$X\" = 1 ]\n"
		"f || :\n"
		"run d\n"
		"f\n"
		"run e\n",
	    .expect =
		"unknown 4 run b\n"
		"unknown 5 run c\n"
		"unknown 2 run a\n"
		"yes 8 run d\n"
		"unknown 10 run e\n" },
	{ .name = "command -v",
	    .script =
		"if command -v tool >/dev/null; then run a; fi\n"
		"command -v none || run b\n"
		"command run c\n",
	    .expect =
		"yes 1 run a\n"
		"yes 2 run b\n"
		"yes 3 run c\n",
	    .files = {
		"usr/bin/tool",
		"#!x"
	    } },
	{ .name = "return and its status",
	    .script =
		"f() { return 3; }\n"
		"f || run $?\n"
		"g() { false; }; g; run $?\n",
	    .expect =
		"yes 2 run 3\n"
		"yes 3 run 1\n" },
	{ .name = "cd",
	    .script =
		"cd /etc\n"
		"[ -f conf ] && run a\n",
	    .expect =
		"yes 2 run a\n",
	    .files = {
		"etc/conf",
		""
	    } },
	{ .name = "set -f and set +e",
	    .script =
		"set -f; run /d/*; set +f; run /d/*\n"
		"set -eo noglob; run /d/*; set +e; false\n"
		"run alive\n",
	    .expect =
		"yes 1 run /d/*\n"
		"yes 1 run /d/f\n"
		"yes 2 run /d/*\n"
		"yes 3 run alive\n",
	    .files = {
		"d/f",
		"text\n"
	    } },
	{ .name = "readonly",
	    .script =
		"readonly A=x\n"
		"(A=y; run never)\n"
		"run $A\n"
		"readonly A=z\n"
		"run never\n",
	    .expect =
		"no 2 run never\n"
		"yes 3 run x\n"
		"no 5 run never\n" },
};

static void
test_builtin(void **state)
{
	shell_case_check(builtin_cases,
	    sizeof(builtin_cases) / sizeof(builtin_cases[0]), false);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_builtin),
	};

	return cmocka_run_group_tests_name("shell_builtin", tests, NULL, NULL);
}
