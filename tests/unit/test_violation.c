/* collector/violation.c: how long a check has failed. */
#include "collector/violation.h"

#include "tests/unit/unit.h"

#define GRACE (21 * 86400)

static void
begins_and_goes_on(void **state)
{
	struct violation v = { .first_failed = 0 };

	assert_int_equal(violation_judge(&v, VERDICT_PASS, 50, GRACE),
	    VIOLATION_NONE);
	assert_int_equal(violation_judge(&v, VERDICT_FAIL, 100, GRACE),
	    VIOLATION_BEGIN);
	assert_int_equal(v.first_failed, 100);
	assert_int_equal(violation_judge(&v, VERDICT_FAIL, 200, GRACE),
	    VIOLATION_GO_ON);
	assert_int_equal(v.first_failed, 100);
	assert_int_equal(v.last_failed, 200);
}

static void
only_proof_ends_it(void **state)
{
	struct violation v = { .first_failed = 100, .last_failed = 100 };

	assert_int_equal(violation_judge(&v, VERDICT_UNKNOWN, 200, GRACE),
	    VIOLATION_NONE);
	assert_int_equal(violation_judge(&v, VERDICT_NOT_APPLICABLE, 200,
	    GRACE), VIOLATION_NONE);
	assert_int_equal(v.ended_at, 0);
	assert_int_equal(violation_judge(&v, VERDICT_WARN, 300, GRACE),
	    VIOLATION_END);
	assert_int_equal(v.ended_at, 300);
}

static void
flapping_does_not_reset(void **state)
{
	struct violation v = { .first_failed = 100, .last_failed = 100,
	    .notified_at = 150 };

	violation_judge(&v, VERDICT_PASS, 200, GRACE);
	assert_int_equal(violation_deadline(&v, GRACE), 0);
	assert_int_equal(violation_judge(&v, VERDICT_FAIL, 200 + GRACE - 1,
	    GRACE), VIOLATION_REOPEN);
	assert_int_equal(v.first_failed, 100);
	assert_int_equal(violation_deadline(&v, GRACE), 150 + GRACE);
	violation_judge(&v, VERDICT_PASS, 1000 + GRACE, GRACE);
	assert_int_equal(violation_judge(&v, VERDICT_FAIL, 1000 + 2 * GRACE,
	    GRACE), VIOLATION_BEGIN);
	assert_int_equal(v.notified_at, 0);
}

static void
the_later_counts(void **state)
{
	struct violation v = { .first_failed = 100 };

	assert_int_equal(violation_deadline(&v, GRACE), 0);
	v.notified_at = 40;
	assert_int_equal(violation_deadline(&v, GRACE), 100 + GRACE);
	v.notified_at = 500;
	assert_int_equal(violation_deadline(&v, GRACE), 500 + GRACE);
}

static void
outages_are_credited(void **state)
{
	struct violation v = { .first_failed = 100, .notified_at = 100 };

	violation_credit(&v, 50, 90);
	assert_int_equal(v.credit, 0);
	violation_credit(&v, 50, 110);
	assert_int_equal(v.credit, 10);
	violation_credit(&v, 200, 300);
	assert_int_equal(violation_deadline(&v, GRACE), 100 + GRACE + 110);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(begins_and_goes_on),
		cmocka_unit_test(only_proof_ends_it),
		cmocka_unit_test(flapping_does_not_reset),
		cmocka_unit_test(the_later_counts),
		cmocka_unit_test(outages_are_credited),
	};

	return cmocka_run_group_tests_name("violation", tests, NULL, NULL);
}
