/* The port of systems without inotify. */
#include "tests/unit/unit.h"

#include "agent/port/watch_poll.c"

static void
it_watches(void **state)
{
	const struct watch_spot spot = { .folder = "/nonexistent" };
	struct watch *w = NULL;

	assert_int_equal(watch_port.open(&spot, 1, &w, NULL), 0);
	assert_non_null(w);
	assert_int_equal(watch_port.wait(w, 10, -1, NULL), 0);
	watch_port.close(w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(it_watches) };

	return cmocka_run_group_tests_name("watch_poll", tests, NULL, NULL);
}
