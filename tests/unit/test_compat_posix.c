/* What POSIX alone offers: the callers walk every path themselves. */
#include "agent/base/compat.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

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

static int
on_entry(void *arg, const char *name, mode_t kind)
{
	unsigned *n = arg;

	assert_int_equal(kind, 0);
	*n += strcmp(name, "null") == 0;
	return *n > 0 ? 7 : 0;
}

static void
entries(void **state)
{
	unsigned n = 0;

	assert_int_equal(compat_entries(open("/dev", O_RDONLY), on_entry,
	    &n), 7);
	assert_int_equal(n, 1);
	assert_int_equal(compat_entries(open("/dev/null", O_RDONLY), on_entry,
	    &n), -ENOTDIR);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_such_call),
		cmocka_unit_test(type_bits),
		cmocka_unit_test(entries),
	};

	return cmocka_run_group_tests_name("compat_posix", tests, NULL, NULL);
}
