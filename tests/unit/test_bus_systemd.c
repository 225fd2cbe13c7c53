/* systemd by D-Bus, where there is no bus: what it does on a booted host is
 * tested on booted hosts. */
#include "tests/unit/unit.h"


#include "agent/port/bus_systemd.c"

static void
no_bus(void **state)
{
	struct unit_state s;
	struct err e = { .code = 0 };

	setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent/bus", 1);
	assert_true(service_port.state(NULL, "x.service", &s, &e) < 0);
	assert_string_equal(e.text, "the system bus: No such file or "
	    "directory");
	e.text[0] = '\0';
	assert_true(service_port.act(NULL, "Reload", NULL, 1000, &e) < 0);
	assert_memory_equal(e.text, "the system bus: ", 16);
}

/* All functions that are loaded late are there. */
static void
library(void **state)
{
	struct bus b = { .bus = NULL };
	struct err e = { .code = 0 };

	assert_int_equal(load(&b, &e), 0);
	assert_non_null(b.f.sd_bus_open_system);
	assert_non_null(b.f.sd_bus_get_property_string);
}

static void
jobs(void **state)
{
	char text[8];

	keep(text, sizeof(text), "done");
	assert_string_equal(text, "done");
	keep(text, sizeof(text), "dependency");
	assert_string_equal(text, "depende");
	assert_true(is("active", "active"));
	assert_false(is(NULL, "active"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_bus), cmocka_unit_test(library),
		cmocka_unit_test(jobs),
	};

	return cmocka_run_group_tests_name("bus_systemd", tests, NULL, NULL);
}
