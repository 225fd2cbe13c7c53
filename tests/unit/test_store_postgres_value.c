/* collector/store_postgres_value.c: values as the server wants them. */
#include "collector/store_postgres_value.h"

#include <errno.h>

#include "tests/unit/collectortest.h"

static void
texts(void **state)
{
	static const struct { struct query q; const char *text; } cases[] = {
		{ { .sql = "SELECT 1" }, "SELECT 1" },
		{ { .sql = "SELECT n FROM t", .lock = LOCK_ROWS },
		    "SELECT n FROM t FOR UPDATE" },
		{ { .sql = "SELECT n FROM t", .lock = LOCK_FREE },
		    "SELECT n FROM t FOR UPDATE SKIP LOCKED" },
		{ { .sql = "CREATE TABLE t (a BLOB, b BLOB NOT NULL)",
		    .once = true },
		    "CREATE TABLE t (a BYTEA, b BYTEA NOT NULL)" },
		{ { .sql = "SELECT ' BLOB'", .once = true },
		    "SELECT ' BLOB'" },
	};
	char *text;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		text = binding_text(&cases[i].q);
		assert_string_equal(text, cases[i].text);
		free(text);
	}
	assert_int_equal(binding_highest("SELECT $2, $11, $3"), 11);
	assert_int_equal(binding_highest("SELECT 1"), 0);
	assert_int_equal(binding_highest("$"), 0);
}

static void
bindings(void **state)
{
	struct query q = { .sql = "", QUERY_VALUES(value_number(INT64_MIN),
	    value_text("x"), value_null(), value_blob("\0y", 2),
	    value_array("{a}"), value_number(1)) };
	struct binding b;
	struct err e = { .code = 0 };

	assert_int_equal(binding_fill(&b, &q, 5, &e), 0);
	assert_int_equal(b.n, 5);
	assert_string_equal(b.data[0], "-9223372036854775808");
	assert_int_equal(b.types[0], 20);
	assert_string_equal(b.data[1], "x");
	assert_null(b.data[2]);
	assert_int_equal(b.formats[3], 1);
	assert_int_equal(b.lengths[3], 2);
	assert_int_equal(b.types[4], 0);
	q.n = MAX_VALUES + 1;
	assert_int_equal(binding_fill(&b, &q, MAX_VALUES + 1, &e), -EINVAL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts),
		cmocka_unit_test(bindings),
	};

	return cmocka_run_group_tests_name("store_postgres_value", tests,
	    NULL, NULL);
}
