/* The place of a change: where new files are made. */
#include "tests/unit/unit.h"

#include "agent/base/root_spot.h"
#include "tests/unit/tree.h"

/* The folders that are offered, in turn, as names of files put there. */
static void
stages(void **state)
{
	struct root root = ROOT_INIT;
	struct root_change c = { .root = &root, .path = "/etc/rc.d/S1",
	    .stage = "/state" };
	struct root_spot s;
	struct stat st, at;
	struct tree t;

	tree_make(&t);
	tree_file(&t, "etc/rc.d/S1", "x");
	tree_folder(&t, "state");
	assert_int_equal(root_open(&root, t.path, NULL), 0);
	assert_int_equal(root_spot_walk(&s, &c), 0);
	assert_int_equal(fstat(root_spot_stage(&s, 0), &st), 0);
	assert_int_equal(stat(tree_path(&t, "state"), &at), 0);
	assert_int_equal(st.st_ino, at.st_ino);
	assert_int_equal(fstat(root_spot_stage(&s, 1), &st), 0);
	assert_int_equal(stat(t.path, &at), 0);
	assert_int_equal(st.st_ino, at.st_ino);
	assert_int_equal(fstat(root_spot_stage(&s, 2), &st), 0);
	assert_int_equal(stat(tree_path(&t, "etc"), &at), 0);
	assert_int_equal(st.st_ino, at.st_ino);
	assert_int_equal(fstat(root_spot_stage(&s, 3), &st), 0);
	assert_int_equal(stat(tree_path(&t, "etc/rc.d"), &at), 0);
	assert_int_equal(st.st_ino, at.st_ino);
	assert_int_equal(root_spot_stage(&s, 4), -ENOENT);
	assert_int_equal(root_spot_close(&s, 0), 0);
	root_release(&root);
	tree_remove(&t);
}

/* Who may write to a folder could put his own file in our place. */
static void
not_where_others_write(void **state)
{
	struct root root = ROOT_INIT;
	struct root_change c = { .root = &root, .path = "/etc/rc.d/S1",
	    .stage = "/state" };
	struct root_spot s;
	struct tree t;

	tree_make(&t);
	tree_file(&t, "etc/rc.d/S1", "x");
	tree_folder(&t, "state");
	assert_int_equal(chmod(tree_path(&t, "state"), 0777), 0);
	assert_int_equal(chmod(tree_path(&t, "etc"), 0775), 0);
	assert_int_equal(root_open(&root, t.path, NULL), 0);
	assert_int_equal(root_spot_walk(&s, &c), 0);
	assert_int_equal(root_spot_stage(&s, 0), -EXDEV);
	assert_true(root_spot_stage(&s, 1) >= 0);
	assert_int_equal(root_spot_stage(&s, 2), -EXDEV);
	assert_int_equal(root_spot_close(&s, 0), 0);
	/* Another file system has no use as stage. */
	c.stage = "/proc";
	root_release(&root);
	tree_remove(&t);
}

static void
the_way(void **state)
{
	struct root root = ROOT_INIT;
	struct root_change c = { .root = &root };
	struct root_spot s;
	struct err e = { .code = 0 };
	struct tree t;

	tree_make(&t);
	tree_file(&t, "etc/file", "x");
	tree_link(&t, "link", "etc");
	assert_int_equal(root_open(&root, t.path, NULL), 0);
	c.e = &e;
	c.path = "/link/file";
	assert_int_equal(root_spot_close(&s, root_spot_walk(&s, &c)),
	    -ELOOP);
	assert_string_equal(e.text, "/link/file: a link is on the way");
	e.text[0] = '\0';
	c.path = "/etc/none/file";
	assert_int_equal(root_spot_close(&s, root_spot_walk(&s, &c)),
	    -ENOENT);
	c.path = "/etc/none";
	assert_int_equal(root_spot_close(&s, root_spot_walk(&s, &c)), 0);
	e.text[0] = '\0';
	c.path = "/";
	assert_int_equal(root_spot_close(&s, root_spot_walk(&s, &c)),
	    -EISDIR);
	root_release(&root);
	tree_remove(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stages),
		cmocka_unit_test(not_where_others_write),
		cmocka_unit_test(the_way),
	};

	return cmocka_run_group_tests_name("root_spot", tests, NULL, NULL);
}
