/* Branches and loops, taken and not. */
#include "tests/unit/shell_case.h"

static const struct shell_case known_cases[] = {
	{ .name = "if",
	    .script =
		"if true; then run a; else run b; fi\n"
		"if false; then run c; elif true; then run d; fi\n",
	    .expect =
		"no 1 run b\n"
		"yes 1 run a\n"
		"no 2 run c\n"
		"yes 2 run d\n" },
	{ .name = "what another action does is no starter",
	    .script =
		"case $1 in\n"
		"stop) run stop;;\n"
		"start) run start;;\n"
		"esac\n"
		"[ \"$1\" = stop ] && run x\n"
		"if [ \"$1\" = reload ]; then run y; fi\n",
	    .expect =
		"yes 3 run start\n" },
	{ .name = "case by a setting",
	    .script =
		". /c\n"
		"case $MODE in\n"
		"no*) run a;;\n"
		"yes | on) run b;;\n"
		"*) run c;;\n"
		"esac\n",
	    .expect =
		"no 3 run a\n"
		"no 5 run c\n"
		"yes 4 run b\n",
	    .files = {
		"c",
		"MODE=on\n"
	    } },
	{ .name = "after exit nothing runs",
	    .script =
		"[ \"$A\" = b ] || exit 0\n"
		"run x\n",
	    .expect =
		"no 2 run x\n" },
	{ .name = "break and continue",
	    .script =
		"for i in 1 2 3 4; do\n"
		"[ $i = 2 ] && continue\n"
		"[ $i = 4 ] && break\n"
		"run $i\n"
		"done\n",
	    .expect =
		"yes 4 run 1\n"
		"no 4 run 2\n"
		"yes 4 run 3\n"
		"no 4 run 4\n" },
	{ .name = "the status in front of a loop, and of its last turn",
	    .script =
		"false; for i in a b; do run $?; done\n"
		"i=0; while [ $i -lt 2 ]; do i=$((i+1)); false; done; run $?\n"
		"false; for i in; do :; done; run $?\n"
		"while false; do :; done; run $?\n",
	    .expect =
		"yes 1 run 1\n"
		"yes 1 run 0\n"
		"yes 2 run 1\n"
		"yes 3 run 0\n"
		"yes 4 run 0\n" },
};

static void
test_known(void **state)
{
	shell_case_check(known_cases,
	    sizeof(known_cases) / sizeof(known_cases[0]), false);
}

static const struct shell_case unknown_cases[] = {
	{ .name = "both are perhaps",
	    .script =
		"if foo; then run a; else run b; fi\n"
		"run c\n",
	    .expect =
		"unknown 1 run a\n"
		"unknown 1 run b\n"
		"yes 2 run c\n" },
	{ .name = "the same in both is certain",
	    .script =
		"if foo; then A=1; else A=2; fi\n"
		"run() { :; }\n"
		"f() { /bin/run x; }\n"
		"if foo; then f; else f; fi\n",
	    .expect =
		"yes 3 /bin/run x\n" },
	{ .name = "values join",
	    .script =
		"if foo; then A=-q1h; else A=-q30m; fi\n"
		"/bin/run $A \"$A\" -z\n",
	    .expect =
		"yes 2 /bin/run -q*? -q? -z\n" },
	{ .name = "perhaps an exit",
	    .script =
		"foo && exit\n"
		"run a\n",
	    .expect =
		"unknown 2 run a\n" },
	{ .name = "perhaps a return",
	    .script =
		"f() { foo && return; run a; }\n"
		"f\n"
		"run b\n",
	    .expect =
		"unknown 1 run a\n"
		"yes 3 run b\n" },
	{ .name = "case",
	    .script =
		"case `foo` in a) run a;; b) run b;; esac\n"
		"run c\n",
	    .expect =
		"unknown 1 run a\n"
		"unknown 1 run b\n"
		"yes 2 run c\n" },
	{ .name = "while",
	    .script =
		"while foo; do run a; done\n"
		"run b\n",
	    .expect =
		"unknown 1 run a\n"
		"yes 2 run b\n" },
	{ .name = "perhaps a break",
	    .script =
		"for i in 1 2; do foo && break; run $i; done\n"
		"run b\n",
	    .expect =
		"unknown 1 run 1\n"
		"unknown 1 run 2\n"
		"yes 2 run b\n" },
};

