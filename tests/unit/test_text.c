/* Lines for people: nothing that paints screens, nothing past the width. */
#include "agent/text.h"

#include <string.h>

#include "tests/unit/unit.h"

static void
escaping(void **state)
{
	static const struct { const char *text, *expected; } cases[] = {
		{ "plain", "plain" },
		{ "\033[2Jx", "\\033[2Jx" },
		{ "a\tb", "a b" },
		{ "a\nb\r", "a\\012b\\015" },
		{ "\x7f", "\\177" },
		{ "caf\xc3\xa9", "caf\xc3\xa9" },
		{ "caf\xe9", "caf\\351" },
		{ "\xc2\x9b" "2J", "\\302\\2332J" },	/* C1 CSI */
		/* U+202E turns the direction, U+2028 is none of them */
		{ "\xe2\x80\xae", "\\342\\200\\256" },
		{ "\xe2\x81\xa6", "\\342\\201\\246" },
		{ "\xe2\x82\xac", "\xe2\x82\xac" },
		{ "\xed\xa0\x80", "\\355\\240\\200" },	/* a surrogate */
		{ "", "" },
	};
	struct buf b = BUF_INIT(1000);
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		buf_clear(&b);
		buf_addc(&b, '|');
		text_escape(&b, cases[i].text);
		assert_string_equal(b.p + 1, cases[i].expected);
	}
	buf_release(&b);
}

static const char *
wrap(struct buf *b, const char *text, unsigned at, unsigned indent,
    unsigned columns)
{
	buf_clear(b);
	text_wrap(b, text, at, indent, columns);
	return b->p;
}

static void
wrapping(void **state)
{
	struct buf b = BUF_INIT(1000);

	assert_string_equal(wrap(&b, "one two three", 0, 2, 7),
	    "one two\n  three\n");
	assert_string_equal(wrap(&b, "one two three", 0, 2, 0),
	    "one two three\n");
	assert_string_equal(wrap(&b, "one two three", 4, 0, 7),
	    "one\ntwo\nthree\n");
	/* what has no blank is not broken */
	assert_string_equal(wrap(&b, "a /very/long/path b", 0, 1, 6),
	    "a\n /very/long/path\n b\n");
	/* a number stays with its word */
	assert_string_equal(wrap(&b, "file line 24 end", 0, 0, 11),
	    "file\nline 24 end\n");
	assert_string_equal(wrap(&b, "x line 24", 0, 0, 7), "x\nline 24\n");
	assert_string_equal(wrap(&b, "  many   blanks ", 0, 0, 40),
	    "many blanks\n");
	assert_string_equal(wrap(&b, "", 0, 0, 40), "\n");
	/* a character of two bytes is one column */
	assert_string_equal(wrap(&b, "\xc3\xa9\xc3\xa9\xc3\xa9 b", 0, 0, 5),
	    "\xc3\xa9\xc3\xa9\xc3\xa9 b\n");
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(escaping),
		cmocka_unit_test(wrapping),
	};

	return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
