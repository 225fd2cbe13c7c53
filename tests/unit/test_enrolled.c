/* Who this host is to its collector. */
#include "tests/unit/unit.h"

#include <stdio.h>
#include <string.h>

#include "agent/send/enrolled.h"

static void
kept(void **state)
{
	static const char text[] = "url https://c.example\ncampus secret\n"
	    "ca /a b/ca.pem\nepoch 3\nid h-1\ntoken t\nsign 5e\nunknown x\n";
	struct buf b = BUF_INIT(65536);
	struct enrolled n, again;

	enrolled_parse(&n, text, sizeof(text) - 1);
	assert_string_equal(n.url, "https://c.example");
	assert_string_equal(n.ca, "/a b/ca.pem");
	assert_string_equal(n.cert, "");
	assert_int_equal(n.epoch, 3);
	assert_false(enrolled_done(&n));
	n.campus[0] = '\0';
	assert_true(enrolled_done(&n));
	enrolled_write(&n, &b);
	enrolled_parse(&again, b.p, b.len);
	assert_string_equal(again.token, "t");
	assert_string_equal(again.sign, "5e");
	assert_string_equal(again.id, "h-1");
	assert_int_equal(again.epoch, 3);
	n.token[0] = '\0';
	assert_false(enrolled_done(&n));
	snprintf(n.cert, sizeof(n.cert), "/c.pem");
	assert_true(enrolled_done(&n));
	n.url[0] = '\0';
	assert_false(enrolled_done(&n));
	buf_release(&b);
}

static void
tokens(void **state)
{
	assert_true(enrolled_token_ok("abcDEF-._~+/="));
	assert_false(enrolled_token_ok(""));
	assert_false(enrolled_token_ok("a b"));
	assert_false(enrolled_token_ok("a\r\nX: y"));
	assert_false(enrolled_token_ok("caf\xc3\xa9"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kept), cmocka_unit_test(tokens),
	};

	return cmocka_run_group_tests_name("enrolled", tests, NULL, NULL);
}
