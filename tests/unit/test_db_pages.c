/* Pages of libdb 2 and later, in both byte orders. */
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
		new_meta(&b, true, big);
		new_page(&b, 1, true, pairs);
		expect_pairs(&b, 2 * PAGE, DB_KIND_HASH);
		new_meta(&b, false, big);
		new_page(&b, 1, false, pairs);
		expect_pairs(&b, 2 * PAGE, DB_KIND_BTREE);
	}
}

/* An item of pages of its own: page 2, its chain ends with page 3. */
static void
test_long(void **state)
{
	struct pool pool = { .blocks = NULL };
	const struct db_entry *e;
	struct db_index x;
	struct db_bytes b;
	size_t at = PAGE - 2 - 12;

	new_meta(&b, true, false);
	b.p[PAGE + 25] = 13;
	put_16(&b, PAGE + 20, 2);
	put_16(&b, PAGE + 26, PAGE - 2);
	memcpy(b.p + 2 * PAGE - 2, "\1k", 2);
	put_16(&b, PAGE + 28, (unsigned)at);
	b.p[PAGE + at] = 3;
	put_32(&b, PAGE + at + 4, 2);
	put_32(&b, PAGE + at + 8, 500);
	b.p[2 * PAGE + 25] = b.p[3 * PAGE + 25] = 7;
	put_16(&b, 2 * PAGE + 22, 486);
	put_32(&b, 2 * PAGE + 16, 3);
	put_16(&b, 3 * PAGE + 22, 14);
	memset(b.p + 2 * PAGE + 26, 'v', 486);
	memset(b.p + 3 * PAGE + 26, 'w', 14);
	assert_int_equal(db_read(&pool, (const char *)b.p, sizeof(b.p),
	    DB_KIND_HASH, &x), 0);
	e = db_find(&x, "k", 1);
	assert_non_null(e);
	assert_int_equal(e->value_len, 500);
	assert_int_equal(e->value[486], 'w');
	/* A chain that leads into itself, or nowhere: no such pair. */
	put_32(&b, 2 * PAGE + 16, 77);
	assert_int_equal(db_read(&pool, (const char *)b.p, sizeof(b.p),
	    DB_KIND_HASH, &x), 0);
	assert_null(db_find(&x, "k", 1));
	pool_release(&pool);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_formats),
		cmocka_unit_test(test_long),
	};

	return cmocka_run_group_tests_name("db_pages", tests, NULL, NULL);
}
