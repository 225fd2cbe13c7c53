/* collector/page_trend.c: the trend. */
#include "collector/page.h"
#include "collector/totals.h"

#include "tests/unit/collectortest.h"

static void
words_and_picture(void **state)
{
	struct totals today = { .condition = { 2, 0, 1, 7 }, .overdue = 1 };
	struct test *t = *state;

	test_exchange(t, "front", NULL, NULL);
	test_run(t, "INSERT INTO trend VALUES (1799798400, 'failing', 8, 0),"
	    " (1799971200, 'failing', 99, 0)");
	assert_int_equal(page_trend(&t->x.out, &t->store, NOW, &today, &t->e),
	    0);
	/* The figures of today are those of now. */
	assert_says(t, "On 2027-01-13: 8 failing, 0 unknown, 0 warning and 0 "
	    "compliant. On 2027-01-15: 2 failing, 0 unknown, 1 warning and 7 "
	    "compliant. Most were failing on 2027-01-13: 8.");
	assert_says(t, "<th scope=\"row\">2027-01-15</th><td class=\"n\">2<");
	assert_says(t, "role=\"img\" aria-labelledby=\"trend-words\"");
	/* 150 high, of 10: 8 failing are 120, from 38 below the edge of 8. */
	assert_says(t, "<rect class=\"fail\" x=\"653\" y=\"38.0\" width=\"6\""
	    " height=\"120.0\"/>");
	assert_null(strstr(t->x.out.p, "style="));
}

static void
no_hosts(void **state)
{
	struct totals today = { .hosts = 0 };
	struct test *t = *state;

	test_exchange(t, "front", NULL, NULL);
	assert_int_equal(page_trend(&t->x.out, &t->store, NOW, &today, &t->e),
	    0);
	assert_says(t, "On 2027-01-15: 0 failing, 0 unknown, 0 warning and 0 "
	    "compliant.</figcaption>");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(words_and_picture),
		TEST(no_hosts),
	};

	return cmocka_run_group_tests_name("page_trend", tests, NULL, NULL);
}
