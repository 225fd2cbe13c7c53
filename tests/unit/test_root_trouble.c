/* Failures that are no answer are known afterwards; answers are not. */
#include "agent/base/root_trouble.h"

#include <errno.h>
#include <stdio.h>

#include "agent/base/root.h"
#include "tests/unit/tree.h"
#include "tests/unit/unit.h"

static void
noted(void **state)
{
	struct root_trouble t = { .n = 0 };
	struct root root = { .fd = -1, .trouble = &t };

	assert_int_equal(root_trouble_note(&root, "/a", -EIO), -EIO);
	assert_int_equal(root_trouble_note(&root, "/b", -EMFILE), -EMFILE);
	assert_int_equal(root_trouble_note(&root, "/a", -EACCES), -EACCES);
	assert_int_equal(t.n, 2);
	assert_string_equal(t.list->path, "/a");
	assert_int_equal(t.list->code, EIO);
	assert_string_equal(t.list->next->path, "/b");
	assert_int_equal(t.list->next->code, EMFILE);
	assert_null(t.list->next->next);
	root_trouble_release(&t);
	assert_int_equal(t.n, 0);
	assert_null(t.list);
}

static void
answers(void **state)
{
	struct root_trouble t = { .n = 0 };
	struct root root = { .fd = -1, .trouble = &t };

	assert_int_equal(root_trouble_note(&root, "/a", 0), 0);
	assert_int_equal(root_trouble_note(&root, "/a", 7), 7);
	root_trouble_note(&root, "/a", -ENOENT);
	root_trouble_note(&root, "/a", -ENOTDIR);
	root_trouble_note(&root, "/a", -ELOOP);
	root_trouble_note(&root, "/a", -EISDIR);
	root_trouble_note(&root, "/a", -EINVAL);
	root_trouble_note(&root, "/a", -EFBIG);
	root_trouble_note(&root, "/a", -ENAMETOOLONG);
	assert_int_equal(t.n, 0);
	/* nobody asked for it */
	root.trouble = NULL;
	assert_int_equal(root_trouble_note(&root, "/a", -EIO), -EIO);
}

static void
a_ceiling(void **state)
{
	struct root_trouble t = { .n = 0 };
	struct root root = { .fd = -1, .trouble = &t };
	char path[16];
	int i;

	for (i = 0; i < 40; i++) {
		snprintf(path, sizeof(path), "/%d", i);
		root_trouble_note(&root, path, -EIO);
	}
	assert_int_equal(t.n, 32);
	assert_int_equal(t.more, 8);
	root_trouble_release(&t);
}

/* Every way to ask: a descriptor that is none answers EBADF. */
static void
each_function(void **state)
{
	static const char *const paths[] = { "/read", "/stat", "/lstat",
		"/list", "/link", "/real", "/head", "/glob" };
	struct root_trouble t = { .n = 0 };
	struct root root = { .fd = 1000, .path = "none", .trouble = &t };
	const struct root_trouble_one *one;
	struct buf b = BUF_INIT(100);
	struct pool pool = { .blocks = NULL };
	struct strv names = { .n = 0 };
	char head[ROOT_HEAD];
	struct stat st;
	size_t i = 0;

	assert_true(root_read(&root, "/read", &b, NULL, NULL) < 0);
	assert_true(root_stat(&root, "/stat", &st) < 0);
	assert_true(root_lstat(&root, "/lstat", &st) < 0);
	assert_true(root_list(&root, "/list", &pool, &names, NULL) < 0);
	assert_true(root_readlink(&root, "/link", &b) < 0);
	assert_true(root_resolve(&root, "/real", &b) < 0);
	assert_true(root_head(&root, "/head", head) < 0);
	assert_int_equal(root_glob(&root, "/glob/*", &pool, &names), 0);
	for (one = t.list; one != NULL && i < 8; one = one->next, i++) {
		assert_string_equal(one->path, paths[i]);
		assert_int_equal(one->code, EBADF);
	}
	assert_int_equal(i, 8);
	assert_int_equal(t.n, 8);
	root_trouble_release(&t);
	pool_release(&pool);
	buf_release(&b);
}

/* What is remembered is noted again, for who asks later. */
static void
remembered(void **state)
{
	struct root_trouble t = { .n = 0 };
	struct root root = { .fd = 1000, .path = "none", .trouble = &t };
	struct stat st;

	root_remember(&root);
	assert_int_equal(root_stat(&root, "/x", &st), -EBADF);
	assert_int_equal(t.n, 1);
	root_trouble_release(&t);
	assert_int_equal(root_stat(&root, "/x", &st), -EBADF);
	assert_int_equal(t.n, 1);
	root_trouble_release(&t);
	root_forget(&root);
}

static void
a_sound_tree(void **state)
{
	struct root_trouble t = { .n = 0 };
	struct root root = ROOT_INIT;
	struct buf b = BUF_INIT(100);
	struct pool pool = { .blocks = NULL };
	struct strv names = { .n = 0 };
	struct tree tree;
	struct stat st;

	tree_make(&tree);
	tree_file(&tree, "etc/x", "text");
	tree_link(&tree, "etc/loop", "loop");
	assert_int_equal(root_open(&root, tree.path, NULL), 0);
	root.trouble = &t;
	assert_int_equal(root_read(&root, "/etc/x", &b, NULL, NULL), 0);
	assert_int_equal(root_read(&root, "/etc/none", &b, NULL, NULL),
	    -ENOENT);
	assert_int_equal(root_read(&root, "/etc", &b, NULL, NULL), -EISDIR);
	assert_int_equal(root_stat(&root, "/etc/loop", &st), -ELOOP);
	assert_int_equal(root_stat(&root, "/etc/x/y", &st), -ENOTDIR);
	assert_int_equal(root_glob(&root, "/*/*", &pool, &names), 0);
	assert_int_equal(t.n, 0);
	root_release(&root);
	pool_release(&pool);
	buf_release(&b);
	tree_remove(&tree);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(noted),
		cmocka_unit_test(answers),
		cmocka_unit_test(a_ceiling),
		cmocka_unit_test(each_function),
		cmocka_unit_test(remembered),
		cmocka_unit_test(a_sound_tree),
	};

	return cmocka_run_group_tests_name("root_trouble", tests, NULL, NULL);
}
