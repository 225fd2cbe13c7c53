/* --list-checks: every check with its question, a line each. */
#include "agent/commands.h"

#include "checks/check.h"
#include "tests/unit/captured.h"

static void
a_line_each(void **state)
{
	const struct check *const *c;
	char text[4096], *p;
	size_t lines = 0, n = 0;

	assert_int_equal(captured(cmd_list, &(struct settings){ .root = NULL },
	    text, sizeof(text)), 0);
	for (p = text; (p = strchr(p, '\n')) != NULL; p++)
		lines++;
	for (c = checks; *c != NULL; c++, n++) {
		assert_non_null(strstr(text, (*c)->name));
		assert_non_null(strstr(text, (*c)->title));
	}
	assert_int_equal(lines, n);
	assert_memory_equal(text, "smtp-listener            nothing listens "
	    "for mail beyond loopback\n", 64);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_each),
	};

	return cmocka_run_group_tests_name("cmd_list", tests, NULL, NULL);
}
