/* One call for a path, the same answers as the walk, nothing outside. */
#include "tests/unit/unit.h"

#include "agent/base/root_fast.h"
#include "tests/unit/tree.h"

static void
put(const struct tree *t, const char *name, const char *text)
{
	int fd = open(tree_path(t, name), O_WRONLY | O_CREAT | O_TRUNC, 0644);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)),
	    (ssize_t)strlen(text));
	close(fd);
}

/* 0, or -EAGAIN where this kernel leaves it to the walk. */
static void
expect(int got, int want)
{
	if (got != -EAGAIN)
		assert_int_equal(got, want);
}

static void
test_tree(void **state)
{
	struct tree t;
	struct root root = ROOT_INIT;
	struct stat st;
	int fd;

	tree_make(&t);
	put(&t, "file", "inside");
	assert_int_equal(symlink("/file", tree_path(&t, "absolute")), 0);
	assert_int_equal(symlink("../../../../etc/passwd",
	    tree_path(&t, "out")), 0);
	assert_int_equal(root_open(&root, t.path, NULL), 0);
	assert_false(root.own);
	expect(root_fast_stat(&root, "/absolute", &st, ROOT_LAST_FOLLOW), 0);
	expect(root_fast_stat(&root, "/out", &st, ROOT_LAST_FOLLOW), -ENOENT);
	expect(root_fast_stat(&root, "/file/x", &st, ROOT_LAST_FOLLOW),
	    -ENOTDIR);
	if (root_fast_stat(&root, "/absolute", &st, ROOT_LAST_KEEP) == 0)
		assert_true(S_ISLNK(st.st_mode));
	assert_int_equal(root_fast_stat(&root, "file", &st,
	    ROOT_LAST_FOLLOW), -EAGAIN);
	/* What the overlay says, only the walk knows. */
	assert_int_equal(root_overlay_put(&root, "/new", "x", 1), 0);
	fd = root_fast_open(&root, "/file", O_RDONLY);
	assert_int_equal(fd, -EAGAIN);
	root_release(&root);
	tree_remove(&t);
}

static void
test_own(void **state)
{
	struct root root = ROOT_INIT;
	char target[64], path[300];
	struct stat a, b;
	struct tree t;
	size_t len = 0;

	tree_make(&t);
	assert_int_equal(symlink("somewhere", tree_path(&t, "link")), 0);
	snprintf(path, sizeof(path), "%s/link", t.path);
	assert_int_equal(root_open(&root, "/", NULL), 0);
	assert_true(root.own);
	assert_int_equal(root_fast_stat(&root, "/etc", &a, ROOT_LAST_FOLLOW),
	    0);
	assert_int_equal(stat("/etc", &b), 0);
	assert_true(a.st_ino == b.st_ino);
	if (t.path[0] == '/') {
		assert_int_equal(root_fast_readlink(&root, path, target,
		    sizeof(target), &len), 0);
		assert_int_equal(len, 9);
		assert_memory_equal(target, "somewhere", 9);
	}
	assert_int_equal(root_fast_readlink(&root, "/etc/.", target,
	    sizeof(target), &len), -EINVAL);
	/* The kernel's links below /proc lead out of any text. */
	assert_int_equal(root_fast_readlink(&root, "/proc/self/exe", target,
	    sizeof(target), &len), -EAGAIN);
	root_release(&root);
	tree_remove(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tree),
		cmocka_unit_test(test_own),
	};

	return cmocka_run_group_tests_name("root_fast", tests, NULL, NULL);
}
