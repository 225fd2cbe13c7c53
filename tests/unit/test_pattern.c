/* Patterns by hand; against the shell in test_root_list. */
#include "tests/unit/unit.h"

#include "agent/base/pattern.h"

#include <string.h>
#include <time.h>

static bool
match(const char *pattern, const char *text)
{
	return pattern_match(pattern, strlen(pattern), text, strlen(text));
}

static const struct {
	const char *pattern, *text;
	bool want;
} cases[] = {
	{ .pattern = "", .text = "", .want = true },
	{ .pattern = "", .text = "a", .want = false },
	{ .pattern = "*", .text = "", .want = true },
	{ .pattern = "S*", .text = "S80sendmail", .want = true },
	{ .pattern = "S[0-9][0-9]*", .text = "S80sendmail", .want = true },
	{ .pattern = "S[0-9][0-9]*", .text = "Sx0sendmail", .want = false },
	{ .pattern = "S??sendmail", .text = "S80sendmail", .want = true },
	{ .pattern = "S??sendmail", .text = "S8sendmail", .want = false },
	{ .pattern = "*.conf", .text = "a.conf", .want = true },
	{ .pattern = "*.conf", .text = "a.conf~", .want = false },
	{ .pattern = "*.conf", .text = ".conf", .want = true },
	{ .pattern = "a*a", .text = "a", .want = false },
	{ .pattern = "a*ba", .text = "abba", .want = true },
	{ .pattern = "*ab", .text = "abaab", .want = true },
	{ .pattern = "*\\*", .text = "a*", .want = true },
	{ .pattern = "*\\*", .text = "a\\*b", .want = false },
	{ .pattern = "S*", .text = "S", .want = true },
	{ .pattern = "S*", .text = "", .want = false },
	{ .pattern = "*a*b*c", .text = "xaybzbc", .want = true },
	{ .pattern = "*a*b*c", .text = "xaybzbcd", .want = false },
	{ .pattern = "[!a-c]x", .text = "dx", .want = true },
	{ .pattern = "[!a-c]x", .text = "bx", .want = false },
	{ .pattern = "[]a]", .text = "]", .want = true },
	{ .pattern = "[!]a]", .text = "]", .want = false },
	{ .pattern = "[a-]", .text = "-", .want = true },
	{ .pattern = "[a", .text = "[a", .want = true },
	{ .pattern = "[a", .text = "a", .want = false },
	{ .pattern = "[[:digit:][:upper:]]", .text = "Q", .want = true },
	{ .pattern = "[[:digit:][:upper:]]", .text = "q", .want = false },
	{ .pattern = "[![:space:]]", .text = " ", .want = false },
	{ .pattern = "\\*", .text = "*", .want = true },
	{ .pattern = "\\*", .text = "x", .want = false },
	{ .pattern = "a\\", .text = "a\\", .want = true },
	{ .pattern = "[\\]]", .text = "]", .want = true },
	{ .pattern = "?", .text = "\xff", .want = true },
	{ .pattern = "??", .text = "\xc3\xa9", .want = true },
	{ .pattern = "*", .text = "a/.b", .want = true },
	{ .pattern = "*\n", .text = "a\n", .want = true },
};

static void
test_cases(void **state)
{
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (match(cases[i].pattern, cases[i].text) != cases[i].want)
			fail_msg("%s and %s", cases[i].pattern,
			    cases[i].text);
}

/* What takes others for ever: many stars that nearly match. */
static void
test_stars(void **state)
{
	char pattern[401], text[256];
	clock_t begin = clock();
	size_t i;

	for (i = 0; i < 200; i++)
		memcpy(pattern + 2 * i, "*a", 2);
	pattern[400] = 'b';
	memset(text, 'a', sizeof(text));
	assert_false(pattern_match(pattern, 401, text, sizeof(text)));
	memset(pattern, '[', sizeof(pattern));
	pattern[0] = '*';
	assert_false(pattern_match(pattern, 401, text, sizeof(text)));
	assert_true((double)(clock() - begin) / CLOCKS_PER_SEC < 1.0);
}

static void
test_wildcard(void **state)
{
	assert_true(pattern_has_wildcard("a*", 2));
	assert_true(pattern_has_wildcard("?", 1));
	assert_true(pattern_has_wildcard("\\\\[x]", 5));
	assert_false(pattern_has_wildcard("plain]", 6));
	assert_false(pattern_has_wildcard("\\*", 2));
	assert_false(pattern_has_wildcard("a\\", 2));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_stars),
		cmocka_unit_test(test_wildcard),
	};

	return cmocka_run_group_tests_name("pattern", tests, NULL, NULL);
}
