/* A private folder for a program of the host. */
#include "agent/port/scratch.h"

#include <errno.h>
#include <sys/stat.h>

#include "tests/unit/unit.h"

static void
files(void **state)
{
	struct scratch s = SCRATCH_INIT;
	struct buf b = BUF_INIT(64), path = BUF_INIT(4096);
	struct err e = { .code = 0 };
	struct stat st;

	assert_int_equal(scratch_make(&s, NULL, &e), 0);
	assert_int_equal(stat(s.path.p, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	assert_int_equal(scratch_put(&s, "a", "one\0two", 7, &e), 0);
	assert_int_equal(scratch_put(&s, "a", "x", 1, &e), -EEXIST);
	assert_int_equal(scratch_read(&s, "a", &b), 0);
	assert_int_equal(b.len, 7);
	assert_memory_equal(b.p, "one\0two", 7);
	assert_int_equal(scratch_read(&s, "b", &b), -ENOENT);
	buf_adds(&path, s.path.p);
	scratch_release(&s);
	assert_int_equal(stat(path.p, &st), -1);
	scratch_release(&s);
	buf_release(&path);
	buf_release(&b);
}

static void
too_much(void **state)
{
	struct scratch s = SCRATCH_INIT;
	struct buf b = BUF_INIT(3);
	struct err e = { .code = 0 };

	assert_int_equal(scratch_make(&s, NULL, &e), 0);
	assert_int_equal(scratch_put(&s, "a", "1234", 4, &e), 0);
	assert_int_equal(scratch_read(&s, "a", &b), -EFBIG);
	scratch_release(&s);
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files),
		cmocka_unit_test(too_much),
	};

	return cmocka_run_group_tests_name("scratch", tests, NULL, NULL);
}
