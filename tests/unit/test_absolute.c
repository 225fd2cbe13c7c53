/* agent/base/absolute.c: paths from the root on. */
#include "agent/base/absolute.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "tests/unit/unit.h"

static void
paths(void **state)
{
	struct buf b = BUF_INIT(65536), small = BUF_INIT(4);
	struct err e = { .code = 0 };
	char here[4096];

	assert_int_equal(path_absolute("/a/b", &b, NULL), 0);
	assert_string_equal(b.p, "/a/b");
	assert_non_null(getcwd(here, sizeof(here)));
	assert_int_equal(path_absolute("x", &b, NULL), 0);
	assert_memory_equal(b.p, here, strlen(here));
	assert_string_equal(b.p + strlen(here), "/x");
	assert_int_equal(path_absolute("/too/long", &small, &e),
	    -ENAMETOOLONG);
	assert_string_equal(e.text, "/too/long: too long");
	buf_release(&b);
	buf_release(&small);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(paths),
	};

	return cmocka_run_group_tests_name("absolute", tests, NULL, NULL);
}
