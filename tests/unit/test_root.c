/* Reading below a root: links, "..", and things that are no files. */
#include "tests/unit/unit.h"

#include "agent/base/root.h"
#include "tests/unit/tree.h"

#include <sys/wait.h>

struct fixture {
	struct tree tree, outside;
	struct root root;
	struct buf buf;
};

static int
setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	tree_make(&f->tree);
	tree_make(&f->outside);
	tree_file(&f->outside, "secret", "OUTSIDE");
	tree_file(&f->tree, "etc/mail/sendmail.cf", "V10/Berkeley\n");
	f->buf = BUF_INIT(ROOT_MAX_FILE);
	f->root = ROOT_INIT;
	assert_int_equal(root_open(&f->root, f->tree.path, NULL), 0);
	*state = f;
	return 0;
}

static int
teardown(void **state)
{
	struct fixture *f = *state;

	buf_release(&f->buf);
	root_release(&f->root);
	tree_remove(&f->tree);
	tree_remove(&f->outside);
	free(f);
	return 0;
}

static void
expect(struct fixture *f, const char *path, const char *text)
{
	struct err e = { 0 };

	if (root_read(&f->root, path, &f->buf, NULL, &e) < 0)
		fail_msg("%s", e.text);
	assert_string_equal(f->buf.p, text);
}

/* text: NULL for the path and what this C library calls the error. */
static void
expect_fail(struct fixture *f, const char *path, int r, const char *text)
{
	struct err e = { 0 };
	char plain[256];

	snprintf(plain, sizeof(plain), "%s: %s", path, strerror(-r));
	if (text == NULL)
		text = plain;
	assert_int_equal(buf_adds(&f->buf, "old"), 0);
	assert_int_equal(root_read(&f->root, path, &f->buf, NULL, &e), r);
	assert_string_equal(e.text, text);
	assert_int_equal(e.code, -r);
	assert_non_null(strstr(f->buf.p, "old"));
	buf_clear(&f->buf);
}

static void
test_open(void **state)
{
	struct root root = ROOT_INIT;
	struct err e = { 0 };

	assert_int_equal(root_open(&root, "/no/such/tree", &e), -ENOENT);
	assert_string_equal(e.text,
	    "/no/such/tree: No such file or directory");
	assert_int_equal(root.fd, -1);
	root_release(&root);
	root_release(&root);
}

static void
test_read(void **state)
{
	struct fixture *f = *state;
	struct stat st;

	expect(f, "/etc/mail/sendmail.cf", "V10/Berkeley\n");
	expect(f, "//etc/./mail//../mail/sendmail.cf", "V10/Berkeley\n");
	assert_int_equal(root_read(&f->root, "/etc/mail/sendmail.cf", &f->buf,
	    &st, NULL), 0);
	assert_int_equal(st.st_size, 13);
	tree_file(&f->tree, "empty", "");
	expect(f, "/empty", "");
	expect_fail(f, "/etc", -EISDIR, "/etc: Is a directory");
	expect_fail(f, "/", -EISDIR, "/: Is a directory");
	expect_fail(f, "/etc/mail/sendmail.cf/", -ENOTDIR,
	    "/etc/mail/sendmail.cf/: Not a directory");
	expect_fail(f, "/etc/mail/sendmail.cf/../x", -ENOTDIR,
	    "/etc/mail/sendmail.cf/../x: Not a directory");
	expect_fail(f, "/etc/none/../mail/sendmail.cf", -ENOENT,
	    "/etc/none/../mail/sendmail.cf: No such file or directory");
	expect_fail(f, "", -ENOENT, ": No such file or directory");
	expect_fail(f, "etc/mail", -EINVAL, "etc/mail: Invalid argument");
}

