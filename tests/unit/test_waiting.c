/* Waiting for this host's turn. */
#include "tests/unit/unit.h"

#include "agent/waiting.h"

/* One second has one turn: the first. */
static void
at_once(void **state)
{
	struct err e = { .code = 0 };

	assert_int_equal(waiting_splay(1, &e), 0);
	assert_int_equal(e.code, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(at_once) };

	return cmocka_run_group_tests_name("waiting", tests, NULL, NULL);
}
