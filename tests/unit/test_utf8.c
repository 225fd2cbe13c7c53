/* What is UTF-8 (RFC 3629), and what people are shown of the rest. */
#include "tests/unit/unit.h"

#include "agent/base/utf8.h"

#include <string.h>

static void
test_length(void **state)
{
	static const struct {
		const char *text;
		size_t want;
	} cases[] = {
		{ .text = "a", .want = 1 }, { .text = "\x7f", .want = 1 },
		{ .text = "\xc2\x80", .want = 2 },
		{ .text = "\xdf\xbf", .want = 2 },
		{ .text = "\xe0\xa0\x80", .want = 3 },
		{ .text = "\xed\x9f\xbf", .want = 3 },
		{ .text = "\xee\x80\x80", .want = 3 },
		{ .text = "\xf0\x90\x80\x80", .want = 4 },
		{ .text = "\xf4\x8f\xbf\xbf", .want = 4 },
		{ .text = "\x80", .want = 0 }, { .text = "\xbf", .want = 0 },
		{ .text = "\xc0\x80", .want = 0 },
		{ .text = "\xc1\xbf", .want = 0 },
		{ .text = "\xc2", .want = 0 },
		{ .text = "\xc2" "A", .want = 0 },
		{ .text = "\xe0\x9f\xbf", .want = 0 },
		{ .text = "\xed\xa0\x80", .want = 0 },
		{ .text = "\xe1\x80" "A", .want = 0 },
		{ .text = "\xf0\x8f\xbf\xbf", .want = 0 },
		{ .text = "\xf4\x90\x80\x80", .want = 0 },
		{ .text = "\xf1\x80\x80", .want = 0 },
		{ .text = "\xf5\x80\x80\x80", .want = 0 },
		{ .text = "\xff", .want = 0 },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (utf8_length(cases[i].text, strlen(cases[i].text)) !=
		    cases[i].want)
			fail_msg("case %zu", i);
	assert_int_equal(utf8_length("", 0), 0);
	assert_int_equal(utf8_length("\0", 1), 1);
	assert_int_equal(utf8_length("\xe2\x82\xac", 2), 0);
}

static void
test_escape(void **state)
{
	struct buf b = BUF_INIT(256);

	utf8_escape(&b, "a\033[31m\n\xc3\xa9\xe9\x7f\xc2\x9b\0z", 15);
	assert_string_equal(b.p, "a\\033[31m\\012\xc3\xa9\\351\\177\\302\\233"
	    "\\000z");
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_length),
		cmocka_unit_test(test_escape),
	};

	return cmocka_run_group_tests_name("utf8", tests, NULL, NULL);
}
