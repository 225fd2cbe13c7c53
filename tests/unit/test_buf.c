/* The ceiling, the NUL behind, and what a failure leaves. */
#include "tests/unit/unit.h"

#include "agent/base/buf.h"

#include <errno.h>
#include <string.h>

static void
test_add(void **state)
{
	struct buf b = BUF_INIT(1000);
	int i;

	assert_int_equal(buf_adds(&b, ""), 0);
	assert_string_equal(b.p, "");
	assert_int_equal(buf_add(&b, "a\0b", 3), 0);
	assert_int_equal(buf_addc(&b, 'c'), 0);
	assert_int_equal(buf_addf(&b, "%d%s", 42, "x"), 0);
	assert_int_equal(b.len, 7);
	assert_memory_equal(b.p, "a\0bc42x", 8);
	for (i = 0; i < 300; i++)
		assert_int_equal(buf_addf(&b, "%03d", i), 0);
	assert_int_equal(b.len, 907);
	assert_memory_equal(b.p + 904, "299", 4);
	buf_release(&b);
	assert_null(b.p);
	assert_int_equal(b.max, 1000);
	buf_release(&b);
}

/* One byte at a time must not cost a new piece of memory for each. */
static void
test_growth(void **state)
{
	struct buf b = BUF_INIT(100000);
	size_t cap = 0;
	int i, moves = 0;

	for (i = 0; i < 100000; i++) {
		assert_int_equal(buf_addc(&b, 'x'), 0);
		moves += b.cap != cap;
		cap = b.cap;
	}
	assert_true(moves <= 20);
	buf_release(&b);
}

static void
test_ceiling(void **state)
{
	struct buf b = BUF_INIT(5);

	assert_int_equal(buf_adds(&b, "12345"), 0);
	assert_false(b.failed);
	assert_int_equal(buf_add(&b, "", 0), 0);
	assert_int_equal(buf_addc(&b, '6'), -E2BIG);
	assert_true(b.failed);
	assert_string_equal(b.p, "12345");
	/* It stays failed, so that one look at the end is enough. */
	assert_int_equal(buf_adds(&b, ""), -E2BIG);
	buf_clear(&b);
	assert_false(b.failed);
	assert_int_equal(buf_addf(&b, "%s", "123456"), -E2BIG);
	buf_clear(&b);
	assert_int_equal(buf_reserve(&b, SIZE_MAX), -E2BIG);
	buf_release(&b);
}

static void
test_reserve(void **state)
{
	struct buf b = BUF_INIT(100);

	assert_int_equal(buf_reserve(&b, 100), 0);
	memset(b.p, 'x', 100);
	b.len = 100;
	assert_int_equal(buf_reserve(&b, 0), 0);
	assert_int_equal(buf_reserve(&b, 1), -E2BIG);
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_add),
		cmocka_unit_test(test_growth),
		cmocka_unit_test(test_ceiling),
		cmocka_unit_test(test_reserve),
	};

	return cmocka_run_group_tests_name("buf", tests, NULL, NULL);
}
