/* What a build without its own sock port says. */
#include "tests/unit/unit.h"

#include <errno.h>

#include "agent/port/sock_none.c"

static void
test_nothing(void **state)
{
	struct pool pool = { .blocks = NULL };
	struct err e = { .code = 0 };
	struct strv a = { .n = 0 }, m = { .n = 0 };
	struct sock *s = NULL;
	const char *text = NULL;

	assert_int_equal(sock_port.listeners(NULL, &pool, &s, &e), -ENOSYS);
	assert_string_equal(e.text, "this build cannot read sockets");
	assert_int_equal(sock_port.addresses(NULL, &pool, &a, &m, &e),
	    -ENOSYS);
	assert_int_equal(sock_port.name(NULL, &pool, &text, &e), 0);
	assert_non_null(text);
	pool_release(&pool);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_nothing) };

	return cmocka_run_group_tests_name("sock_none", tests, NULL, NULL);
}
