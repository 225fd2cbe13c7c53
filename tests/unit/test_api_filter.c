/* collector/api_filter.c: query parameters. */
#include "collector/api.h"

#include "tests/unit/collectortest.h"

static void
read_and_refused(void **state)
{
	static const char *const wrong[] = { "limit=0", "limit=1001",
		"limit=1x", "after=-1", "state=sick", "contact=lost" };
	struct test *t = *state;
	struct host_filter f;
	size_t i;

	test_exchange(t, "listHosts", "state=overdue&limit=7&after=9&"
	    "department=a%26b+c&search=", NULL);
	assert_true(api_filter(&t->x, &f));
	assert_true(f.overdue);
	assert_null(f.condition);
	assert_int_equal(f.limit, 7);
	assert_int_equal(f.after, 9);
	assert_string_equal(f.department, "a&b c");
	assert_null(f.search);
	assert_int_equal(f.now, NOW);
	test_exchange(t, "listHosts", "state=stale", NULL);
	assert_true(api_filter(&t->x, &f));
	assert_string_equal(f.contact, "stale");
	assert_int_equal(f.limit, 100);
	/* A form sends what was left empty, too. */
	test_exchange(t, "listHosts", "state=&contact=&check=&limit=&after=",
	    NULL);
	assert_true(api_filter(&t->x, &f));
	assert_null(f.contact);
	assert_null(f.check);
	assert_int_equal(f.limit, 100);
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		test_exchange(t, "listHosts", wrong[i], NULL);
		assert_false(api_filter(&t->x, &f));
		assert_int_equal(t->x.status, 400);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(read_and_refused),
	};

	return cmocka_run_group_tests_name("api_filter", tests, NULL, NULL);
}
