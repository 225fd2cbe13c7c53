/* Names and lists of them. */
#include "tests/unit/unit.h"

#include "agent/base/name.h"

static void
the_last_component(void **state)
{
	assert_string_equal(name_of("/usr/lib/sendmail"), "sendmail");
	assert_string_equal(name_of("sendmail"), "sendmail");
	assert_string_equal(name_of("/usr/lib/"), "");
	assert_string_equal(name_of(""), "");
}

static void
lists(void **state)
{
	static const char *const list[] = { "sh", "ksh", "", NULL };

	assert_true(name_in(list, "sh"));
	assert_true(name_in(list, "ksh"));
	assert_true(name_in(list, ""));
	assert_false(name_in(list, "s"));
	assert_false(name_in(list, "shh"));
	assert_false(name_in(list + 3, ""));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_last_component),
		cmocka_unit_test(lists),
	};

	return cmocka_run_group_tests_name("name", tests, NULL, NULL);
}
