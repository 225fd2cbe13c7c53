/* Functions, assignments and scripts that scripts run. */
#include "tests/unit/shell_case.h"

static void
test_call(void **state)
{
	static const struct shell_case cases[] = {
	{ .name = "arguments",
	    .script =
		"f() { run \"$1\" $# \"$@\"; }\n"
		"f a \"b c\"\n"
		"run $1\n",
	    .expect =
		"yes 1 run a 2 a <b c>\n"
		"yes 3 run start\n" },
	{ .name = "the line that names the MTA",
	    .script =
		"f() {\n"
		"\t$1 -bd\n"
		"}\n"
		"f /usr/sbin/sendmail\n"
		"X=/usr/sbin/exim4\n"
		"f $X\n",
	    .expect =
		"yes 4 /usr/sbin/sendmail -bd\n"
		"yes 2 /usr/sbin/exim4 -bd\n" },
	{ .name = "assignment for one command",
	    .script =
		"A=1\n"
		"f() { run $A; }\n"
		"A=2 f\n"
		"f\n",
	    .expect =
		"yes 2 run 2\n"
		"yes 2 run 1\n" },
	{ .name = "append",
	    .script =
		"A=x; A+=y; run $A\n",
	    .expect =
		"yes 1 run xy\n" },
	{ .name = "another script",
	    .script =
		"export E=1; V=2\n"
		"/opt/bin/start two\n",
	    .expect =
		"yes /opt/bin/start:2 sendmail 1 <> two\n",
	    .files = { "opt/bin/start",
		    "#!/bin/sh\n"
		    "sendmail \"$E\" \"$V\" $1\n" } },
	{ .name = "recursion ends",
	    .script =
		"f() { f; }\n"
		"f\n"
		"run a\n",
	    .expect =
		"yes 3 run a\n" },
	{ .name = "a prefix that is not known",
	    .script =
		"$NICE $(foo) /usr/sbin/sendmail -bd\n",
	    .expect =
		"unknown 1 /usr/sbin/sendmail -bd\n" },
	{ .name = "a program that is not known",
	    .script =
		"$(foo) -bd -q1h\n",
	    .expect =
		"doubt 1 the program that is run here is not known: what `foo` does is not known\n" },
	{ .name = "ksh function",
	    .script =
		"function f {\n"
		"run a\n"
		"}\n"
		"f\n",
	    .expect =
		"yes 2 run a\n" },
	{ .name = "defined in another file",
	    .script =
		". /lib\n"
		"start_it\n",
	    .expect =
		"yes 2 /usr/sbin/sendmail -bd\n",
	    .files = { "lib",
		    "P=/usr/sbin/sendmail\n"
		    "start_it() { $P -bd; }\n" } },
	};

	shell_case_check(cases, sizeof(cases) / sizeof(cases[0]), false);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_call),
	};

	return cmocka_run_group_tests_name("shell_call", tests, NULL, NULL);
}
