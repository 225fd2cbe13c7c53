/* Programs that are evaluated exactly. */
#include "tests/unit/shell_case.h"

static const struct shell_case command_cases[] = {
	{ .name = "echo",
	    .script =
		"run \"$(echo a  b)\" \"$(echo -n x)\" \"`echo 'y\\c'`\"\n",
	    .expect =
		"yes 1 run <a b> x y\n" },
	{ .name = "printf",
	    .script =
		"run \"$(printf '%s-%d\\n' a 3)\" \"$(printf \"%s \" p "
		"q)\" \"$(printf 50%%)\"\n",
	    .expect =
		"yes 1 run a-3 <p q > 50%\n" },
	{ .name = "basename and dirname",
	    .script =
		"run `basename /usr/lib/sendmail` `basename a.sh .sh` "
		"`dirname /a/b` `dirname x` `dirname /x`\n",
	    .expect =
		"yes 1 run sendmail a /a . /\n" },
	{ .name = "expr",
	    .script =
		"run `expr 3 + 4` `expr abc : 'a\\(.\\)'` `expr abc : "
		"'ab'` `expr a = a`\n"
		"expr 0 + 0 || run no\n",
	    .expect =
		"yes 1 run 7 b 2 1\n"
		"yes 2 run no\n" },
	{ .name = "who am I",
	    .script =
		"run `id -u` `whoami` `id -un`\n",
	    .expect =
		"yes 1 run 0 root root\n" },
	{ .name = "who -r",
	    .script =
		"set -- `who -r`\n"
		"run $8 $9 \"$7\"\n",
	    .expect =
		"yes 2 run 0 S ?\n" },
	{ .name = "uname is not known here",
	    .script =
		"run `uname -s`\n",
	    .expect =
		"yes 1 run *?\n" },
	{ .name = "run-parts",
	    .script =
		"for i in $(run-parts --list /d); do run $i; done\n",
	    .expect =
		"yes 1 run /d/a\n",
	    .files = {
		"d/a",
		"",
		"d/b.dpkg-old",
		""
	    } },
	{ .name = "run-parts runs",
	    .script =
		"run-parts --report /d\n",
	    .expect =
		"yes /d/a:2 sendmail a\n"
		"yes /d/c.local:2 sendmail c\n",
	    .files = {
		"d/a",
		"#!/bin/sh\nsendmail a\n",
		"d/b.rpmsave",
		"#!/bin/sh\nsendmail b\n",
		"d/c.local",
		"#!/bin/sh\nsendmail c\n",
		"d/d",
		"run d\n"
	    } },
	{ .name = "formats and numbers of printf that are beyond us",
	    .script =
		"X=`printf '%5s|%s' a b`; run \"$X\"\n"
		"X=`printf 'x%d' 010`; run \"$X\"\n"
		"X=`printf '%d-%d' 10 -3`; run \"$X\"\n",
	    .expect =
		"yes 1 run ?\n"
		"yes 2 run x?\n"
		"yes 3 run 10--3\n" },
};

static void
test_command(void **state)
{
	shell_case_check(command_cases,
	    sizeof(command_cases) / sizeof(command_cases[0]), false);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_command),
	};

	return cmocka_run_group_tests_name("shell_command", tests, NULL, NULL);
}
