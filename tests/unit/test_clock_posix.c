/* The clock of this machine. */
#include "tests/unit/unit.h"

#include <time.h>

#include "agent/port/host.h"

static void
test_now(void **state)
{
	int64_t before = (int64_t)time(NULL), got = clock_port.now(NULL);

	assert_true(got >= before);
	assert_true(got <= (int64_t)time(NULL));
}

static void
test_tick(void **state)
{
	int64_t a = clock_port.tick(NULL), b;

	nanosleep(&(struct timespec){ .tv_nsec = 30000000 }, NULL);
	b = clock_port.tick(NULL);
	assert_true(b - a >= 30);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_now),
		cmocka_unit_test(test_tick),
	};

	return cmocka_run_group_tests_name("clock_posix", tests, NULL, NULL);
}
