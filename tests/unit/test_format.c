/* The registry of formats. */
#include "agent/format.h"

#include "tests/unit/unit.h"

static void
by_name(void **state)
{
	assert_ptr_equal(formats[0], &format_text);
	assert_ptr_equal(format_find("json"), &format_json);
	assert_ptr_equal(format_find("text"), &format_text);
	assert_null(format_find("xml"));
	assert_null(format_find(""));
	assert_null(format_find("JSON"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_name),
	};

	return cmocka_run_group_tests_name("format", tests, NULL, NULL);
}
