/* Replies in pieces, and what is none (RFC 5321, 4.2). */
#include "probe/smtp_reply.h"

#include <errno.h>
#include <string.h>

#include "tests/unit/unit.h"

static int
feed(struct smtp_reply *r, const char *text, size_t *used)
{
	return smtp_reply_feed(r, text, strlen(text), used);
}

static void
whole(void **state)
{
	struct smtp_reply r = { 0 };
	size_t used;

	assert_int_equal(feed(&r, "250 2.1.5 ok\r\n354 go", &used), 1);
	assert_int_equal(used, 14);
	assert_int_equal(r.code, 250);
	assert_string_equal(r.text, "2.1.5 ok");
	r = (struct smtp_reply){ 0 };
	assert_int_equal(feed(&r, "250-one\r\n250-two\r\n250 three\n", &used),
	    1);
	assert_int_equal(r.lines, 3);
	assert_string_equal(r.text, "three");
	r = (struct smtp_reply){ 0 };
	assert_int_equal(feed(&r, "220\r\n", &used), 1);
	assert_string_equal(r.text, "");
}

static void
in_pieces(void **state)
{
	static const char text[] = "220-a\r\n220 b\r\n";
	struct smtp_reply r = { 0 };
	size_t i, used;

	for (i = 0; i < sizeof(text) - 2; i++)
		assert_int_equal(smtp_reply_feed(&r, text + i, 1, &used), 0);
	assert_int_equal(smtp_reply_feed(&r, text + i, 1, &used), 1);
	assert_int_equal(r.code, 220);
}

static void
none(void **state)
{
	static const char *const texts[] = { "\r\n", "HTTP/1.1 400 Bad\r\n",
		"SSH-2.0-x\r\n", "25\r\n", "150 no\r\n", "600 no\r\n",
		"250_x\r\n", "250-a\r\n354 b\r\n", "2x0 a\r\n" };
	struct smtp_reply r;
	size_t i, used;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		r = (struct smtp_reply){ 0 };
		if (feed(&r, texts[i], &used) != -EPROTO)
			fail_msg("row %zu", i);
	}
}

static void
without_end(void **state)
{
	struct smtp_reply r = { 0 };
	size_t i, used;
	int rc = 0;

	for (i = 0; rc == 0 && i < 2 * SMTP_REPLY_LINE; i++)
		rc = feed(&r, "2", &used);
	assert_int_equal(rc, -EPROTO);
	assert_int_equal(i, SMTP_REPLY_LINE + 1);
	r = (struct smtp_reply){ 0 };
	for (rc = 0, i = 0; rc == 0 && i < 1000; i++)
		rc = feed(&r, "250-x\r\n", &used);
	assert_int_equal(rc, -EPROTO);
	assert_int_equal(i, SMTP_REPLY_LINES + 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole),
		cmocka_unit_test(in_pieces),
		cmocka_unit_test(none),
		cmocka_unit_test(without_end),
	};

	return cmocka_run_group_tests_name("smtp_reply", tests, NULL, NULL);
}
