/* Waits after failures: full jitter, Retry-After, clocks that jump. */
#include "tests/unit/unit.h"

#include <string.h>

#include "agent/send/backoff.h"

#define NOW 1795338000

static void
doubling(void **state)
{
	static const int64_t bounds[] = { 600, 1200, 2400, 3600, 3600,
		3600, 3600 };
	struct backoff b = { .failures = 0 }, low;
	size_t i;

	assert_int_equal(backoff_left(&b, NOW), 0);
	for (i = 0; i < sizeof(bounds) / sizeof(bounds[0]); i++) {
		low = b;
		backoff_fail(&low, NOW, -1, 0);
		assert_int_equal(backoff_left(&low, NOW), 0);
		low = b;
		backoff_fail(&low, NOW, -1, UINT32_C(0x80000000));
		assert_int_equal(backoff_left(&low, NOW), bounds[i] / 2);
		backoff_fail(&b, NOW, -1, UINT32_MAX);
		assert_int_equal(backoff_left(&b, NOW), bounds[i]);
		assert_int_equal(b.failures, i + 1);
	}
}

static void
told(void **state)
{
	struct backoff b = { .failures = 0 };

	backoff_fail(&b, NOW, 600, 0);
	assert_int_equal(backoff_left(&b, NOW), 600);
	b.failures = 0;
	/* All were told the same: they come within as long again. */
	backoff_fail(&b, NOW, 600, UINT32_MAX);
	assert_int_equal(backoff_left(&b, NOW), 1200);
	/* Nobody is silenced for ever. */
	backoff_fail(&b, NOW, INT64_C(1) << 40, UINT32_MAX);
	assert_int_equal(backoff_left(&b, NOW), 90000);
}

static void
clocks(void **state)
{
	struct backoff b = { .failures = 0 };

	backoff_fail(&b, NOW, 600, 0);
	assert_int_equal(backoff_left(&b, NOW + 599), 1);
	assert_int_equal(backoff_left(&b, NOW + 600), 0);
	assert_int_equal(backoff_left(&b, NOW - 1), 0);
	assert_int_equal(backoff_left(&b, 5), 0);
	b.written = 5;
	assert_int_equal(backoff_left(&b, 6), 0);
}

static void
kept(void **state)
{
	struct backoff b = { .failures = 3, .written = NOW,
		.until = NOW + 77 }, again;
	struct buf text = BUF_INIT(4096);

	backoff_write(&b, &text);
	backoff_parse(&again, text.p, text.len);
	assert_int_equal(again.failures, 3);
	assert_int_equal(again.written, NOW);
	assert_int_equal(again.until, NOW + 77);
	backoff_parse(&again, "failures -1\nuntil x\n", 19);
	assert_int_equal(again.failures, 0);
	assert_int_equal(again.until, 0);
	buf_release(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(doubling), cmocka_unit_test(told),
		cmocka_unit_test(clocks), cmocka_unit_test(kept),
	};

	return cmocka_run_group_tests_name("backoff", tests, NULL, NULL);
}
