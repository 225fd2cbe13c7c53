/* Which addresses are allowed, and a port where nobody listens. */
#include "tests/unit/unit.h"

#include <string.h>

#include "agent/send/https.h"

static void
urls(void **state)
{
	assert_true(https_url_ok("https://c.example", false));
	assert_true(https_url_ok("https://c.example:8443/base/", false));
	assert_false(https_url_ok("https://", false));
	assert_false(https_url_ok("https:///x", false));
	assert_false(https_url_ok("https://u:p@c.example", false));
	assert_false(https_url_ok("https://c.example/?q", false));
	assert_false(https_url_ok("https://c.example/ x", false));
	assert_false(https_url_ok("http://127.0.0.1", false));
	assert_true(https_url_ok("http://127.0.0.1", true));
	assert_true(https_url_ok("http://[::1]:8080/", true));
	assert_false(https_url_ok("http://127.0.0.1.example", true));
	assert_false(https_url_ok("http://c.example", true));
	assert_false(https_url_ok("ftp://c.example", true));
	assert_false(https_url_ok("", true));
}

/* Port 1 of loopback: refused at once. */
static void
nobody(void **state)
{
	const struct https_settings s = { .url = "https://127.0.0.1:1/",
		.ca = "", .cert = "", .key = "", .seconds = 5 };
	const struct post p = { .path = "/v1/reports", .token = "t",
		.body = "{}", .len = 2 };
	struct post_answer a = { .body = BUF_INIT(POST_MAX_ANSWER) };
	struct err e = { .code = 0 };
	struct https *h = https_open(&s, &e);
	struct post_ops ops;

	assert_non_null(h);
	ops = https_ops(h);
	assert_true(ops.post(ops.arg, &p, &a, &e) < 0);
	assert_non_null(strstr(e.text, "127.0.0.1"));
	buf_release(&a.body);
	https_close(h);
	https_close(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(urls), cmocka_unit_test(nobody),
	};

	return cmocka_run_group_tests_name("https", tests, NULL, NULL);
}
