/* Writing below a root: what is kept, what is refused, what is left. */
#include "tests/unit/unit.h"

#include "agent/base/rootwrite.h"
#include "tests/unit/tree.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

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
	tree_file(&f->outside, "file", "OUTSIDE");
	tree_file(&f->tree, "etc/inetd.conf", "smtp stream\n");
	f->root = ROOT_INIT;
	f->buf = BUF_INIT(4096);
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
	assert_int_equal(root_read(&f->root, path, &f->buf, NULL, NULL), 0);
	assert_string_equal(f->buf.p, text);
}

/* No name is left over that was not there. */
static void
expect_names(struct fixture *f, const char *folder, size_t n)
{
	struct pool pool = { .blocks = NULL };
	struct strv names = { .n = 0 };

	assert_int_equal(root_list(&f->root, folder, &pool, &names, NULL), 0);
	assert_int_equal(names.n, n);
	pool_release(&pool);
}

static int
write_text(struct fixture *f, const char *path, const char *text,
    struct err *e)
{
	return rootwrite_file(&f->root, path, text, strlen(text), 0640, e);
}

static void
test_replace(void **state)
{
	struct fixture *f = *state;
	struct stat before, after;

	chmod(tree_path(&f->tree, "etc/inetd.conf"), 04751);
	if (geteuid() == 0)
		assert_int_equal(chown(tree_path(&f->tree, "etc/inetd.conf"),
		    7, 8), 0);
	chmod(tree_path(&f->tree, "etc/inetd.conf"), 04751);
	root_stat(&f->root, "/etc/inetd.conf", &before);
	assert_int_equal(write_text(f, "/etc/inetd.conf", "#smtp\n", NULL), 0);
	expect(f, "/etc/inetd.conf", "#smtp\n");
	root_stat(&f->root, "/etc/inetd.conf", &after);
	assert_int_equal(after.st_mode, S_IFREG | 04751);
	assert_int_equal(after.st_uid, before.st_uid);
	assert_int_equal(after.st_gid, before.st_gid);
	assert_true(after.st_ino != before.st_ino);
	expect_names(f, "/etc", 1);
}

static void
test_create(void **state)
{
	struct fixture *f = *state;
	mode_t old = umask(077);
	struct stat st;

	assert_int_equal(write_text(f, "/etc/new", "x", NULL), 0);
	umask(old);
	assert_int_equal(root_stat(&f->root, "/etc/new", &st), 0);
	assert_int_equal(st.st_mode, S_IFREG | 0640);
	expect(f, "/etc/new", "x");
	expect_names(f, "/etc", 2);
}

