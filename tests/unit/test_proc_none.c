/* What a build without its own proc port says. */
#include "tests/unit/unit.h"

#include <errno.h>

#include "agent/port/proc_none.c"

static void
test_nothing(void **state)
{
	const unsigned long inode = 1461;
	struct err e = { .code = 0 };
	struct proc_blind seen = { .foreign = 0 };
	struct proc *p = NULL;
	bool blind = false;
	pid_t pid = 7;

	assert_int_equal(proc_port.list(NULL, NULL, NULL, NULL, &p, &seen,
	    &e), -ENOSYS);
	assert_string_equal(e.text,
	    "this build cannot read the process table");
	assert_int_equal(proc_port.get(NULL, 1, NULL, &p, &e), -ENOSYS);
	assert_int_equal(proc_port.holders(NULL, &inode, 1, 1, NULL, &pid,
	    &blind, &e), 0);
	assert_int_equal(pid, 0);
	assert_true(blind);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_nothing) };

	return cmocka_run_group_tests_name("proc_none", tests, NULL, NULL);
}
