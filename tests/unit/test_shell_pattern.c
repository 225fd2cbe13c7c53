/* Patterns over known and unknown text. */
#include "platforms/shell_pattern.h"

#include "tests/unit/unit.h"

static const struct {
	const char *pattern, *text;
	enum tri is;
} cases[] = {
	{ .pattern = "abc", .text = "abc", .is = TRI_YES },
	{ .pattern = "abc", .text = "abd", .is = TRI_NO },
	{ .pattern = "", .text = "", .is = TRI_YES },
	{ .pattern = "*", .text = "", .is = TRI_YES },
	{ .pattern = "?*", .text = "", .is = TRI_NO },
	{ .pattern = "a*c*", .text = "abcbcd", .is = TRI_YES },
	{ .pattern = "[a-c]x", .text = "bx", .is = TRI_YES },
	{ .pattern = "[!a-c]x", .text = "bx", .is = TRI_NO },
	{ .pattern = "[]a]", .text = "]", .is = TRI_YES },
	{ .pattern = "[[:upper:]_]*", .text = "Q", .is = TRI_YES },
	{ .pattern = "[a", .text = "[a", .is = TRI_YES },
	{ .pattern = "\\*", .text = "*", .is = TRI_YES },
	{ .pattern = "\\*", .text = "x", .is = TRI_NO },
	/* a gap in the text */
	{ .pattern = "*", .text = "\001", .is = TRI_YES },
	{ .pattern = "no", .text = "\001", .is = TRI_UNKNOWN },
	{ .pattern = "no*", .text = "yes\001", .is = TRI_NO },
	{ .pattern = "-q*", .text = "-q\001", .is = TRI_YES },
	{ .pattern = "-q1h", .text = "-q\001h", .is = TRI_UNKNOWN },
	{ .pattern = "-q1h", .text = "-q\001m", .is = TRI_NO },
	{ .pattern = "?*", .text = "a\001", .is = TRI_YES },
	/* a gap in the pattern */
	{ .pattern = "a\001", .text = "abc", .is = TRI_UNKNOWN },
	{ .pattern = "a\001", .text = "b", .is = TRI_NO },
};

static void
test_match(void **state)
{
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (sh_match(cases[i].pattern, cases[i].text) != cases[i].is)
			fail_msg("%s against %s", cases[i].pattern,
			    cases[i].text);
}

static void
test_same(void **state)
{
	assert_int_equal(sh_same("a", "a"), TRI_YES);
	assert_int_equal(sh_same("a", "b"), TRI_NO);
	assert_int_equal(sh_same("a\001", "ab"), TRI_UNKNOWN);
	assert_int_equal(sh_same("a\001", "ba"), TRI_NO);
	assert_int_equal(sh_same("\001z", "ay"), TRI_NO);
	assert_int_equal(sh_same("\001", "\001"), TRI_UNKNOWN);
	assert_int_equal(sh_same("ab\001", "a"), TRI_NO);
	assert_int_equal(sh_same("", "\001b"), TRI_NO);
	assert_int_equal(sh_same("", "\001"), TRI_UNKNOWN);
}

static void
test_part(void **state)
{
	assert_int_equal(sh_match_part("*/", "/a/b", false, false), 1);
	assert_int_equal(sh_match_part("*/", "/a/b", false, true), 3);
	assert_int_equal(sh_match_part(".*", "a.b.c", true, false), 2);
	assert_int_equal(sh_match_part(".*", "a.b.c", true, true), 4);
	assert_int_equal(sh_match_part("x", "abc", true, true), -1);
}

/* A pattern that would take for ever is given up. */
static void
test_work(void **state)
{
	static const char text[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

	assert_int_not_equal(sh_match("*a*a*a*a*a*a*a*a*a*a*a*a*b", text),
	    TRI_YES);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_match),
		cmocka_unit_test(test_same),
		cmocka_unit_test(test_part),
		cmocka_unit_test(test_work),
	};

	return cmocka_run_group_tests_name("shell_pattern", tests, NULL,
	    NULL);
}
