/* collector/limiter.c: a bucket for each who asks. */
#include "collector/limiter.h"

#include "tests/unit/unit.h"

static void
a_sixth_at_once(void **state)
{
	struct limiter *l = limiter_new();
	int i;

	assert_non_null(l);
	for (i = 0; i < 600; i++)
		assert_int_equal(limiter_take(l, "a", 3600, 1000), 0);
	assert_int_equal(limiter_take(l, "a", 3600, 1000), 1);
	assert_int_equal(limiter_wait(l, "b", 3600, 1000), 0);
	assert_int_equal(limiter_take(l, "a", 3600, 1001), 0);
	assert_int_equal(limiter_take(l, "a", 3600, 1001), 1);
	/* Longer than it takes to be full again. */
	assert_int_equal(limiter_take(l, "a", 3600, 9000), 0);
	/* A clock that goes back does not refuse for ever. */
	assert_int_equal(limiter_take(l, "a", 3600, 10), 0);
	limiter_free(l);
}

static void
slow_rates(void **state)
{
	struct limiter *l = limiter_new();
	int i;

	for (i = 0; i < 60; i++)
		assert_int_equal(limiter_take(l, "a", 60, 0), 0);
	assert_int_equal(limiter_wait(l, "a", 60, 0), 60);
	assert_int_equal(limiter_wait(l, "a", 60, 59), 1);
	assert_int_equal(limiter_wait(l, "a", 60, 60), 0);
	assert_int_equal(limiter_take(l, "a", 0, 0), 0);
	assert_int_equal(limiter_take(NULL, "a", 1, 0), 0);
	limiter_free(l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sixth_at_once),
		cmocka_unit_test(slow_rates),
	};

	return cmocka_run_group_tests_name("limiter", tests, NULL, NULL);
}
