/* A lock that ends with its process, files that only grow, trust. */
#include "tests/unit/unit.h"

#include <sys/wait.h>

#include "agent/base/root_lock.h"
#include "tests/unit/tree.h"

static void
one_at_a_time(void **state)
{
	struct root root = ROOT_INIT;
	struct err e = { .code = 0 };
	struct tree t;
	pid_t holder, pid;
	int fd, ready[2], end[2];
	char c;

	tree_make(&t);
	assert_int_equal(root_open(&root, t.path, NULL), 0);
	assert_int_equal(pipe(ready), 0);
	assert_int_equal(pipe(end), 0);
	pid = fork();
	if (pid == 0) {
		close(end[1]);
		fd = root_lock(&root, "/lock", &holder, NULL);
		(void)!write(ready[1], "x", 1);
		(void)!read(end[0], &c, 1);
		_exit(fd < 0);
	}
	assert_int_equal(read(ready[0], &c, 1), 1);
	assert_int_equal(root_lock(&root, "/lock", &holder, &e), -EAGAIN);
	assert_int_equal(holder, pid);
	close(end[1]);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	fd = root_lock(&root, "/lock", &holder, &e);
	assert_true(fd >= 0);
	close(fd);
	tree_link(&t, "trap", "/etc/passwd");
	assert_true(root_lock(&root, "/trap", &holder, &e) < 0);
	close(ready[0]);
	close(ready[1]);
	close(end[0]);
	root_release(&root);
	tree_remove(&t);
}

static void
appending(void **state)
{
	struct root root = ROOT_INIT;
	struct buf b = BUF_INIT(100);
	struct tree t;
	int fd;

	tree_make(&t);
	assert_int_equal(root_open(&root, t.path, NULL), 0);
	fd = root_append_open(&root, "/j", true, NULL);
	assert_true(fd >= 0);
	assert_int_equal(root_append(fd, "one\n", 4, true), 0);
	assert_int_equal(root_append(fd, "two", 3, false), 0);
	assert_int_equal(root_append_cut(fd, 4), 0);
	close(fd);
	assert_int_equal(root_append_open(&root, "/j", true, NULL), -EEXIST);
	fd = root_append_open(&root, "/j", false, NULL);
	assert_int_equal(root_append(fd, "three\n", 6, true), 0);
	close(fd);
	assert_int_equal(root_read(&root, "/j", &b, NULL, NULL), 0);
	assert_string_equal(b.p, "one\nthree\n");
	buf_release(&b);
	root_release(&root);
	tree_remove(&t);
}

static void
trust(void **state)
{
	struct root root = ROOT_INIT;
	struct err e = { .code = 0 };
	struct tree t;

	tree_make(&t);
	tree_folder(&t, "var/lib/ours");
	tree_link(&t, "var/link", "lib/ours");
	assert_int_equal(root_open(&root, t.path, NULL), 0);
	assert_int_equal(root_trusted(&root, "/var/lib/ours", &e), 0);
	assert_int_equal(root_trusted(&root, "/var/link", &e), -ELOOP);
	assert_int_equal(root_trusted(&root, "/var/none", &e), -ENOENT);
	/* Who may write above it may put another in its place. */
	assert_int_equal(chmod(tree_path(&t, "var/lib"), 0777), 0);
	assert_int_equal(root_trusted(&root, "/var/lib/ours", &e), -EPERM);
	assert_string_equal(e.text, "/var/lib/ours: others may write to "
	    "/var/lib");
	assert_int_equal(chmod(tree_path(&t, "var/lib"), 0755), 0);
	assert_int_equal(chmod(tree_path(&t, "var/lib/ours"), 0770), 0);
	assert_int_equal(root_trusted(&root, "/var/lib/ours", &e), -EPERM);
	assert_string_equal(e.text, "/var/lib/ours: others may write to it");
	if (geteuid() == 0) {
		assert_int_equal(chmod(tree_path(&t, "var/lib/ours"), 0700),
		    0);
		assert_int_equal(chown(tree_path(&t, "var/lib"), 25, 25), 0);
		assert_int_equal(root_trusted(&root, "/var/lib/ours", &e),
		    -EPERM);
	}
	root_release(&root);
	tree_remove(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_at_a_time),
		cmocka_unit_test(appending), cmocka_unit_test(trust),
	};

	return cmocka_run_group_tests_name("root_lock", tests, NULL, NULL);
}
