/* What POSIX alone offers: the callers walk every path themselves. */
#include "agent/base/compat.h"

#include <errno.h>

#include "agent/base/compat_posix.c"
#include "tests/unit/unit.h"

static void
no_such_call(void **state)
{
	errno = 0;
	assert_int_equal(compat_open_in_root(0, "/", O_RDONLY), -1);
	assert_int_equal(errno, ENOSYS);
}

/* The type bits are those that the host's own macros know. */
static void
type_bits(void **state)
{
	assert_true(S_ISREG(S_IFREG));
	assert_true(S_ISDIR(S_IFDIR));
	assert_true(S_ISLNK(S_IFLNK));
	assert_int_equal(S_IFREG & S_IFMT, S_IFREG);
	assert_int_equal((S_IFDIR | 07777) & S_IFMT, S_IFDIR);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_such_call),
		cmocka_unit_test(type_bits),
	};

	return cmocka_run_group_tests_name("compat_posix", tests, NULL, NULL);
}