static void
test_links(void **state)
{
	struct fixture *f = *state;
	struct stat st;

	tree_link(&f->tree, "etc/link", "real/file");
	tree_file(&f->tree, "etc/real/file", "old");
	assert_int_equal(write_text(f, "/etc/link", "new", NULL), 0);
	expect(f, "/etc/real/file", "new");
	assert_int_equal(root_lstat(&f->root, "/etc/link", &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	tree_link(&f->tree, "etc/dangling", "real/made");
	assert_int_equal(write_text(f, "/etc/dangling", "made", NULL), 0);
	expect(f, "/etc/real/made", "made");
	/* Ways out end inside, or nowhere. */
	tree_link(&f->tree, "etc/out", f->outside.path);
	assert_int_equal(write_text(f, "/etc/out/file", "x", NULL), -ENOENT);
	tree_link(&f->tree, "up", "../../../../../../file");
	assert_int_equal(write_text(f, "/up", "x", NULL), 0);
	expect(f, "/file", "x");
	assert_int_equal(access(tree_path(&f->outside, "file"), F_OK), 0);
	root_release(&f->root);
	assert_int_equal(root_open(&f->root, f->outside.path, NULL), 0);
	expect(f, "/file", "OUTSIDE");
}

static void
test_refused(void **state)
{
	struct fixture *f = *state;
	struct err e = { 0 };

	assert_int_equal(link(tree_path(&f->tree, "etc/inetd.conf"),
	    tree_path(&f->tree, "etc/second")), 0);
	assert_int_equal(write_text(f, "/etc/second", "x", &e), -EMLINK);
	assert_string_equal(e.text, "/etc/second: has 2 hard links, "
	    "replacing it would split them");
	expect(f, "/etc/inetd.conf", "smtp stream\n");
	assert_int_equal(write_text(f, "/etc", "x", &e), -EISDIR);
	assert_string_equal(e.text, "/etc: Is a directory");
	assert_int_equal(write_text(f, "/etc/new/", "x", &e), -EISDIR);
	assert_int_equal(write_text(f, "/none/new", "x", &e), -ENOENT);
	assert_int_equal(mkfifo(tree_path(&f->tree, "etc/fifo"), 0600), 0);
	assert_int_equal(write_text(f, "/etc/fifo", "x", &e), -EINVAL);
	expect_names(f, "/etc", 3);
	/* Both names see it when it is written in place. */
	assert_int_equal(rootwrite_in_place(&f->root, "/etc/second", "y", 1,
	    NULL), 0);
	expect(f, "/etc/inetd.conf", "y");
	assert_int_equal(rootwrite_in_place(&f->root, "/etc/none", "y", 1,
	    &e), -ENOENT);
	assert_int_equal(rootwrite_in_place(&f->root, "/etc/fifo", "y", 1,
	    &e), -EINVAL);
}

static void
test_as(void **state)
{
	struct fixture *f = *state;
	struct timespec t[2] = {
		{ .tv_sec = 900000001, .tv_nsec = 5 },
		{ .tv_sec = 900000000, .tv_nsec = 7 },
	};
	struct stat old, new;

	chmod(tree_path(&f->tree, "etc/inetd.conf"), 0444);
	assert_int_equal(utimensat(AT_FDCWD,
	    tree_path(&f->tree, "etc/inetd.conf"), t, 0), 0);
	root_stat(&f->root, "/etc/inetd.conf", &old);
	assert_int_equal(write_text(f, "/etc/inetd.conf", "edited", NULL), 0);
	chmod(tree_path(&f->tree, "etc/inetd.conf"), 0777);
	assert_int_equal(rootwrite_file_as(&f->root, "/etc/inetd.conf",
	    "smtp stream\n", 12, &old, NULL), 0);
	root_stat(&f->root, "/etc/inetd.conf", &new);
	assert_int_equal(new.st_mode, S_IFREG | 0444);
	assert_int_equal(new.st_mtim.tv_sec, 900000000);
	assert_int_equal(new.st_mtim.tv_nsec, 7);
	expect(f, "/etc/inetd.conf", "smtp stream\n");
}

static void
test_rename(void **state)
{
	struct fixture *f = *state;
	struct err e = { 0 };
	struct stat a, b;

	tree_file(&f->tree, "etc/rc2.d/S88sendmail", "x");
	tree_link(&f->tree, "etc/rc2.d/S10", "S88sendmail");
	tree_file(&f->tree, "etc/rc2.d/taken", "taken");
	tree_folder(&f->tree, "etc/folder");
	root_stat(&f->root, "/etc/rc2.d/S88sendmail", &a);
	assert_int_equal(rootwrite_rename(&f->root, "/etc/rc2.d/S88sendmail",
	    "/etc/rc2.d/taken", &e), -EEXIST);
	assert_string_equal(e.text, "/etc/rc2.d/S88sendmail: cannot be "
	    "renamed to /etc/rc2.d/taken: File exists");
	assert_int_equal(rootwrite_rename(&f->root, "/etc/rc2.d/S88sendmail",
	    "/etc/K88", &e), -EXDEV);
	assert_int_equal(rootwrite_rename(&f->root, "/etc/rc2.d/none",
	    "/etc/rc2.d/K88", &e), -ENOENT);
	assert_int_equal(rootwrite_rename(&f->root, "/etc/rc2.d/S88sendmail",
	    "/etc/rc2.d/_S88sendmail", NULL), 0);
	root_stat(&f->root, "/etc/rc2.d/_S88sendmail", &b);
	assert_int_equal(a.st_ino, b.st_ino);
	assert_int_equal(b.st_nlink, 1);
	/* A link itself, and a folder. */
	assert_int_equal(rootwrite_rename(&f->root, "/etc/rc2.d/S10",
	    "/etc/rc2.d/K10", NULL), 0);
	assert_int_equal(root_readlink(&f->root, "/etc/rc2.d/K10", &f->buf),
	    0);
	assert_string_equal(f->buf.p, "S88sendmail");
	assert_int_equal(rootwrite_rename(&f->root, "/etc/folder",
	    "/etc/other", NULL), 0);
	assert_true(root_is_dir(&f->root, "/etc/other"));
	assert_int_equal(rootwrite_rename(&f->root, "/etc/other",
	    "/etc/rc2.d", NULL), -EEXIST);
	expect_names(f, "/etc/rc2.d", 3);
}

static void
test_link_remove(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(rootwrite_link(&f->root, "/etc/unit", "/dev/null",
	    NULL), 0);
	assert_int_equal(root_readlink(&f->root, "/etc/unit", &f->buf), 0);
	assert_string_equal(f->buf.p, "/dev/null");
	assert_int_equal(rootwrite_link(&f->root, "/etc/unit", "inetd.conf",
	    NULL), 0);
	expect(f, "/etc/unit", "smtp stream\n");
	assert_int_equal(rootwrite_link(&f->root, "/etc/inetd.conf", "x",
	    NULL), -EEXIST);
	assert_int_equal(rootwrite_link(&f->root, "/etc", "x", NULL),
	    -EEXIST);
	assert_int_equal(rootwrite_remove(&f->root, "/etc/unit", NULL), 0);
	expect(f, "/etc/inetd.conf", "smtp stream\n");
	assert_int_equal(rootwrite_remove(&f->root, "/etc/unit", NULL),
	    -ENOENT);
	assert_int_equal(rootwrite_remove(&f->root, "/etc", NULL), -EISDIR);
	expect_names(f, "/etc", 1);
}

static void
test_mode_mkdir(void **state)
{
	struct fixture *f = *state;
	mode_t old = umask(0077);
	struct stat st;

	assert_int_equal(rootwrite_mode(&f->root, "/etc/inetd.conf", 0600,
	    NULL), 0);
	assert_int_equal(rootwrite_mkdir(&f->root, "/var/lib/hardenmail",
	    0750, NULL), 0);
	umask(old);
	assert_int_equal(root_stat(&f->root, "/etc/inetd.conf", &st), 0);
	assert_int_equal(st.st_mode, S_IFREG | 0600);
	assert_int_equal(root_stat(&f->root, "/var/lib/hardenmail", &st), 0);
	assert_int_equal(st.st_mode, S_IFDIR | 0750);
	assert_int_equal(root_stat(&f->root, "/var/lib", &st), 0);
	assert_int_equal(st.st_mode, S_IFDIR | 0750);
	assert_int_equal(rootwrite_mkdir(&f->root, "/var/lib/hardenmail/",
	    0700, NULL), 0);
	assert_int_equal(rootwrite_mkdir(&f->root, "/etc/inetd.conf", 0700,
	    NULL), -ENOTDIR);
	assert_int_equal(rootwrite_mkdir(&f->root, "/etc/inetd.conf/x", 0700,
	    NULL), -ENOTDIR);
}

/* The disk takes half of it: nothing changed, nothing left over. */
static void
test_half_written(void **state)
{
	struct fixture *f = *state;
	struct rlimit limit = { .rlim_cur = 4096, .rlim_max = 4096 };
	char *text = calloc(1, 65536);
	struct err e = { 0 };
	int status, r;
	pid_t pid;

	pid = fork();
	if (pid == 0) {
		signal(SIGXFSZ, SIG_IGN);
		setrlimit(RLIMIT_FSIZE, &limit);
		r = rootwrite_file(&f->root, "/etc/inetd.conf", text, 65536,
		    0644, &e);
		if (r != -EFBIG)
			_exit(1);
		r = rootwrite_file(&f->root, "/etc/new", text, 65536, 0644,
		    &e);
		_exit(r == -EFBIG && strcmp(e.text,
		    "/etc/new: File too large") == 0 ? 0 : 2);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	expect(f, "/etc/inetd.conf", "smtp stream\n");
	expect_names(f, "/etc", 1);
	free(text);
}

/* Who reads meanwhile sees the old text or the new one, whole. */
static void
test_whole_or_not(void **state)
{
	struct fixture *f = *state;
	char a[20000], b[20000];
	struct buf got = BUF_INIT(65536);
	time_t end = time(NULL) + 60;
	int i, status, seen = 0, reads = 0;
	pid_t pid;

	memset(a, 'a', sizeof(a));
	memset(b, 'b', sizeof(b));
	assert_int_equal(rootwrite_file(&f->root, "/etc/x", a, sizeof(a),
	    0644, NULL), 0);
	pid = fork();
	if (pid == 0) {
		for (i = 0; time(NULL) < end; i++)
			if (rootwrite_file(&f->root, "/etc/x",
			    i % 2 == 0 ? b : a, sizeof(a), 0644, NULL) < 0)
				_exit(1);
		_exit(0);
	}
	/* However slowly the two take turns. */
	while ((seen != 3 || reads < 300) && time(NULL) < end) {
		assert_int_equal(root_read(&f->root, "/etc/x", &got, NULL,
		    NULL), 0);
		assert_int_equal(got.len, sizeof(a));
		assert_memory_equal(got.p, got.p[0] == 'a' ? a : b,
		    sizeof(a));
		seen |= got.p[0] == 'a' ? 1 : 2;
		reads++;
	}
	kill(pid, SIGKILL);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(seen, 3);
	buf_release(&got);
}

/* A folder that is not ours: nothing changed, nothing left over. */
static void
test_denied(void **state)
{
	struct fixture *f = *state;
	const char *path = tree_path(&f->tree, "etc");
	int status;
	pid_t pid;

	if (geteuid() != 0) {
		skip_because("needs root");
		return;
	}
	chmod(path, 0755);
	pid = fork();
	if (pid == 0) {
		struct err e = { 0 };

		if (setgid(65534) < 0 || setuid(65534) < 0)
			_exit(100);
		_exit(write_text(f, "/etc/inetd.conf", "x", &e) == -EACCES &&
		    strcmp(e.text, "/etc/inetd.conf: Permission denied") == 0
		    ? 0 : 1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	expect(f, "/etc/inetd.conf", "smtp stream\n");
	expect_names(f, "/etc", 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_replace, setup, teardown),
		cmocka_unit_test_setup_teardown(test_create, setup, teardown),
		cmocka_unit_test_setup_teardown(test_links, setup, teardown),
		cmocka_unit_test_setup_teardown(test_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(test_as, setup, teardown),
		cmocka_unit_test_setup_teardown(test_rename, setup, teardown),
		cmocka_unit_test_setup_teardown(test_link_remove, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_mode_mkdir, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_half_written, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_whole_or_not, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_denied, setup, teardown),
	};

	return cmocka_run_group_tests_name("rootwrite", tests, NULL, NULL);
}
