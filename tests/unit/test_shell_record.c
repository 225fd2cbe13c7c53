/* Places, certainty and doubles. */
#include "tests/unit/shell_case.h"

static void
test_record(void **state)
{
	static const struct shell_case cases[] = {
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
	    .files = { "lib",
		    "go() { \"$@\"; }\n" } },
	};

	shell_case_check(cases, sizeof(cases) / sizeof(cases[0]), false);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_record),
	};

	return cmocka_run_group_tests_name("shell_record", tests, NULL, NULL);
}
