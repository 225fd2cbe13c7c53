/* Wrappers, processes and other programs. */
#include "tests/unit/shell_case.h"

static const struct shell_case external_cases[] = {
	{ .name = "wrappers",
	    .script =
		"daemon +5 run a\n"
		"nohup nice -n 5 run b &\n"
		"su mail -s /bin/sh -c \"run c d\"\n"
		"sh -c 'exec run e'\n"
		"env A=1 run f\n"
		"start-stop-daemon -S -x /bin/run -- -bd\n"
		"start-stop-daemon --start --quiet --exec /bin/run --test\n"
		"start-stop-daemon --stop --exec /bin/run\n",
	    .expect =
		"yes 1 run a\n"
		"yes 2 run b\n"
		"yes 3 run c d\n"
		"yes 4 run e\n"
		"yes 5 run f\n"
		"yes 6 /bin/run -bd\n" },
	{ .name = "nothing runs yet",
	    .script =
		"ps -ef | grep sendmail && run a\n"
		"pidof sendmail >/dev/null || run b\n"
		"start-stop-daemon --start --exec /bin/run --test || run "
		"c\n"
		"kill -0 5 && run d\n"
		"if [ -z \"`ps -e | grep sendmail | awk '{print $1}'`\" ]; "
		"then run e; fi\n",
	    .expect =
		"no 1 run a\n"
		"yes 2 run b\n"
		"no 3 run c\n"
		"no 4 run d\n"
		"yes 5 run e\n" },
	{ .name = "a function of that name is followed",
	    .script =
		"daemon() { shift; $*; }\n"
		"daemon x run a\n",
	    .expect =
		"yes 1 run a\n" },
	{ .name = "one that leads nowhere is not",
	    .script =
		"daemon() { _thing \"$@\"; }\n"
		"daemon run a\n",
	    .expect =
		"yes 2 run a\n" },
	{ .name = "service",
	    .script =
		"service sm start\n",
	    .expect =
		"yes /etc/init.d/sm:1 sendmail start\n",
	    .files = {
		"etc/init.d/sm",
		"sendmail $1\n"
	    } },
	{ .name = "files it makes",
	    .script =
		"[ -d /var/run/x ] || mkdir -p /var/run/x\n"
		"[ -d /var/run/x ] && run a\n"
		"rm -rf /var/run/x\n"
		"[ -d /var/run/x ] || run b\n"
		"touch /etc/f; [ -f /etc/f ] && run c\n",
	    .expect =
		"yes 2 run a\n"
		"yes 4 run b\n"
		"yes 5 run c\n" },
	{ .name = "a program that is not there",
	    .script =
		"/usr/sbin/none || run a\n",
	    .expect =
		"yes 1 run a\n" },
	{ .name = "the environment goes on to what is started",
	    .script =
		"X=1; export X; Y=2; PATH=/usr/own:/bin\n"
		"run \"`sh /c`\"\n"
		"sh /c >/dev/null; run $?; sh /d\n",
	    .expect =
		"yes 2 run 1,none,/usr/own:/bin\n"
		"yes 3 run 0\n"
		"yes 3 run ?\n",
	    .files = {
		"c",
		"echo \"$X,${Y-none},$PATH\"\n"
		"command -v tool >/dev/null\n",
		"usr/own/tool",
		"#!x",
		"d",
		"run \"${HOME-none}\"\n"
	    } },
	{ .name = "$0 of sh -c",
	    .script =
		"sh -c 'run \"$@\" $0' zero one\n"
		"sh -c 'run $0'\n"
		"run $0\n",
	    .expect =
		"yes 1 run one zero\n"
		"yes 2 run sh\n"
		"yes 3 run /s\n" },
};

static void
test_external(void **state)
{
	shell_case_check(external_cases,
	    sizeof(external_cases) / sizeof(external_cases[0]), false);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_external),
	};

	return cmocka_run_group_tests_name("shell_external", tests, NULL, NULL);
}
