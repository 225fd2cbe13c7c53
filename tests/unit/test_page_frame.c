/* collector/page_frame.c: the frame of every page. */
#include "collector/page.h"

#include "tests/unit/collectortest.h"

static void
frame(void **state)
{
	struct test *t = *state;

	test_exchange(t, "front", NULL, NULL);
	page_begin(&t->x, "a < b", PAGE_HOSTS);
	page_end(&t->x, 200);
	assert_says(t, "<title>a &lt; b \xc2\xb7 hardenmail</title>");
	assert_says(t, "<html lang=\"en\">");
	assert_says(t, "<a class=\"skip\" href=\"#main\">");
	assert_says(t, "<a href=\"/hosts\" aria-current=\"page\">");
	assert_null(strstr(t->x.out.p, "<script"));
	assert_null(strstr(t->x.out.p, "/login"));
	assert_int_equal(t->x.status, 200);
	assert_string_equal(t->x.fields[0].name, "Content-Security-Policy");
	assert_string_equal(t->x.fields[0].value, html_policy);
}

static void
operators(void **state)
{
	struct test *t = *state;
	struct password one = { .name = "jane" };

	t->c.passwords.first = &one;
	test_exchange(t, "front", NULL, NULL);
	page_begin(&t->x, "x", PAGE_FRONT);
	assert_says(t, "<a href=\"/login\">Sign in</a>");
	test_exchange(t, "front", NULL, NULL);
	t->x.operator = "<jane>";
	t->x.session = true;
	memcpy(t->x.form_token, DIGEST_1, DIGEST_HEX);
	page_begin(&t->x, "x", PAGE_FRONT);
	assert_says(t, "Signed in as <b>&lt;jane&gt;</b>");
	assert_says(t, "name=\"token\" value=\"" DIGEST_1 "\"");
	assert_null(strstr(t->x.out.p, "Sign in<"));
	t->c.passwords.first = NULL;
}

static void
errors(void **state)
{
	struct test *t = *state;

	test_exchange(t, "front", NULL, NULL);
	exchange_error(&t->x, 404, "no <such> host");
	page_error(&t->x);
	assert_int_equal(t->x.status, 404);
	assert_says(t, "<h1>Not found</h1>\n<p>no &lt;such&gt; host.</p>");
	assert_string_equal(t->x.type, "text/html; charset=utf-8");
}

static void
tokens_of_forms(void **state)
{
	struct test *t = *state;

	test_exchange(t, "notifiedForm", NULL, "token=" DIGEST_1);
	assert_false(page_token_right(&t->x));
	assert_int_equal(t->x.status, 403);
	test_exchange(t, "notifiedForm", NULL, "token=" DIGEST_1);
	memcpy(t->x.form_token, DIGEST_2, DIGEST_HEX);
	assert_false(page_token_right(&t->x));
	test_exchange(t, "notifiedForm", NULL, "x=1&token=" DIGEST_2);
	memcpy(t->x.form_token, DIGEST_2, DIGEST_HEX);
	assert_true(page_token_right(&t->x));
	test_exchange(t, "notifiedForm", NULL, "token=");
	memcpy(t->x.form_token, DIGEST_2, DIGEST_HEX);
	assert_false(page_token_right(&t->x));
}

static void
states(void **state)
{
	struct test *t = *state;

	test_exchange(t, "front", NULL, NULL);
	page_state(&t->x.out, "failing");
	page_contact(&t->x.out, "never-seen");
	page_relative(&t->x.out, 0, NOW);
	page_relative(&t->x.out, NOW + 3 * DAY, NOW);
	page_relative(&t->x.out, NOW - 3 * DAY, NOW);
	assert_string_equal(t->x.out.p, "<span class=\"state fail\"><span "
	    "aria-hidden=\"true\">\xe2\x9c\x95</span> failing</span>"
	    "<span class=\"contact silent\">never seen</span>"
	    "in 3 days3 days ago");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(frame),
		TEST(operators),
		TEST(errors),
		TEST(tokens_of_forms),
		TEST(states),
	};

	return cmocka_run_group_tests_name("page_frame", tests, NULL, NULL);
}
