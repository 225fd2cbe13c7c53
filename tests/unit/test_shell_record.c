/* Places, certainty and doubles. */
#include "tests/unit/shell_case.h"

static const struct shell_case because_cases[] = {
	{ .name = "settings first",
	    .script =
		"[ -f /etc/sysconfig/sendmail ] && . "
		"/etc/sysconfig/sendmail\n"
		"Q=5m\n"
		"if [ \"$DAEMON\" = yes ]; then\n"
		"\t/usr/sbin/sendmail -bd -q$Q\n"
		"fi\n",
	    .expect =
		"yes 4 /usr/sbin/sendmail -bd -q5m\n"
		"  /etc/sysconfig/sendmail:2 DAEMON=yes\n"
		"  /s:2 Q=5m\n",
	    .files = {
		"etc/sysconfig/sendmail",
		"# x\n"
		"DAEMON=yes\n"
	    } },
	{ .name = "what was left out counts",
	    .script =
		". /etc/conf\n"
		"/usr/sbin/sendmail $([ \"$DAEMON\" = yes ] && echo -bd) "
		"-q1h\n",
	    .expect =
		"yes 2 /usr/sbin/sendmail -q1h\n"
		"  /etc/conf:1 DAEMON=no\n",
	    .files = {
		"etc/conf",
		"DAEMON=no\n"
	    } },
	{ .name = "why it is not known",
	    .script =
		"if grep -q noswap /proc/cmdline; then\n"
		"\t/usr/sbin/sendmail -bd\n"
		"fi\n",
	    .expect =
		"unknown 2 /usr/sbin/sendmail -bd\n"
		"  reason what `grep` does is not known\n" },
};

static void
test_because(void **state)
{
	shell_case_check(because_cases,
	    sizeof(because_cases) / sizeof(because_cases[0]), true);
}

static const struct shell_case record_cases[] = {
	{ .name = "one line, one command",
	    .script =
		"f() { run a; }\n"
		"f; f\n"
		"if foo; then f; fi\n",
	    .expect =
		"yes 1 run a\n" },
	{ .name = "running beats not",
	    .script =
		"f() { run a; }\n"
		"if false; then f; fi\n"
		"f\n",
	    .expect =
		"yes 1 run a\n" },
	{ .name = "the first line of a long command",
	    .script =
		"\n"
		"run a \\\n"
		"  b \\\n"
		"  c\n",
	    .expect =
		"yes 2 run a b c\n" },
	{ .name = "innermost line of the script itself",
	    .script =
		"a() {\n"
		"$X -bd\n"
		"}\n"
		"X=/usr/sbin/sendmail\n"
		"a\n",
	    .expect =
		"yes 2 /usr/sbin/sendmail -bd\n" },
	{ .name = "a library is not the place",
	    .script =
		". /lib\n"
		"X=/usr/sbin/sendmail\n"
		"go $X -bd\n",
	    .expect =
		"yes 3 /usr/sbin/sendmail -bd\n",
	    .files = {
		"lib",
		"go() { \"$@\"; }\n"
	    } },
};

static void
test_record(void **state)
{
	shell_case_check(record_cases,
	    sizeof(record_cases) / sizeof(record_cases[0]), false);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_because),
		cmocka_unit_test(test_record),
	};

	return cmocka_run_group_tests_name("shell_record", tests, NULL, NULL);
}
