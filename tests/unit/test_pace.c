/* So many connections in a second, for each network. */
#include "probe/pace.h"

#include "tests/unit/unit.h"

static struct address
address(const char *text)
{
	struct address a = { .family = 0 };

	assert_int_equal(address_parse(text, &a), 0);
	return a;
}

static void
rate(void **state)
{
	struct pool pool = { .blocks = NULL };
	struct pace p = { .pool = &pool, .rate = 2 };
	struct address a = address("192.0.2.1"), b = address("192.0.2.200"),
	    c = address("192.0.3.1");

	/* Two at once, the third half a second later; another network is
	 * not held up. */
	assert_int_equal(pace_take(&p, &a, 1000), 0);
	assert_int_equal(pace_take(&p, &b, 1000), 0);
	assert_int_equal(pace_take(&p, &a, 1000), 500);
	assert_int_equal(pace_take(&p, &c, 1000), 0);
	assert_int_equal(pace_take(&p, &a, 1300), 200);
	assert_int_equal(pace_take(&p, &a, 1500), 0);
	assert_int_equal(pace_take(&p, &a, 1501), 499);
	/* After a long time it is two again, and no more. */
	assert_int_equal(pace_take(&p, &a, 90000), 0);
	assert_int_equal(pace_take(&p, &a, 90000), 0);
	assert_int_equal(pace_take(&p, &a, 90000), 500);
	pool_release(&pool);
}

static void
ten_seconds(void **state)
{
	struct pool pool = { .blocks = NULL };
	struct pace p = { .pool = &pool, .rate = 7 };
	struct address a = address("2001:db8::1");
	int64_t now, n = 0;

	for (now = 0; now < 10000; now++)
		n += pace_take(&p, &a, now) == 0;
	/* 7 at once, and 7 in each second. */
	assert_in_range(n, 76, 77);
	p.rate = 0;
	for (n = 0; n < 1000; n++)
		assert_int_equal(pace_take(&p, &a, 0), 0);
	pool_release(&pool);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rate),
		cmocka_unit_test(ten_seconds),
	};

	return cmocka_run_group_tests_name("pace", tests, NULL, NULL);
}
