/* What a build without D-Bus says. */
#include "tests/unit/unit.h"

#include "agent/port/bus_none.c"

static void
says_so(void **state)
{
	struct unit_state s;
	struct err e = { .code = 0 };

	assert_int_equal(service_port.state(NULL, "x.service", &s, &e),
	    -ENOTSUP);
	assert_string_equal(e.text, "this program was built without D-Bus");
	assert_int_equal(service_port.act(NULL, "StopUnit", "x.service", 1,
	    &e), -ENOTSUP);
	assert_true(service_port.run == service_run);
	assert_true(service_port.signal == service_signal);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(says_so) };

	return cmocka_run_group_tests_name("bus_none", tests, NULL, NULL);
}
