/* grep, tr, cut, head, tail, awk, wc. */
#include "tests/unit/shell_case.h"

static const struct shell_case text_cases[] = {
	{ .name = "grep",
	    .script =
		"grep -q MODE /f && run 1\n"
		"echo x | grep y || run 2\n"
		"run `grep -c = /f` `grep -v MODE /f`\n"
		"grep -qE \"^(x|y)=\" /f && run 4\n"
		"grep -F . /none || run 5\n"
		"echo A | grep -qi a && run 6\n",
	    .expect =
		"yes 1 run 1\n"
		"yes 2 run 2\n"
		"yes 3 run 2 x=1\n"
		"yes 4 run 4\n"
		"yes 5 run 5\n"
		"yes 6 run 6\n",
	    .files = {
		"f",
		"x=1\n"
		"MODE=-bd\n"
	    } },
	{ .name = "tr",
	    .script =
		"run `echo Daemon | tr '[:upper:]' '[:lower:]'` `echo abc "
		"| tr a-c A-C` `echo a-b | tr -d -` `echo aab | tr -s a`\n",
	    .expect =
		"yes 1 run daemon ABC ab ab\n" },
	{ .name = "cut and awk",
	    .script =
		"run `echo a:b:c | cut -d: -f2` `echo a b c | awk '{print "
		"$3}'` `echo a:b | awk -F: '{ print $1 }'` `echo k v | awk "
		"'/k/ {print $2}'`\n",
	    .expect =
		"yes 1 run b c a v\n" },
	{ .name = "head and tail",
	    .script =
		"run `head -1 /f` `tail -1 /f` `head -n 1 </f` `tail -n1 "
		"/f` `wc -l </f`\n",
	    .expect =
		"yes 1 run l1 l3 l1 l3 3\n",
	    .files = {
		"f",
		"l1\n"
		"l2\n"
		"l3\n"
	    } },
	{ .name = "patterns that run away",
	    .script =
		"run `echo a | grep 'a\\{1,30000\\}'` `echo aa | grep "
		"'\\(a\\)\\1'`\n",
	    .expect =
		"yes 1 run *? *?\n" },
};

static void
test_text(void **state)
{
	shell_case_check(text_cases,
	    sizeof(text_cases) / sizeof(text_cases[0]), false);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),
	};

	return cmocka_run_group_tests_name("shell_text", tests, NULL, NULL);
}
