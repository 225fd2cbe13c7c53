/* Memory, and that a refusal is known afterwards. */
#include "agent/base/memory.h"

#include <stdint.h>
#include <stdlib.h>

#include "agent/base/buf.h"
#include "agent/base/pool.h"
#include "tests/unit/unit.h"

/* One more than any object may have (PTRDIFF_MAX): a 32-bit program under a
 * 64-bit kernel does get less than that. */
#define TOO_MUCH (SIZE_MAX / 2 + 1)

/* What is too much is refused here too, and no error. */
const char *__asan_default_options(void);
const char * __attribute__((weak))
__asan_default_options(void)
{
	return "allocator_may_return_null=1";
}

static void
given(void **state)
{
	char *p = memory_alloc(3), *zero = memory_zeroed(2, 2);

	memory_forget();
	assert_non_null(p);
	assert_non_null(zero);
	assert_int_equal(zero[0] + zero[1] + zero[2] + zero[3], 0);
	p[2] = 'x';
	p = memory_resize(p, 100);
	assert_non_null(p);
	assert_int_equal(p[2], 'x');
	free(p);
	p = memory_alloc(0);
	assert_non_null(p);
	free(p);
	free(zero);
	assert_false(memory_refused());
}

static void
refused(void **state)
{
	/* not known to the compiler, which warns of such sizes */
	volatile size_t much = TOO_MUCH;
	char *p = memory_alloc(1);

	memory_forget();
	assert_null(memory_alloc(much));
	assert_true(memory_refused());
	memory_forget();
	assert_false(memory_refused());
	assert_null(memory_zeroed(much, 2));
	assert_true(memory_refused());
	memory_forget();
	assert_null(memory_resize(p, much));
	assert_true(memory_refused());
	memory_forget();
	free(p);
}

/* A ceiling is no refusal; of memory, buffers and pools are users. */
static void
users(void **state)
{
	struct buf small = BUF_INIT(3), large = BUF_INIT(TOO_MUCH);
	struct pool pool = { .blocks = NULL };

	memory_forget();
	assert_true(buf_adds(&small, "four") < 0);
	assert_false(memory_refused());
	assert_true(buf_reserve(&large, TOO_MUCH - 1) < 0);
	assert_true(memory_refused());
	memory_forget();
	assert_null(pool_alloc(&pool, TOO_MUCH));
	assert_true(memory_refused());
	memory_forget();
	buf_release(&small);
	buf_release(&large);
	pool_release(&pool);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(given),
		cmocka_unit_test(refused),
		cmocka_unit_test(users),
	};

	return cmocka_run_group_tests_name("memory", tests, NULL, NULL);
}
