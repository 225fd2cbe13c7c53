/* sed scripts. */
#include "tests/unit/shell_case.h"

static const struct shell_case sed_cases[] = {
	{ .name = "substitute",
	    .script =
		"run `echo aXbX | sed s/X/-/` `echo aXbX | sed 's/X/-/g'` "
		"`echo a/b | sed 's,/,_,'`\n",
	    .expect =
		"yes 1 run a-bX a-b- a_b\n" },
	{ .name = "groups",
	    .script =
		"run `echo k=v | sed 's/\\(.*\\)=\\(.*\\)/\\2-\\1/'` `echo "
		"ab | sed 's/b/[&]/'`\n",
	    .expect =
		"yes 1 run v-k a[b]\n" },
	{ .name = "select",
	    .script =
		"run `sed -n '/^MODE=/s/MODE=//p' /f` `sed -n 2p /f` `sed "
		"1d /f` `sed '$d' /f` `sed 1q /f`\n",
	    .expect =
		"yes 1 run -bd MODE=-bd MODE=-bd x=1 x=1\n",
	    .files = {
		"f",
		"x=1\n"
		"MODE=-bd\n"
	    } },
	{ .name = "more than one",
	    .script =
		"run `echo abc | sed -e s/a/1/ -e s/b/2/` `echo abc | sed "
		"'s/a/1/;s/c/3/'`\n",
	    .expect =
		"yes 1 run 12c 1b3\n" },
	{ .name = "beyond us",
	    .script =
		"run `echo a | sed 'y/a/b/'` `echo a | sed '1,2s/a/b/'`\n",
	    .expect =
		"yes 1 run *? *?\n" },
};

static void
test_sed(void **state)
{
	shell_case_check(sed_cases,
	    sizeof(sed_cases) / sizeof(sed_cases[0]), false);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sed),
	};

	return cmocka_run_group_tests_name("shell_sed", tests, NULL, NULL);
}
