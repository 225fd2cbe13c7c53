/* Acknowledgements, which are a stranger's numbers. */
#include "tests/unit/unit.h"

#include <string.h>

#include "agent/base/spoolack.h"

static void
parse(struct spoolack *a, const char *text)
{
	spoolack_parse(a, text, strlen(text));
}

static void
reading(void **state)
{
	struct spoolack a;

	parse(&a, "done 42\nrejected 40 413\nrejected 41 400\n");
	assert_int_equal(a.done, 42);
	assert_int_equal(a.n, 2);
	assert_true(spoolack_rejected(&a, 40));
	assert_int_equal(a.rejected[1].status, 400);
	assert_false(spoolack_rejected(&a, 42));
	parse(&a, "");
	assert_int_equal(a.done, 0);
	assert_int_equal(a.n, 0);
	parse(&a, "done -1\ndone 1099511627777\nrejected 40\nrejected 0 413\n"
	    "rejected 40 99\nrejected x 413\nrejected 40 413 1\n");
	assert_int_equal(a.done, 0);
	assert_int_equal(a.n, 0);
	parse(&a, "done 1099511627776\n");
	assert_int_equal(a.done, 1099511627776);
}

static void
bounded(void **state)
{
	struct buf b = BUF_INIT(SPOOLACK_MAX);
	struct spoolack a = { .done = 900 }, again;
	int i;

	for (i = 1; i <= SPOOLACK_REJECTED + 3; i++) {
		spoolack_reject(&a, i, 413);
		spoolack_reject(&a, i, 413);
	}
	assert_int_equal(a.n, SPOOLACK_REJECTED);
	assert_false(spoolack_rejected(&a, 3));
	assert_true(spoolack_rejected(&a, 4));
	assert_true(spoolack_rejected(&a, SPOOLACK_REJECTED + 3));
	spoolack_write(&a, &b);
	assert_false(b.failed);
	parse(&again, b.p);
	assert_int_equal(again.done, 900);
	assert_int_equal(again.n, a.n);
	assert_memory_equal(again.rejected, a.rejected, sizeof(a.rejected));
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reading), cmocka_unit_test(bounded),
	};

	return cmocka_run_group_tests_name("spoolack", tests, NULL, NULL);
}