static void
test_links(void **state)
{
	struct fixture *f = *state;
	char up[512];

	tree_link(&f->tree, "sendmail.cf", "etc/mail/sendmail.cf");
	tree_link(&f->tree, "usr/lib/absolute", "/etc/mail/sendmail.cf");
	tree_link(&f->tree, "usr/lib/mail", "../../etc/mail/");
	tree_link(&f->tree, "usr/lib/twice", "mail/../mail");
	expect(f, "/sendmail.cf", "V10/Berkeley\n");
	expect(f, "/usr/lib/absolute", "V10/Berkeley\n");
	expect(f, "/usr/lib/mail/sendmail.cf", "V10/Berkeley\n");
	expect(f, "/usr/lib/twice/sendmail.cf", "V10/Berkeley\n");
	expect_fail(f, "/usr/lib/absolute/", -ENOTDIR,
	    "/usr/lib/absolute/: Not a directory");
	tree_link(&f->tree, "dangling", "/etc/none");
	expect_fail(f, "/dangling", -ENOENT,
	    "/dangling: No such file or directory");
	tree_link(&f->tree, "self", "self");
	expect_fail(f, "/self", -ELOOP, NULL);
	expect_fail(f, "/self/x", -ELOOP, NULL);
	tree_link(&f->tree, "a", "/b/x");
	tree_link(&f->tree, "b", "a");
	expect_fail(f, "/a", -ELOOP, NULL);
	/* A name that grows with each round. */
	tree_link(&f->tree, "grow", "grow/123456789/");
	expect_fail(f, "/grow", -ELOOP, NULL);
	snprintf(up, sizeof(up), "/../../../../../../../..%s/secret",
	    f->outside.path);
	assert_int_equal(root_read(&f->root, up, &f->buf, NULL, NULL),
	    -ENOENT);
}

/* 40 links are followed, as Linux does, and 41 are not. */
static void
test_forty_links(void **state)
{
	struct fixture *f = *state;
	char name[16], target[16];
	int i;

	tree_file(&f->tree, "l0", "end");
	for (i = 1; i <= 41; i++) {
		snprintf(name, sizeof(name), "l%d", i);
		snprintf(target, sizeof(target), "l%d", i - 1);
		tree_link(&f->tree, name, target);
	}
	expect(f, "/l40", "end");
	expect_fail(f, "/l41", -ELOOP, NULL);
}

static void
test_outside(void **state)
{
	struct fixture *f = *state;
	char target[600];
	static const char *const ways[] = { "abs", "up", "dir/secret",
		"updir/secret", "dir/../secret" };
	size_t i;

	snprintf(target, sizeof(target), "%s/secret", f->outside.path);
	tree_link(&f->tree, "abs", target);
	snprintf(target, sizeof(target), "../../../../../..%s/secret",
	    f->outside.path);
	tree_link(&f->tree, "up", target);
	tree_link(&f->tree, "dir", f->outside.path);
	snprintf(target, sizeof(target), "../../../../../..%s",
	    f->outside.path);
	tree_link(&f->tree, "updir", target);
	for (i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		/* The way out is real for who follows it blindly ... */
		if (i < 4)
			assert_int_equal(access(tree_path(&f->tree, ways[i]),
			    R_OK), 0);
		snprintf(target, sizeof(target), "/%s", ways[i]);
		/* ... and not for us. */
		assert_int_equal(root_read(&f->root, target, &f->buf, NULL,
		    NULL), -ENOENT);
		assert_false(root_exists(&f->root, target));
	}
	/* The same name inside is what the link means for that host. */
	snprintf(target, sizeof(target), "%s/secret",
	    f->outside.path + 1);
	tree_file(&f->tree, target, "inside");
	expect(f, "/abs", "inside");
	expect(f, "/up", "inside");
	expect(f, "/updir/secret", "inside");
}

