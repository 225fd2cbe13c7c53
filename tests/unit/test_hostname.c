/* The name of this machine. */
#include "tests/unit/unit.h"

#include <string.h>
#include <unistd.h>

#include "agent/port/hostname.h"

static void
test_name(void **state)
{
	struct pool pool = { .blocks = NULL };
	const char *name = NULL;
	char text[256] = "";

	assert_int_equal(hostname_read(NULL, &pool, &name, NULL), 0);
	assert_int_equal(gethostname(text, sizeof(text) - 1), 0);
	assert_string_equal(name, text);
	pool_release(&pool);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_name) };

	return cmocka_run_group_tests_name("hostname", tests, NULL, NULL);
}
