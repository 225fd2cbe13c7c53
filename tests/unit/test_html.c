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
pages_have_a_frame(void **state)
{
	struct buf b = BUF_INIT(10000);

	html_begin(&b, "a < b");
	html_end(&b);
	assert_non_null(strstr(b.p, "<title>a &lt; b</title>"));
	assert_non_null(strstr(b.p, "<html lang=\"en\">"));
	assert_null(strstr(b.p, "<script"));
	assert_non_null(strstr(html_policy, "default-src 'none'"));
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_stays_text),
		cmocka_unit_test(pages_have_a_frame),
	};

	return cmocka_run_group_tests_name("html", tests, NULL, NULL);
}
