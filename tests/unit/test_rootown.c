/* The group of a folder of ours. */
#include "tests/unit/unit.h"

#include <errno.h>

#include "agent/base/rootown.h"
#include "tests/unit/tree.h"

static void
finding(void **state)
{
	struct root root = ROOT_INIT;
	struct tree t;
	gid_t gid = 7;

	tree_make(&t);
	assert_int_equal(root_open(&root, t.path, NULL), 0);
	assert_int_equal(rootown_find_group(&root, "hardenmail", &gid),
	    -ENOENT);
	tree_file(&t, "etc/group", "root:x:0:\nhardenmailer:x:5:\n"
	    "#hardenmail:x:6:\nhardenmail:x:-1:\nhardenmail:x\n"
	    "hardenmail:*:1042:a,b\nhardenmail:x:1043:\n");
	assert_int_equal(rootown_find_group(&root, "hardenmail", &gid), 0);
	assert_int_equal(gid, 1042);
	tree_file(&t, "etc/group", "x:x:1\nhardenmail:x:77");
	assert_int_equal(rootown_find_group(&root, "hardenmail", &gid), 0);
	assert_int_equal(gid, 77);
	assert_int_equal(rootown_find_group(&root, "none", &gid), -ENOENT);
	assert_int_equal(gid, 77);
	root_release(&root);
	tree_remove(&t);
}

static void
giving(void **state)
{
	struct root root = ROOT_INIT;
	struct err e = { .code = 0 };
	struct tree t;
	struct stat st;
	const gid_t gid = geteuid() == 0 ? 1042 : getegid();

	tree_make(&t);
	tree_folder(&t, "var/spool");
	tree_link(&t, "var/link", "spool");
	assert_int_equal(root_open(&root, t.path, NULL), 0);
	assert_int_equal(rootown_group(&root, "/var/spool", gid, 0750, &e),
	    0);
	assert_int_equal(root_stat(&root, "/var/spool", &st), 0);
	assert_int_equal(st.st_gid, gid);
	assert_int_equal(st.st_mode & 07777, 0750);
	assert_int_equal(st.st_uid, geteuid());
	/* No link leads it to another folder. */
	assert_true(rootown_group(&root, "/var/link", gid, 0700, &e) < 0);
	assert_true(rootown_group(&root, "/var/none", gid, 0700, &e) ==
	    -ENOENT);
	assert_int_equal(root_stat(&root, "/var/spool", &st), 0);
	assert_int_equal(st.st_mode & 07777, 0750);
	root_release(&root);
	tree_remove(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finding), cmocka_unit_test(giving),
	};

	return cmocka_run_group_tests_name("rootown", tests, NULL, NULL);
}
