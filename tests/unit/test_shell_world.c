/* Files while the machine starts. */
#include "tests/unit/shell_case.h"

static const struct shell_case world_cases[] = {
	{ .name = "tests",
	    .script =
		"[ -f /f ] && run 1\n"
		"[ -d /d ] && run 2\n"
		"[ -x /bin/x ] && run 3\n"
		"[ -x /f ] || run 4\n"
		"[ -s /e ] || run 5\n"
		"[ -r /none ] || run 6\n"
		"[ -e /d/ ] && run 7\n",
	    .expect =
		"yes 1 run 1\n"
		"yes 2 run 2\n"
		"yes 3 run 3\n"
		"yes 4 run 4\n"
		"yes 5 run 5\n"
		"yes 6 run 6\n"
		"yes 7 run 7\n",
	    .files = {
		"f",
		"x",
		"e",
		"",
		"bin/x",
		"#!x",
		"d/y",
		""
	    } },
	{ .name = "empty at boot",
	    .script =
		"[ -f /var/run/sendmail.pid ] || run 1\n"
		"[ -f /var/lock/subsys/x ] || run 2\n"
		"[ -f /etc/mail/sendmail.pid ] || run 3\n"
		"[ -d /var/run ] && run 4\n"
		"[ -d /run/systemd/system ] || run 5\n",
	    .expect =
		"yes 1 run 1\n"
		"yes 2 run 2\n"
		"yes 3 run 3\n"
		"yes 4 run 4\n"
		"yes 5 run 5\n",
	    .files = {
		"var/run/sendmail.pid",
		"5\n",
		"var/lock/subsys/x",
		"",
		"etc/mail/sendmail.pid",
		"5\n"
	    } },
	{ .name = "the kernel is not known",
	    .script =
		"[ -f /proc/version ] && run 1\n"
		"[ -c /dev/null ] && run 2\n",
	    .expect =
		"unknown 1 run 1\n"
		"yes 2 run 2\n" },
	{ .name = "patterns where the files are not known",
	    .script =
		"touch /d/a.new\n"
		"run /d/*.new\n"
		"run /proc/*/x\n"
		"run /d/f*\n",
	    .expect =
		"yes 2 run *?\n"
		"yes 3 run *?\n"
		"yes 4 run /d/f\n",
	    .files = {
		"d/f",
		"text\n"
	    } },
};

static void
test_world(void **state)
{
	shell_case_check(world_cases,
	    sizeof(world_cases) / sizeof(world_cases[0]), false);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_world),
	};

	return cmocka_run_group_tests_name("shell_world", tests, NULL, NULL);
}
