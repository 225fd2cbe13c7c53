/* Without libarchive nothing is unpacked, and a way is named. */
#include "tests/unit/unit.h"

#include <errno.h>
#include <string.h>

#define unpack_tar unpack_tar_none
#include "agent/port/unpack_none.c"

static void
says_what_to_do(void **state)
{
	struct buf folder = BUF_INIT(64);
	struct err e = { .code = 0 };

	assert_int_equal(unpack_tar_none("/tmp/host.tar", &folder, &e),
	    -ENOSYS);
	assert_non_null(strstr(e.text, "/tmp/host.tar: "));
	assert_non_null(strstr(e.text, "--root"));
	assert_int_equal(folder.len, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_what_to_do),
	};

	return cmocka_run_group_tests_name("unpack_none", tests, NULL, NULL);
}
