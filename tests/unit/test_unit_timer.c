/* Spans and calendar events of timers (systemd.time(7)). */
#include "tests/unit/unit.h"

#include "platforms/unit_timer.h"

static void
spans(void **state)
{
	(void)state;
	assert_int_equal(unit_timer_span("90"), 90);
	assert_int_equal(unit_timer_span("15min"), 900);
	assert_int_equal(unit_timer_span("1h 30min"), 5400);
	assert_int_equal(unit_timer_span("2d4h"), 187200);
	assert_int_equal(unit_timer_span("1 week"), 604800);
	assert_int_equal(unit_timer_span(""), -1);
	assert_int_equal(unit_timer_span("soon"), -1);
	assert_int_equal(unit_timer_span("5parsec"), -1);
	assert_int_equal(unit_timer_span("99999999999999999999"), -1);
	/* With a long of 32 bits too. */
	assert_int_equal(unit_timer_span("31536000 weeks"), -1);
	assert_int_equal(unit_timer_span("300 weeks"), 181440000);
}

static long
every(const char *key, const char *value)
{
	struct unit_value v = { .section = "Timer", .key = key,
		.value = value };

	return unit_timer_every(&(struct unit){ .values = &v });
}

static void
settings(void **state)
{
	struct unit_value b = { .section = "Timer", .key = "OnUnitActiveSec",
		.value = "5min" };
	struct unit_value a = { .section = "Timer", .key = "OnCalendar",
		.value = "hourly", .next = &b };

	(void)state;
	assert_int_equal(every("OnCalendar", "hourly"), 3600);
	assert_int_equal(every("OnCalendar", "*:0/15"), 900);
	assert_int_equal(every("OnCalendar", "*:00/20:00"), 1200);
	assert_int_equal(every("OnCalendar", "*:5"), 3600);
	assert_int_equal(every("OnCalendar", "Mon *-*-* 03:00"), 0);
	assert_int_equal(every("OnBootSec", "5min"), 0);
	assert_int_equal(every("OnUnitInactiveSec", "10m"), 600);
	assert_int_equal(unit_timer_every(&(struct unit){ .values = &a }),
	    300);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(spans),
		cmocka_unit_test(settings),
	};

	return cmocka_run_group_tests_name("unit_timer", tests, NULL, NULL);
}
