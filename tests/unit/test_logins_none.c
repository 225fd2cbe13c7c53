/* Without login records nobody is logged in. */
#include "tests/unit/unit.h"

#define logins_each logins_each_none
#include "agent/port/logins_none.c"

static void
never(void *arg, const char *user, const char *line)
{
	fail_msg("%p %s %s", arg, user, line);
}

static void
nobody(void **state)
{
	logins_each_none(never, NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nobody),
	};

	return cmocka_run_group_tests_name("logins_none", tests, NULL, NULL);
}
