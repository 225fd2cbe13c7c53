/* collector/route.c: the way of a request. */
#include "collector/route.h"

#include "tests/unit/collectortest.h"

static void
decoding(void **state)
{
	struct pool pool = { .blocks = NULL };

	assert_string_equal(url_decode(&pool, "a%2Fb+c%c3%A9", 13, true),
	    "a/b c\xc3\xa9");
	assert_string_equal(url_decode(&pool, "a+b", 3, false), "a+b");
	assert_string_equal(url_decode(&pool, "", 0, false), "");
	assert_null(url_decode(&pool, "%", 1, false));
	assert_null(url_decode(&pool, "%2", 2, false));
	assert_null(url_decode(&pool, "%2g", 3, false));
	assert_null(url_decode(&pool, "%00", 3, false));
	pool_release(&pool);
}

static void
queries(void **state)
{
	struct test *t = *state;

	test_exchange(t, "listHosts", "a=1&b=x%3Dy&&c&a=2&=z", NULL);
	assert_string_equal(exchange_query(&t->x, "a"), "1");
	assert_string_equal(exchange_query(&t->x, "b"), "x=y");
	assert_null(exchange_query(&t->x, "c"));
	assert_null(exchange_query(&t->x, "d"));
	test_exchange(t, "listHosts", NULL, NULL);
	assert_null(exchange_query(&t->x, "a"));
}

/* The body of a form ends where it is said to. */
static void
forms(void **state)
{
	struct test *t = *state;

	test_exchange(t, "loginForm", "a=query", "a=1+2&b=%3C&&c&d=45");
	t->q.body_len -= 1;
	assert_string_equal(exchange_form(&t->x, "a"), "1 2");
	assert_string_equal(exchange_form(&t->x, "b"), "<");
	assert_string_equal(exchange_form(&t->x, "d"), "4");
	assert_null(exchange_form(&t->x, "c"));
	assert_null(exchange_form(&t->x, ""));
	test_exchange(t, "loginForm", NULL, NULL);
	assert_null(exchange_form(&t->x, "a"));
}

static void
errors(void **state)
{
	struct test *t = *state;
	int i;

	test_exchange(t, "listHosts", NULL, NULL);
	exchange_error(&t->x, 422, "%s", "a \"b\"");
	assert_int_equal(t->x.status, 422);
	assert_says(t, "\"code\": \"not-a-report\"");
	assert_says(t, "\"message\": \"a \\\"b\\\"\"");
	for (i = 0; i < 20; i++)
		exchange_field(&t->x, "A", "b");
	assert_int_equal(t->x.n_fields, MAX_FIELDS_OUT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(decoding),
		TEST(queries),
		TEST(forms),
		TEST(errors),
	};

	return cmocka_run_group_tests_name("route", tests, NULL, NULL);
}
