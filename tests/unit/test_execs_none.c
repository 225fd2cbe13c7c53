/* Where nothing tells, that is said. */
#include "tests/unit/unit.h"

#include <errno.h>

#define execs_open execs_open_none
#define execs_close execs_close_none
#include "agent/port/execs_none.c"

static void
says_so(void **state)
{
	struct execs *x = NULL;
	struct err e = { .code = 0 };

	assert_int_equal(execs_open_none(1, NULL, NULL, &x, &e), -ENOTSUP);
	assert_null(x);
	assert_true(e.text[0] != '\0');
	execs_close_none(x);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_so),
	};

	return cmocka_run_group_tests_name("execs_none", tests, NULL, NULL);
}
