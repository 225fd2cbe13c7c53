/* What was said, and how it is written down. */
#include "probe/transcript.h"

#include <string.h>

#include "tests/unit/unit.h"

static void
add(struct transcript *t, enum speaker who, const char *text)
{
	transcript_add(t, who, text, strlen(text));
}

static void
lines(void **state)
{
	struct transcript t = TRANSCRIPT_INIT;

	transcript_note(&t, "connected");
	add(&t, SPEAKER_SERVER, "220 a.ex");
	add(&t, SPEAKER_SERVER, "ample\r\n");
	add(&t, SPEAKER_CLIENT, "MAIL FROM:<>\r\nRSET\r\n");
	add(&t, SPEAKER_SERVER, "250 \x1b[2J\xff\r\n\n25");
	transcript_note(&t, "reset");
	assert_string_equal(t.text.p, "#: connected\nS: 220 a.example\n"
	    "C: MAIL FROM:<>\nC: RSET\nS: 250 \\033[2J\\377\nS: \nS: 25\n"
	    "#: reset\n");
	transcript_release(&t);
}

static void
endless(void **state)
{
	struct transcript t = TRANSCRIPT_INIT;
	int i;

	for (i = 0; i < 100000; i++)
		add(&t, SPEAKER_SERVER, "250-\x01\r\n");
	assert_false(t.text.failed);
	assert_in_range(t.text.len, TRANSCRIPT_ROOM, TRANSCRIPT_ROOM + 100);
	assert_string_equal(t.text.p + t.text.len - 24,
	    "#: the rest is left out\n");
	transcript_release(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines),
		cmocka_unit_test(endless),
	};

	return cmocka_run_group_tests_name("transcript", tests, NULL, NULL);
}
