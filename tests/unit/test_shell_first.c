/* The first line of a script. */
#include "tests/unit/shell_case.h"

static const struct shell_case first_cases[] = {
	{ .name = "#!/bin/sh -e",
	    .script =
		"#!/bin/sh -e\n"
		"run a\n"
		"false\n"
		"run b\n",
	    .expect =
		"yes 2 run a\n"
		"no 4 run b\n" },
	{ .name = "not of a file that is sourced, nor behind sh",
	    .script =
		". /l\n"
		"sh /l\n"
		"run end\n",
	    .expect =
		"yes 1 run l\n"
		"yes 2 run l\n"
		"yes 3 run end\n",
	    .files = {
		"l",
		"#!/bin/sh -e\n"
		"false\n"
		"run l\n"
	    } },
	{ .name = "a shell's script as interpreter (init-d-script(5))",
	    .script =
		"#!/usr/bin/env /lib/i\n"
		"DAEMON=/usr/sbin/exim4\n",
	    .expect =
		"yes 1 /usr/sbin/exim4 -bd start\n",
	    .files = {
		"lib/i",
		"#!/bin/sh\n"
		"name=$1\n"
		"shift\n"
		". $name\n"
		"$DAEMON -bd $1\n",
	    } },
	{ .name = "a script that has itself sourced",
	    .script =
		"if [ true != \"$SOURCED\" ]; then\n"
		"  set \"$0\" \"$@\"; SOURCED=true . /lib/i\n"
		"fi\n"
		"run here $1\n",
	    .expect =
		"yes 2 run i\n"
		"yes 2 run here start\n"
		"no 4 run here start\n",
	    .files = {
		"lib/i",
		"n=$1\n"
		"shift\n"
		". $n\n"
		"run i\n"
		"exit 0\n",
	    } },
};

static void
test_first(void **state)
{
	shell_case_check(first_cases,
	    sizeof(first_cases) / sizeof(first_cases[0]), false);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_first),
	};

	return cmocka_run_group_tests_name("shell_first", tests, NULL, NULL);
}
