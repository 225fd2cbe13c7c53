/* Windows of changes: their edges, midnight, and days around the week. */
#include "tests/unit/unit.h"

#include "agent/model/policy_value.h"
#include "agent/model/window.h"

static void
expect(const char *w, int day, int hour, int minute, bool open)
{
	assert_true(value_window(w));
	if (window_open(w, day, hour * 60 + minute) != open)
		fail_msg("%s on day %d at %d:%02d", w, day, hour, minute);
}

static void
every_day(void **state)
{
	expect("03:00-05:00", 2, 2, 59, false);
	expect("03:00-05:00", 2, 3, 0, true);
	expect("03:00-05:00", 6, 4, 59, true);
	expect("03:00-05:00", 6, 5, 0, false);
	expect("00:00-24:00", 3, 0, 0, true);
	expect("00:00-24:00", 3, 23, 59, true);
}

static void
one_day(void **state)
{
	expect("Sun 03:00-05:00", 0, 3, 0, true);
	expect("Sun 03:00-05:00", 1, 3, 0, false);
	expect("Sun 03:00-05:00", 6, 4, 0, false);
}

static void
over_midnight(void **state)
{
	expect("22:00-02:00", 4, 23, 0, true);
	expect("22:00-02:00", 4, 1, 59, true);
	expect("22:00-02:00", 4, 2, 0, false);
	expect("22:00-02:00", 4, 21, 59, false);
	/* It belongs to the evening on which it begins. */
	expect("Sat 22:00-02:00", 6, 22, 0, true);
	expect("Sat 22:00-02:00", 0, 1, 0, true);
	expect("Sat 22:00-02:00", 6, 1, 0, false);
}

static void
days(void **state)
{
	expect("Mon-Fri 20:00-22:00", 1, 20, 0, true);
	expect("Mon-Fri 20:00-22:00", 5, 21, 0, true);
	expect("Mon-Fri 20:00-22:00", 6, 21, 0, false);
	expect("Mon-Fri 20:00-22:00", 0, 21, 0, false);
	/* Around the end of the week. */
	expect("Fri-Mon 20:00-22:00", 0, 21, 0, true);
	expect("Fri-Mon 20:00-22:00", 5, 21, 0, true);
	expect("Fri-Mon 20:00-22:00", 3, 21, 0, false);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_day), cmocka_unit_test(one_day),
		cmocka_unit_test(over_midnight), cmocka_unit_test(days),
	};

	return cmocka_run_group_tests_name("window", tests, NULL, NULL);
}