/* /proc/PID/exe and /proc/PID/root lead out when the kernel follows them. */
static void
test_magic_links(void **state)
{
	struct root proc = ROOT_INIT;
	struct buf b = BUF_INIT(ROOT_MAX_FILE), link = BUF_INIT(4096);
	struct stat st;

	assert_int_equal(root_open(&proc, "/proc", NULL), 0);
	assert_int_equal(root_readlink(&proc, "/self/exe", &link), 0);
	assert_int_equal(access(link.p, X_OK), 0);
	assert_int_equal(root_read(&proc, "/self/exe", &b, NULL, NULL),
	    -ENOENT);
	assert_int_equal(root_stat(&proc, "/self/exe", &st), -ENOENT);
	/* The text of root's link is "/": the tree's own. */
	assert_int_equal(root_read(&proc, "/self/root/etc/passwd", &b, NULL,
	    NULL), -ENOENT);
	assert_true(root_exists(&proc, "/self/root/self/stat"));
	/* st_size is 0, and there is content. */
	assert_int_equal(root_read(&proc, "/self/status", &b, &st, NULL), 0);
	assert_int_equal(st.st_size, 0);
	assert_memory_equal(b.p, "Name:", 5);
	buf_release(&b);
	b = BUF_INIT(20);
	assert_int_equal(root_read(&proc, "/self/status", &b, NULL, NULL),
	    -EFBIG);
	buf_release(&b);
	buf_release(&link);
	root_release(&proc);
}

static void
test_no_files(void **state)
{
	struct fixture *f = *state;
	const char *dev = tree_path(&f->tree, "zero");

	/* Opening it would wait for a writer: the alarm ends the test. */
	alarm(20);
	assert_int_equal(mkfifo(tree_path(&f->tree, "fifo"), 0644), 0);
	expect_fail(f, "/fifo", -EINVAL, "/fifo: not a regular file");
	tree_link(&f->tree, "to-fifo", "fifo");
	expect_fail(f, "/to-fifo", -EINVAL, "/to-fifo: not a regular file");
	if (mknod(dev, S_IFCHR | 0644, (dev_t)0x105) == 0)
		expect_fail(f, "/zero", -EINVAL, "/zero: not a regular file");
	alarm(0);
}

static void
test_ceiling(void **state)
{
	struct fixture *f = *state;
	const char *path = tree_path(&f->tree, "sparse");
	int fd = open(path, O_WRONLY | O_CREAT, 0644);

	assert_int_equal(ftruncate(fd, (off_t)1 << 30), 0);
	close(fd);
	expect_fail(f, "/sparse", -EFBIG,
	    "/sparse: larger than 4194304 bytes");
	assert_int_equal(truncate(path, (off_t)ROOT_MAX_FILE), 0);
	assert_int_equal(root_read(&f->root, "/sparse", &f->buf, NULL, NULL),
	    0);
	assert_int_equal(f->buf.len, ROOT_MAX_FILE);
	assert_int_equal(truncate(path, (off_t)ROOT_MAX_FILE + 1), 0);
	assert_int_equal(root_read(&f->root, "/sparse", &f->buf, NULL, NULL),
	    -EFBIG);
}

