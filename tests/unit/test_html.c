/* collector/html.c: text cannot become markup. */
#include "collector/html.h"

#include <string.h>

#include "tests/unit/unit.h"

static void
text_stays_text(void **state)
{
	struct buf b = BUF_INIT(1000);

	html_text(&b, "<a href=\"x\">'&\x1b\xff\xc3\xa9\n");
	assert_string_equal(b.p, "&lt;a href=&quot;x&quot;&gt;&#39;&amp;"
	    "\xef\xbf\xbd\xef\xbf\xbd\xc3\xa9\n");
	buf_clear(&b);
	html_text(&b, NULL);
	assert_int_equal(b.len, 0);
	html_url(&b, "a/b?c=\"d\" \xc3\xa9");
	assert_string_equal(b.p, "a%2Fb%3Fc%3D%22d%22%20%C3%A9");
	buf_release(&b);
}

static void
templates(void **state)
{
	struct buf b = BUF_INIT(1000);

	html_put(&b, "<a href=\"/%u\">%s</a> %d%% %r", "a/b", "<b>",
	    INT64_C(-7), "<i>");
	assert_string_equal(b.p, "<a href=\"/a%2Fb\">&lt;b&gt;</a> -7% <i>");
	buf_clear(&b);
	html_put(&b, "%t|%T|%s", INT64_C(1800000000), INT64_C(0), NULL);
	assert_string_equal(b.p, "<time datetime=\"2027-01-15T08:00:00Z\">"
	    "2027-01-15 08:00 UTC</time>|\xe2\x80\x93|");
	buf_release(&b);
}

static void
spans(void **state)
{
	static const struct { int64_t seconds; const char *words; } cases[] = {
		{ -5, "0 seconds" }, { 1, "1 second" }, { 119, "119 seconds" },
		{ 120, "2 minutes" }, { 7199, "119 minutes" },
		{ 7200, "2 hours" }, { 172799, "47 hours" },
		{ 172800, "2 days" }, { 21 * 86400, "21 days" },
	};
	struct buf b = BUF_INIT(1000);
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		buf_clear(&b);
		html_span(&b, cases[i].seconds);
		assert_string_equal(b.p, cases[i].words);
	}
	buf_release(&b);
}

static void
nothing_runs(void **state)
{
	assert_non_null(strstr(html_policy, "default-src 'none'"));
	assert_null(strstr(html_policy, "script-src"));
	assert_null(strstr(html_policy, "unsafe"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_stays_text),
		cmocka_unit_test(templates),
		cmocka_unit_test(spans),
		cmocka_unit_test(nothing_runs),
	};

	return cmocka_run_group_tests_name("html", tests, NULL, NULL);
}
