/* Functions, assignments and scripts that scripts run. */
#include "tests/unit/shell_case.h"

static const struct shell_case aix_cases[] = {
	{ .name = "either way",
	    .script =
		"start()\n"
		"{\n"
		"\tif [ ! -x $1 ] ; then\n"
		"\t\treturn\n"
		"\tfi\n"
		"\tif [ -n \"$2\" ] ; then\n"
		"\t\tcmdname=`/usr/bin/basename $1`\n"
		"\t\tstartsrc -s $cmdname -a \"$3\"\n"
		"\telse\n"
		"\t\t$1 $3 &\n"
		"\tfi\n"
		"}\n"
		"i=`lsattr -E -l inet0 -a bootup_option | awk '{ print $2 "
		"}'`\n"
		"if [ \"$i\" = \"no\" ] ; then\n"
		"\tsrc_running=\"1\"\n"
		"fi\n"
		"qpi=30m  # 30 minute interval\n"
		"start /usr/lib/sendmail \"$src_running\" \"-bd "
		"-q${qpi}\"\n",
	    .expect =
		"yes 18 /usr/lib/sendmail -bd -q30m\n",
	    .files = {
		"usr/lib/sendmail",
		"#!"
	    } },
	{ .name = "no function of that name",
	    .script =
		"src_running=1\n"
		"start /usr/lib/sendmail \"$src_running\" \"-bd -q30m\"\n"
		"start /usr/sbin/syslogd \"$src_running\"\n",
	    .expect =
		"yes 2 /usr/lib/sendmail -bd -q30m\n" },
	{ .name = "commented",
	    .script =
		"#start /usr/lib/sendmail \"$src_running\" \"-bd "
		"-q${qpi}\"\n",
	    .expect =
		"" },
	{ .name = "queue only",
	    .script =
		"start() { if [ -n \"$2\" ]; then startsrc -s `basename "
		"$1` -a \"$3\"; else $1 $3; fi; }\n"
		"start /usr/lib/sendmail \"\" \"-q30m\"\n",
	    .expect =
		"yes 2 /usr/lib/sendmail -q30m\n" },
};

static void
test_aix(void **state)
{
	shell_case_check(aix_cases,
	    sizeof(aix_cases) / sizeof(aix_cases[0]), false);
}

static const struct shell_case call_cases[] = {
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
	    .files = {
		"opt/bin/start",
		"#!/bin/sh\n"
		"sendmail \"$E\" \"$V\" $1\n"
	    } },
	{ .name = "recursion ends",
	    .script =
		"f() { f; }\n"
		"f\n"
		"run a\n",
	    .expect =
		"yes 3 run a\n" },
	{ .name = "runs itself by another shell that is not there",
	    .script =
		"test -f /opt/sh && exec /opt/sh \"$0\" \"$@\"\n"
		"run a\n",
	    .expect =
		"yes 2 run a\n" },
	{ .name = "runs itself with other words on a way not taken",
	    .script =
		"case $1 in\n"
		"daemon) /usr/sbin/sendmail -bd; exit ;;\n"
		"esac\n"
		"test -f /etc/on && sh /s daemon\n",
	    .expect =
		"no 2 /usr/sbin/sendmail -bd\n" },
	{ .name = "a prefix that is not known",
	    .script =
		"$NICE $(foo) /usr/sbin/sendmail -bd\n",
	    .expect =
		"unknown 1 /usr/sbin/sendmail -bd\n" },
	{ .name = "a program that is not known",
	    .script =
		"$(foo) -bd -q1h\n",
	    .expect =
		"doubt 1 the program that is run here is not known: what "
		"`foo` does is not known\n" },
	{ .name = "a script that is broken",
	    .script =
		"sh /broken\n"
		"run $?\n",
	    .expect =
		"yes 2 run *?\n"
		"doubt 2 an arithmetic expression is not closed\n",
	    .files = {
		"broken",
		"A=1\n"
		"B=$((echo o; echo e) 2>&1)\n"
	    } },
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
	    .files = {
		"lib",
		"P=/usr/sbin/sendmail\n"
		"start_it() { $P -bd; }\n"
	    } },
};

static void
test_call(void **state)
{
	shell_case_check(call_cases,
	    sizeof(call_cases) / sizeof(call_cases[0]), false);
}

/* A way that is not taken and has n commands before the one that is told:
 * many are no start script any more. */
static void
dead_commands(int n, const char *expect)
{
	struct shell_case c = { .name = "a long way that is not taken",
		.expect = expect };
	char script[16384];
	size_t len;
	int i;

	len = (size_t)snprintf(script, sizeof(script),
	    "run a\nif test -f /etc/on; then\n");
	for (i = 0; i < n; i++)
		len += (size_t)snprintf(script + len, sizeof(script) - len,
		    "true; ");
	snprintf(script + len, sizeof(script) - len, "run b\nfi\nrun c\n");
	c.script = script;
	shell_case_check(&c, 1, false);
}

static void
test_dead(void **state)
{
	dead_commands(200, "yes 1 run a\nno 3 run b\nyes 5 run c\n");
	dead_commands(1000, "yes 1 run a\nyes 5 run c\n");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_aix),
		cmocka_unit_test(test_dead),
		cmocka_unit_test(test_call),
	};

	return cmocka_run_group_tests_name("shell_call", tests, NULL, NULL);
}
