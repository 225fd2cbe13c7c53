/* collector/tls.c: a server's context. */
#include "collector/tls.h"

#include <string.h>

#include "tests/unit/unit.h"

/* What works is shown by tests/collector/tls. */
static void
files_that_are_none(void **state)
{
	struct err e = { .code = 0 };

	assert_null(tls_server("/nonexistent/cert", "/nonexistent/key", NULL,
	    &e));
	assert_memory_equal(e.text, "/nonexistent/cert: ", 19);
	assert_null(tls_server("/dev/null", "/dev/null", NULL, &e));
	assert_memory_equal(e.text, "/dev/null: ", 11);
	tls_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_that_are_none),
	};

	return cmocka_run_group_tests_name("tls", tests, NULL, NULL);
}
