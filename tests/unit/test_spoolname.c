/* Names of spooled reports. */
#include "tests/unit/unit.h"

#include "agent/base/spoolname.h"

static void
names(void **state)
{
	static const char *const bad[] = { "", ".", "state", "lock",
		"0000000000000042", "0000000000000042.repor",
		"0000000000000042.report~", "000000000000042.report",
		"00000000000000042.report", "0000000000000000.report",
		"9007199254740992.report", "-000000000000042.report",
		".hm-abcdef", "000000000000004x.report" };
	char name[SPOOL_NAME];
	long long n = 7;
	size_t i;

	spool_name(name, 42, SPOOL_CHANGE);
	assert_string_equal(name, "0000000000000042.report");
	assert_int_equal(spool_parse(name, &n), SPOOL_CHANGE);
	assert_int_equal(n, 42);
	spool_name(name, SPOOL_MAX_SEQUENCE, SPOOL_HEARTBEAT);
	assert_string_equal(name, "9007199254740991.heartbeat");
	assert_int_equal(spool_parse(name, &n), SPOOL_HEARTBEAT);
	assert_int_equal(n, 9007199254740991);
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(spool_parse(bad[i], &n), SPOOL_NONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(names) };

	return cmocka_run_group_tests_name("spoolname", tests, NULL, NULL);
}
