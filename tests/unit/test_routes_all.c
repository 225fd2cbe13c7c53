/* collector/routes_all.c: the table. */
#include "collector/api.h"

#include "tests/unit/collectortest.h"

static void
rows_are_whole(void **state)
{
	const struct route *r, *other;
	size_t n = 0;

	for (r = routes; r->method != NULL; r++, n++) {
		assert_non_null(r->answer);
		assert_non_null(r->name);
		assert_non_null(r->summary);
		assert_int_equal(r->path[0], '/');
		for (other = routes; other != r; other++) {
			assert_string_not_equal(other->name, r->name);
			assert_false(strcmp(other->path, r->path) == 0 &&
			    strcmp(other->method, r->method) == 0);
		}
		/* What changes something is never open to all. */
		if (strcmp(r->method, "POST") == 0)
			assert_true(r->access != ACCESS_OPEN &&
			    r->access != ACCESS_READER);
		/* A reader stores nothing; a login is none of the store's. */
		if (r->at == AT_READER && r->access != ACCESS_LOGIN)
			assert_string_equal(r->method, "GET");
	}
	assert_true(n >= 20);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(rows_are_whole),
	};

	return cmocka_run_group_tests_name("routes_all", tests, NULL, NULL);
}
