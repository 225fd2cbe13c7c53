/* Where nobody tells who changed a file, that is said. */
#include "tests/unit/unit.h"

#include <errno.h>

#define writers_port writers_port_none
#include "agent/port/writers_none.c"

static void
never(void *arg, const struct writer *w)
{
	fail_msg("%p %s", arg, w->exe);
}

static void
nobody(void **state)
{
	const struct watch_spot spot = { .folder = "/etc" };
	struct writers *w = NULL;
	struct err e = { .code = 0 };

	assert_int_equal(writers_port_none.open(&w, &e), -ENOTSUP);
	assert_string_equal(e.text, "this system does not tell");
	assert_null(w);
	assert_int_equal(writers_port_none.now(), 0);
	assert_int_equal(writers_port_none.watch(NULL, &spot, 1), 0);
	assert_int_equal(writers_port_none.ask(NULL, "/etc/x", 1, never, NULL),
	    -ENODATA);
	writers_port_none.close(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nobody),
	};

	return cmocka_run_group_tests_name("writers_none", tests, NULL, NULL);
}
