/* Forms of parameters. */
#include "tests/unit/shell_case.h"

static const struct shell_case param_cases[] = {
	{ .name = "defaults",
	    .script =
		"E=; S=v\n"
		"run \"${U-a}\" \"${E-a}\" \"${U:-b}\" \"${E:-b}\" "
		"\"${S:-b}\"\n",
	    .expect =
		"yes 2 run a <> b b v\n" },
	{ .name = "assign",
	    .script =
		"run ${U=a} ${E:=b}\n"
		"run $U $E\n",
	    .expect =
		"yes 1 run a b\n"
		"yes 2 run a b\n" },
	{ .name = "alternate",
	    .script =
		"E=; S=v\n"
		"run \"${U+a}\" \"${E+a}\" \"${E:+a}\" \"${S:+a b}\" "
		"${S:+a b}\n",
	    .expect =
		"yes 2 run <> a <> <a b> a b\n" },
	{ .name = "cut",
	    .script =
		"P=/usr/lib/sendmail.sh\n"
		"run ${P##*/} ${P#*/} ${P%.sh} ${P%%/*}x ${P%/*} ${#P}\n",
	    .expect =
		"yes 2 run sendmail.sh usr/lib/sendmail.sh "
		"/usr/lib/sendmail x /usr/lib 20\n" },
	{ .name = "error ends",
	    .script =
		"run a\n"
		": ${NONE:?not set}\n"
		"run b\n",
	    .expect =
		"yes 1 run a\n"
		"no 3 run b\n" },
	{ .name = "special",
	    .script =
		"f() { run $# $0 ${1} ${10}; }\n"
		"f 1 2 3 4 5 6 7 8 9 ten\n"
		"run \"$$\"\n",
	    .expect =
		"yes 1 run 10 /s 1 ten\n"
		"yes 3 run ?\n" },
	{ .name = "not known",
	    .script =
		"X=`foo`; run \"${X:-d}\" \"${X:+-bd}\" \"${TERM-x}\"\n",
	    .expect =
		"yes 1 run ? ? ?\n" },
	{ .name = "nested",
	    .script =
		"A=; B=c\n"
		"run \"${A:-${B:+x$B}}\"\n",
	    .expect =
		"yes 2 run xc\n" },
	{ .name = "\"$*\" where the number of words is not known",
	    .script =
		"set -- a `unheard-of`\n"
		"run \"$*\"\n",
	    .expect =
		"yes 2 run a?\n" },
};

static void
test_param(void **state)
{
	shell_case_check(param_cases,
	    sizeof(param_cases) / sizeof(param_cases[0]), false);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_param),
	};

	return cmocka_run_group_tests_name("shell_param", tests, NULL, NULL);
}
