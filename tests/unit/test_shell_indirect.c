/* Programs that run what others tell them. */
#include "tests/unit/shell_case.h"

static const struct shell_case input_cases[] = {
	{ .name = "commands on standard input",
	    .script =
		"echo 'run a; run b' | sh\n"
		"sh -s x <<X\n"
		"run c \\$1\n"
		"X\n"
		"/bin/ksh - <f\n"
		"echo x | sh -c 'run e'\n",
	    .expect =
		"yes 1 run a\n"
		"yes 1 run b\n"
		"yes 2 run c x\n"
		"yes 5 run d\n"
		"yes 6 run e\n",
	    .files = {
		"f",
		"run d\n"
	    } },
	{ .name = "that are not known",
	    .script =
		"something | sh\n"
		"sh\n"
		"sh </dev/console\n",
	    .expect =
		"doubt 1 the commands that a shell reads here are not known\n"
	    },
	{ .name = "later",
	    .script =
		"echo 'run a' | at now + 1 minute\n"
		"batch <<X\n"
		"run b\n"
		"X\n"
		"at -f /f now\n",
	    .expect =
		"yes 1 run a\n"
		"yes 2 run b\n"
		"yes 5 run d\n",
	    .files = {
		"f",
		"run d\n"
	    } },
	{ .name = "arguments of a text",
	    .script =
		"set x\n"
		"sh -c 'run $1 $2' zero a b\n"
		"sh -c 'exec \"$@\"' x run c\n",
	    .expect =
		"yes 2 run a b\n"
		"yes 3 run c\n" },
	{ .name = "a file that the script makes",
	    .script =
		"echo 'sendmail -bd' >/tmp/x\n"
		"sh /tmp/x\n"
		"ln -s /usr/lib/sendmail /tmp/y\n"
		"/tmp/y -bd\n",
	    .expect =
		"doubt 2 which commands a shell reads here is not known\n"
		"doubt 4 /tmp/y is made by the script itself\n" },
};

static const struct shell_case words_cases[] = {
	{ .name = "xargs",
	    .script =
		"echo -bd -q | xargs run a\n"
		"something | xargs -n 1 run b\n"
		"echo x | xargs -I {} run c{} d\n",
	    .expect =
		"yes 1 run a -bd -q\n"
		"yes 2 run b *?\n"
		"yes 3 run ? d\n" },
	{ .name = "find",
	    .script =
		"find /x -name y -exec run a {} \\; -exec run b {} +\n"
		"run c\n",
	    .expect =
		"unknown 1 run a ?\n"
		"unknown 1 run b ?\n"
		"yes 2 run c\n" },
	{ .name = "an MTA in the hands of another program",
	    .script =
		"keeper /usr/lib/sendmail -bd\n"
		"keeper2 \"/usr/lib/sendmail -bd -q1h\"\n"
		"label /usr/lib/sendmail\n"
		"say \"starting sendmail -bd\"\n"
		"logger sendmail -bd\n",
	    .expect =
		"doubt 1 what `keeper` does with an MTA is not known\n"
		"doubt 2 what `keeper2` does with an MTA is not known\n" },
	{ .name = "interpreters",
	    .script =
		"perl -e 'exec \"/usr/lib/sendmail\", \"-bd\"'\n"
		"python3 /p\n"
		"/q a\n"
		"/r\n",
	    .expect =
		"doubt 1 `perl` is told something about an MTA\n"
		"doubt 0 is no shell script, and may start an MTA\n",
	    .files = {
		"p",
		"os.system('/usr/sbin/sendmail -bd')\n",
		"q",
		"#!/usr/bin/perl\nsystem('/usr/sbin/sendmail -bd');\n",
		"r",
		"#!/usr/bin/perl\nopen(M, '|/usr/sbin/sendmail -t');\n"
	    } },
	{ .name = "units",
	    .script =
		"systemctl start sendmail\n"
		"/bin/systemctl --no-block restart site.service\n"
		"systemctl stop sendmail\n"
		"service other start\n"
		"svcadm enable network/smtp:sendmail\n",
	    .expect =
		"doubt 1 `systemctl` starts sendmail\n"
		"doubt 2 `systemctl` starts /etc/systemd/system/site.service\n"
		"doubt 5 `svcadm` starts network/smtp:sendmail\n",
	    .files = {
		"etc/systemd/system/site.service",
		"[Service]\nExecStart=/usr/sbin/sendmail -bd\n",
		"etc/systemd/system/other.service",
		"[Service]\nExecStart=/usr/sbin/other\n"
	    } },
	{ .name = "a crontab",
	    .script =
		"echo '@reboot /usr/sbin/sendmail -bd' | crontab -\n",
	    .expect =
		"doubt 1 a crontab is made here that names an MTA\n" },
};

static void
test_input(void **state)
{
	shell_case_check(input_cases,
	    sizeof(input_cases) / sizeof(input_cases[0]), false);
}

static void
test_words(void **state)
{
	shell_case_check(words_cases,
	    sizeof(words_cases) / sizeof(words_cases[0]), false);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_input),
		cmocka_unit_test(test_words),
	};

	return cmocka_run_group_tests_name("shell_indirect", tests, NULL,
	    NULL);
}
