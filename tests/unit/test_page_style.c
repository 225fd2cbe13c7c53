/* collector/page_style.c: the stylesheet. */
#include "collector/page.h"

#include "tests/unit/collectortest.h"

static void
name_is_of_the_contents(void **state)
{
	struct test *t = *state;
	char path[PAGE_STYLE], hex[DIGEST_HEX];

	page_style_path(path);
	test_exchange(t, "style", NULL, NULL);
	t->x.id = path + strlen("/style/");
	assert_int_equal(test_answer(t), 200);
	assert_string_equal(t->x.type, "text/css; charset=utf-8");
	assert_string_equal(t->x.fields[0].name, "Cache-Control");
	digest_of(t->x.out.p, t->x.out.len, hex);
	hex[16] = '\0';
	assert_int_equal(strncmp(path + strlen("/style/"), hex, 16), 0);
	assert_says(t, "prefers-color-scheme: dark");
	assert_says(t, "@media print");
	assert_null(strstr(t->x.out.p, "url("));
	test_exchange(t, "style", NULL, NULL);
	t->x.id = "0123456789abcdef.css";
	assert_int_equal(test_answer(t), 404);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(name_is_of_the_contents),
	};

	return cmocka_run_group_tests_name("page_style", tests, NULL, NULL);
}
