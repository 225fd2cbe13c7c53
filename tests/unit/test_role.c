/* The names of roles are the report's words. */
#include "agent/model/role.h"

#include "tests/unit/unit.h"

static void
names_are_those_of_the_report(void **state)
{
	assert_string_equal(role_name(ROLE_UNKNOWN), "unknown");
	assert_string_equal(role_name(ROLE_LOOPBACK_DAEMON),
	    "loopback-daemon");
	assert_string_equal(role_name(ROLE_ONE_SHOT), "one-shot");
	assert_string_equal(tri_name(TRI_UNKNOWN), "unknown");
	assert_string_equal(tri_name(TRI_YES), "yes");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_those_of_the_report),
	};

	return cmocka_run_group_tests_name("role", tests, NULL, NULL);
}
