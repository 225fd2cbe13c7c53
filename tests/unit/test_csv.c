/* collector/csv.c: records of RFC 4180. */
#include "collector/csv.h"

#include <string.h>

#include "tests/unit/unit.h"

static void
records(void **state)
{
	static const char text[] = "a,\"b \"\"c\"\",\nd\",\r\n\nlast";
	struct pool pool = { .blocks = NULL };
	struct strv f = { .n = 0 };
	struct csv c;

	csv_init(&c, text, strlen(text));
	assert_true(csv_next(&c, &pool, &f));
	assert_int_equal(f.n, 3);
	assert_string_equal(f.v[0], "a");
	assert_string_equal(f.v[1], "b \"c\",\nd");
	assert_string_equal(f.v[2], "");
	assert_int_equal(c.line, 1);
	assert_true(csv_next(&c, &pool, &f));
	assert_int_equal(f.n, 1);
	assert_int_equal(c.line, 3);
	assert_true(csv_next(&c, &pool, &f));
	assert_string_equal(f.v[0], "last");
	assert_false(csv_next(&c, &pool, &f));
	assert_null(c.wrong);
	pool_release(&pool);
}

static void
flaws(void **state)
{
	static const struct { const char *text, *wrong; } cases[] = {
		{ "a,\"b", "a quote is not closed" },
		{ "\"a\"b,c", "text behind the closing quote" },
		{ "a\"b", "a quote inside a field" },
		{ "J\xf6rg", "no UTF-8" },
	};
	struct pool pool = { .blocks = NULL };
	struct strv f = { .n = 0 };
	struct csv c;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		csv_init(&c, cases[i].text, strlen(cases[i].text));
		assert_false(csv_next(&c, &pool, &f));
		assert_string_equal(c.wrong, cases[i].wrong);
	}
	csv_init(&c, "a\0b", 3);
	assert_false(csv_next(&c, &pool, &f));
	assert_string_equal(c.wrong, "a NUL");
	csv_init(&c, "a\"\nnext", 7);
	assert_false(csv_next(&c, &pool, &f));
	assert_true(csv_next(&c, &pool, &f));
	assert_string_equal(f.v[0], "next");
	pool_release(&pool);
}

static void
fields_are_written(void **state)
{
	struct buf b = BUF_INIT(1000);

	csv_field(&b, "a\"b", true);
	csv_field(&b, NULL, false);
	csv_field(&b, "=1+1", false);
	assert_string_equal(b.p, "\"a\"\"b\",,\"'=1+1\"");
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(records),
		cmocka_unit_test(flaws),
		cmocka_unit_test(fields_are_written),
	};

	return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}
