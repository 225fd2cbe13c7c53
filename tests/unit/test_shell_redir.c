/* Redirections. */
#include "tests/unit/shell_case.h"

static const struct shell_case redir_cases[] = {
	{ .name = "input",
	    .script =
		"X=`cat </f`; run \"$X\"\n"
		"cat </none || run none\n",
	    .expect =
		"yes 1 run text\n"
		"yes 2 run none\n",
	    .files = {
		"f",
		"text\n"
	    } },
	{ .name = "output is not listened to",
	    .script =
		"X=`echo a >/dev/null; echo b >&2; echo c`; run \"$X\"\n",
	    .expect =
		"yes 1 run c\n" },
	{ .name = "a file that was written",
	    .script =
		"[ -f /var/run/p ] || run a\n"
		": >/var/run/p\n"
		"[ -f /var/run/p ] && run b\n",
	    .expect =
		"yes 1 run a\n"
		"yes 3 run b\n" },
	{ .name = "exec",
	    .script =
		"exec </f\n"
		"read a; run $a\n",
	    .expect =
		"yes 2 run text\n",
	    .files = {
		"f",
		"text\n"
	    } },
	{ .name = "errors that somebody reads",
	    .script =
		"X=`(echo out; echo err >&2) 2>&1`; run $X\n"
		"X=`{ echo a; echo b >&2; } 2>&1 >/dev/null`; run $X\n"
		"X=`{ echo o; echo e >&2; } 3>&1 1>&2 2>&3`; run \"$X\"\n"
		"X=`cat /none 2>&1`; run \"$X\"\n"
		"X=`[ a = b ] 2>&1`; run \"$X\"\n",
	    .expect =
		"yes 1 run out err\n"
		"yes 2 run b\n"
		"yes 3 run e\n"
		"yes 4 run ?\n"
		"yes 5 run <>\n" },
	{ .name = "what exec does to descriptors ends with its shell",
	    .script =
		"X=`(exec >/dev/null; echo lost); echo kept`; run $X\n"
		"X=`exec 2>&1; echo a >&2; echo b`; run $X\n"
		"(exec </f; read a; run $a)\n",
	    .expect =
		"yes 1 run kept\n"
		"yes 2 run a b\n"
		"yes 3 run text\n",
	    .files = {
		"f",
		"text\n"
	    } },
};

static void
test_redir(void **state)
{
	shell_case_check(redir_cases,
	    sizeof(redir_cases) / sizeof(redir_cases[0]), false);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_redir),
	};

	return cmocka_run_group_tests_name("shell_redir", tests, NULL, NULL);
}