static void
test_unreadable(void **state)
{
	struct fixture *f = *state;
	struct err e = { 0 };
	struct stat st;
	int status, bad = 0;
	pid_t pid;

	tree_file(&f->tree, "closed/file", "x");
	chmod(tree_path(&f->tree, "etc/mail/sendmail.cf"), 0600);
	chmod(tree_path(&f->tree, "closed"), 0700);
	pid = fork();
	if (pid == 0) {
		if (geteuid() == 0 && (setgid(65534) < 0 ||
		    setuid(65534) < 0))
			_exit(100);
		if (root_read(&f->root, "/etc/mail/sendmail.cf", &f->buf,
		    NULL, &e) != -EACCES || strcmp(e.text,
		    "/etc/mail/sendmail.cf: Permission denied") != 0)
			bad |= 1;
		if (root_stat(&f->root, "/etc/mail/sendmail.cf", &st) != 0)
			bad |= 2;
		if (root_stat(&f->root, "/closed/file", &st) != -EACCES)
			bad |= 4;
		_exit(bad);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	/* As an ordinary user the owner may read: nothing to see then. */
	if (geteuid() == 0)
		assert_int_equal(status, 0);
	else
		skip_because("needs root");
}

static void
test_search_only(void **state)
{
	struct fixture *f = *state;
	int status;
	pid_t pid;

	chmod(tree_path(&f->tree, "etc/mail"), 0711);
	chmod(tree_path(&f->tree, "etc"), 0711);
	pid = fork();
	if (pid == 0) {
		if (geteuid() == 0 && (setgid(65534) < 0 ||
		    setuid(65534) < 0))
			_exit(100);
		_exit(root_read(&f->root, "/etc/mail/sendmail.cf", &f->buf,
		    NULL, NULL) == 0 ? 0 : 1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

static void
test_kinds(void **state)
{
	struct fixture *f = *state;
	struct stat st;

	tree_link(&f->tree, "file", "etc/mail/sendmail.cf");
	tree_link(&f->tree, "folder", "etc/mail");
	assert_true(root_is_file(&f->root, "/file"));
	assert_false(root_is_file(&f->root, "/folder"));
	assert_true(root_is_dir(&f->root, "/folder"));
	assert_true(root_is_dir(&f->root, "/"));
	assert_false(root_is_executable(&f->root, "/file"));
	chmod(tree_path(&f->tree, "etc/mail/sendmail.cf"), 0610);
	assert_true(root_is_executable(&f->root, "/file"));
	assert_false(root_is_executable(&f->root, "/folder"));
	assert_int_equal(root_lstat(&f->root, "/file", &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_int_equal(root_lstat(&f->root, "/folder/", &st), 0);
	assert_true(S_ISDIR(st.st_mode));
	assert_int_equal(root_stat(&f->root, "/file", &st), 0);
	assert_true(S_ISREG(st.st_mode));
}

static void
test_readlink_resolve(void **state)
{
	struct fixture *f = *state;

	tree_link(&f->tree, "usr/lib/mail", "../../etc/./mail");
	tree_link(&f->tree, "etc/alternatives/mta", "/usr/sbin/sendmail.exim");
	assert_int_equal(root_readlink(&f->root, "/usr/lib/mail", &f->buf), 0);
	assert_string_equal(f->buf.p, "../../etc/./mail");
	assert_int_equal(root_readlink(&f->root, "/usr/lib", &f->buf),
	    -EINVAL);
	assert_string_equal(f->buf.p, "../../etc/./mail");
	assert_int_equal(root_resolve(&f->root, "/usr/lib/mail/sendmail.cf",
	    &f->buf), 0);
	assert_string_equal(f->buf.p, "/etc/mail/sendmail.cf");
	assert_int_equal(root_resolve(&f->root, "/etc/alternatives/mta",
	    &f->buf), -ENOENT);
	assert_string_equal(f->buf.p, "/etc/mail/sendmail.cf");
	assert_int_equal(root_resolve(&f->root, "/../etc/..", &f->buf), 0);
	assert_string_equal(f->buf.p, "/");
	assert_int_equal(root_resolve(&f->root, "/usr/lib/mail/", &f->buf), 0);
	assert_string_equal(f->buf.p, "/etc/mail");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_open),
		cmocka_unit_test_setup_teardown(test_read, setup, teardown),
		cmocka_unit_test_setup_teardown(test_links, setup, teardown),
		cmocka_unit_test_setup_teardown(test_forty_links, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_outside, setup, teardown),
		cmocka_unit_test(test_magic_links),
		cmocka_unit_test_setup_teardown(test_no_files, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_ceiling, setup, teardown),
		cmocka_unit_test_setup_teardown(test_unreadable, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_search_only, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_kinds, setup, teardown),
		cmocka_unit_test_setup_teardown(test_readlink_resolve, setup,
		    teardown),
	};

	return cmocka_run_group_tests_name("root", tests, NULL, NULL);
}
