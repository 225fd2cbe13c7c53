/* The table of commands. */
#include "agent/commands.h"

#include "tests/unit/unit.h"

static void
by_option(void **state)
{
	static const enum option all[] = { OPTION_CHECK, OPTION_EXPLAIN,
		OPTION_LIST_CHECKS, OPTION_HELP, OPTION_VERSION,
		OPTION_WATCH };
	size_t i;

	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		assert_non_null(command_find(all[i]));
		assert_int_equal(command_find(all[i])->option, all[i]);
	}
	assert_null(command_find(OPTION_ROOT));
	assert_null(command_find((enum option)0));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_option),
	};

	return cmocka_run_group_tests_name("commands", tests, NULL, NULL);
}