static void
test_unknown(void **state)
{
	shell_case_check(unknown_cases,
	    sizeof(unknown_cases) / sizeof(unknown_cases[0]), false);
}

static const struct shell_case loops_cases[] = {
	{ .name = "while counts",
	    .script =
		"i=0\n"
		"while [ $i -lt 3 ]; do i=`expr $i + 1`; run $i; done\n",
	    .expect =
		"yes 2 run 1\n"
		"yes 2 run 2\n"
		"yes 2 run 3\n" },
	{ .name = "the status of a turn that continues",
	    .script =
		"i=0; while [ $i -lt 2 ]; do\n"
		"i=`expr $i + 1`; [ $i -le 2 ] && continue; false\n"
		"done; run $?\n"
		"for i in 1; do true && continue; false; done; run $?\n"
		"i=0; while [ $i -lt 1 ]; do i=1; false; done; run $?\n",
	    .expect =
		"yes 3 run 0\n"
		"yes 4 run 0\n"
		"yes 5 run 1\n" },
	{ .name = "until",
	    .script =
		"i=x\n"
		"until [ $i = xxx ]; do i=x$i; done\n"
		"run $i\n",
	    .expect =
		"yes 3 run xxx\n" },
	{ .name = "waiting ends",
	    .script =
		"while ! pidof syslogd; do sleep 1; done\n"
		"run a\n",
	    .expect =
		"yes 2 run a\n" },
	{ .name = "for over words of unknown number",
	    .script =
		"set a `foo`\n"
		"for v in \"$@\"x; do run \"$v\"; done\n",
	    .expect =
		"unknown 2 run ?\n" },
	{ .name = "a turn sees what those before it left, if there were any",
	    .script =
		"m=no\n"
		"for v in `foo`; do run \"$m\"; m=yes; done\n"
		"run \"$m\"\n",
	    .expect =
		"unknown 2 run no\n"
		"unknown 2 run ?\n"
		"yes 3 run ?\n" },
	{ .name = "the third turn sees it",
	    .script =
		"a=1 b=1\n"
		"for v in `foo`; do run \"$a\"; a=$b; b=2; done\n"
		"run \"$b\"\n",
	    .expect =
		"unknown 2 run 1\n"
		"unknown 2 run ?\n"
		"yes 3 run ?\n" },
	{ .name = "the third turn of while sees it",
	    .script =
		"a=1 b=1\n"
		"while foo; do run \"$a\"; a=$b; b=2; done\n"
		"run \"$b\"\n",
	    .expect =
		"unknown 2 run 1\n"
		"unknown 2 run ?\n"
		"yes 3 run ?\n" },
	{ .name = "for over a glob",
	    .script =
		"for f in /etc/d/*.sh /none/*; do run $f; done\n",
	    .expect =
		"yes 1 run /etc/d/a.sh\n"
		"yes 1 run /etc/d/b.sh\n"
		"yes 1 run /none/*\n",
	    .files = {
		"etc/d/b.sh",
		"",
		"etc/d/a.sh",
		"",
		"etc/d/.c.sh",
		""
	    } },
	{ .name = "never ending",
	    .script =
		"i=1\n"
		"while :; do i=`expr $i + 1`; done\n"
		"run a\n",
	    .expect =
		"yes 3 run a\n"
		"doubt 2 a loop was not followed to its end\n" },
};

static void
test_loops(void **state)
{
	shell_case_check(loops_cases,
	    sizeof(loops_cases) / sizeof(loops_cases[0]), false);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_known),
		cmocka_unit_test(test_unknown),
		cmocka_unit_test(test_loops),
	};

	return cmocka_run_group_tests_name("shell_branch", tests, NULL, NULL);
}
