/* Database files: which format, and what is none. */
#include "tests/unit/rules_fixture.h"

#include "agent/rules/db_file.h"
#include "tests/unit/db_fixture.h"

static void
test_kinds(void **state)
{
	static const char *const pairs[] = { "a", "1", NULL };
	struct pool pool = { .blocks = NULL };
	struct db_bytes b;
	struct db_index x;

	assert_int_equal(db_read(&pool, "", 0, DB_KIND_HASH, &x), -EINVAL);
	assert_int_equal(db_read(&pool, "no such file at all", 19,
	    DB_KIND_HASH, &x), -EINVAL);
	new_meta(&b, true, false);
	new_page(&b, 1, true, pairs);
	assert_int_equal(db_read(&pool, (const char *)b.p, 2 * PAGE,
	    DB_KIND_BTREE, &x), -EPROTOTYPE);
	b.p[26] = 1;
	assert_int_equal(db_read(&pool, (const char *)b.p, 2 * PAGE,
	    DB_KIND_HASH, &x), -ENOTSUP);
	b.p[26] = 0;
	put_32(&b, 20, 700);
	assert_int_equal(db_read(&pool, (const char *)b.p, 2 * PAGE,
	    DB_KIND_HASH, &x), -EINVAL);
	assert_null(db_find(&x, "a", 1));
	pool_release(&pool);
}

/* ndbm: a block with key and value at its end. */
static void
test_pag(void **state)
{
	struct pool pool = { .blocks = NULL };
	unsigned char block[2048] = { 0 };
	struct db_index x;

	block[0] = 2;
	block[2] = 0xfe, block[3] = 3;	/* 1022: "kk" */
	block[4] = 0xfb, block[5] = 3;	/* 1019: "val" */
	memcpy(block + 1019, "valkk", 5);
	assert_int_equal(db_read_pag(&pool, (const char *)block, 2048, &x),
	    0);
	assert_int_equal(x.n, 1);
	assert_non_null(db_find(&x, "kk", 2));
	assert_memory_equal(db_find(&x, "kk", 2)->value, "val", 3);
	assert_int_equal(db_read_pag(&pool, (const char *)block, 100, &x),
	    -EINVAL);
	/* The other order. */
	memmove(block, (const unsigned char[]){ 0, 2, 3, 0xfe, 3, 0xfb }, 6);
	assert_int_equal(db_read_pag(&pool, (const char *)block, 1024, &x),
	    0);
	assert_non_null(db_find(&x, "kk", 2));
	pool_release(&pool);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_pag),
	};

	return cmocka_run_group_tests_name("db_file", tests, NULL, NULL);
}
