/* Pages of libdb 1.85, in both byte orders. */
#include "tests/unit/rules_fixture.h"

#include "agent/rules/db_file.h"
#include "tests/unit/db_fixture.h"

static const char *const pairs[] = { "a", "1", "bb", "22", NULL };

static void
expect_pairs(const struct db_bytes *b, size_t len, enum db_kind kind)
{
	struct pool pool = { .blocks = NULL };
	const struct db_entry *e;
	struct db_index x;

	assert_int_equal(db_read(&pool, (const char *)b->p, len, kind, &x),
	    0);
	assert_int_equal(x.n, 2);
	e = db_find(&x, "bb", 2);
	assert_non_null(e);
	assert_int_equal(e->value_len, 2);
	assert_memory_equal(e->value, "22", 2);
	assert_non_null(db_find(&x, "a", 1));
	assert_null(db_find(&x, "b", 1));
	pool_release(&pool);
}

static void
test_formats(void **state)
{
	struct db_bytes b;
	int big;

	for (big = 0; big < 2; big++) {
		old_hash(&b, big, pairs);
		expect_pairs(&b, 2 * PAGE, DB_KIND_HASH);
		old_btree(&b, big, pairs);
		expect_pairs(&b, 2 * PAGE, DB_KIND_BTREE);
	}
}

/* A bucket that goes on on an overflow page: address 1 is the first page
 * behind bucket 0. */
static void
test_overflow(void **state)
{
	struct pool pool = { .blocks = NULL };
	struct db_index x;
	struct db_bytes b;

	old_hash(&b, false, pairs);
	memcpy(b.p + 2 * PAGE, b.p + PAGE, PAGE);
	memset(b.p + PAGE, 0, PAGE);
	put_16(&b, PAGE, 2);
	put_16(&b, PAGE + 2, 1);
	put_16(&b, PAGE + 4, 0);
	assert_int_equal(db_read(&pool, (const char *)b.p, 3 * PAGE,
	    DB_KIND_HASH, &x), 0);
	assert_int_equal(x.n, 2);
	/* A chain that leads to itself ends. */
	put_16(&b, PAGE + 2, 0);
	put_16(&b, PAGE + 4, 0);
	db_read(&pool, (const char *)b.p, 3 * PAGE, DB_KIND_HASH, &x);
	assert_true(x.n <= 2);
	pool_release(&pool);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_formats),
		cmocka_unit_test(test_overflow),
	};

	return cmocka_run_group_tests_name("db_old", tests, NULL, NULL);
}
