/* Owner, mode, times and extended attributes: read, and given to another. */
#include "tests/unit/unit.h"

#include <sys/xattr.h>
#include <time.h>

#include "agent/base/root_attr.h"
#include "tests/unit/tree.h"

static const struct timespec times[2] = {
	{ .tv_sec = 800000000, .tv_nsec = 1 },
	{ .tv_sec = 900000000, .tv_nsec = 2 },
};

static void
round_trip(void **state)
{
	struct pool p = { .blocks = NULL };
	struct root root = ROOT_INIT;
	struct root_attr a, b;
	struct tree t;
	bool xattrs;
	int fd;

	tree_make(&t);
	tree_file(&t, "a", "1");
	tree_file(&t, "b", "22");
	assert_int_equal(root_open(&root, t.path, NULL), 0);
	xattrs = setxattr(tree_path(&t, "a"), "user.note", "x\0y", 3, 0) == 0;
	if (xattrs)
		assert_int_equal(setxattr(tree_path(&t, "b"), "user.other",
		    "z", 1, 0), 0);
	assert_int_equal(chmod(tree_path(&t, "a"), 02755), 0);
	assert_int_equal(utimensat(AT_FDCWD, tree_path(&t, "a"), times, 0),
	    0);
	assert_int_equal(root_attr_read(&root, "/a", &p, &a, NULL), 0);
	assert_int_equal(a.mode, 02755);
	assert_int_equal(a.mtime.tv_sec, 900000000);
	assert_int_equal(a.mtime.tv_nsec, 2);

	fd = open(tree_path(&t, "b"), O_RDWR);
	assert_int_equal(root_attr_give(fd, &a, true), 0);
	assert_int_equal(root_attr_of(fd, &p, &b), 0);
	close(fd);
	assert_int_equal(b.mode, 02755);
	assert_int_equal(b.atime.tv_sec, 800000000);
	assert_int_equal(b.mtime.tv_sec, 900000000);
	if (xattrs) {
		assert_non_null(b.xattrs);
		assert_string_equal(b.xattrs->name, "user.note");
		assert_int_equal(b.xattrs->len, 3);
		assert_memory_equal(b.xattrs->value, "x\0y", 3);
		assert_null(b.xattrs->next);
	}
	root_release(&root);
	tree_remove(&t);
	pool_release(&p);
}

static void
links_are_not_followed(void **state)
{
	struct pool p = { .blocks = NULL };
	struct root root = ROOT_INIT;
	struct root_attr a = { .mode = 1 };
	struct tree t;

	tree_make(&t);
	tree_link(&t, "l", "nowhere");
	assert_int_equal(root_open(&root, t.path, NULL), 0);
	assert_int_equal(root_attr_read(&root, "/l", &p, &a, NULL), 0);
	assert_int_equal(a.mode, 0777);
	assert_null(a.xattrs);
	assert_int_equal(root_attr_read(&root, "/none", &p, &a, NULL),
	    -ENOENT);
	root_release(&root);
	tree_remove(&t);
	pool_release(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(round_trip),
		cmocka_unit_test(links_are_not_followed),
	};

	return cmocka_run_group_tests_name("root_attr", tests, NULL, NULL);
}
