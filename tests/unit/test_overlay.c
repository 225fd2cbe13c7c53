/* Planned contents: seen by every function, without touching the tree. */
#include "tests/unit/unit.h"

#include "agent/base/overlay.h"
#include "agent/base/root.h"
#include "tests/unit/tree.h"

struct fixture {
	struct tree tree;
	struct root root;
	struct buf buf;
	struct pool pool;
	struct strv out;
};

static int
setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	tree_make(&f->tree);
	tree_file(&f->tree, "etc/default/sendmail", "MODE=-bd\n");
	tree_file(&f->tree, "etc/rc2.d/S88sendmail", "start\n");
	tree_file(&f->tree, "etc/rc2.d/S10first", "first\n");
	tree_link(&f->tree, "etc/conf", "default");
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

	pool_release(&f->pool);
	buf_release(&f->buf);
	root_release(&f->root);
	tree_remove(&f->tree);
	free(f);
	return 0;
}

static void
expect(struct fixture *f, const char *path, const char *text)
{
	assert_int_equal(root_read(&f->root, path, &f->buf, NULL, NULL), 0);
	assert_string_equal(f->buf.p, text);
}

static void
expect_list(struct fixture *f, const char *path, const char *text)
{
	char got[1024] = "";
	size_t i;

	f->out.n = 0;
	if (strpbrk(path, "*?[") != NULL)
		assert_int_equal(root_glob(&f->root, path, &f->pool,
		    &f->out), 0);
	else
		assert_int_equal(root_list(&f->root, path, &f->pool, &f->out,
		    NULL), 0);
	for (i = 0; i < f->out.n; i++) {
		strncat(got, f->out.v[i], sizeof(got) - strlen(got) - 1);
		strncat(got, "|", sizeof(got) - strlen(got) - 1);
	}
	assert_string_equal(got, text);
}

static int
put(struct fixture *f, const char *path, const char *text)
{
	return root_overlay_put(&f->root, path, text, strlen(text));
}

static void
test_put(void **state)
{
	struct fixture *f = *state;
	struct stat st;

	chmod(tree_path(&f->tree, "etc/default/sendmail"), 0750);
	/* Through a link in the folder part. */
	assert_int_equal(put(f, "/etc/conf/sendmail", "MODE=\n"), 0);
	expect(f, "/etc/default/sendmail", "MODE=\n");
	expect(f, "/etc/conf/../conf/sendmail", "MODE=\n");
	assert_int_equal(root_stat(&f->root, "/etc/default/sendmail", &st),
	    0);
	assert_int_equal(st.st_mode, S_IFREG | 0750);
	assert_int_equal(st.st_size, 6);
	assert_true(root_is_executable(&f->root, "/etc/conf/sendmail"));
	expect_list(f, "/etc/default", "sendmail|");
	/* Again, and the tree is as it was. */
	assert_int_equal(put(f, "/etc/default/sendmail", ""), 0);
	expect(f, "/etc/default/sendmail", "");
	overlay_free(f->root.overlay);
	f->root.overlay = NULL;
	expect(f, "/etc/default/sendmail", "MODE=-bd\n");
}

static void
test_new_file(void **state)
{
	struct fixture *f = *state;
	struct stat st;
	struct buf small = BUF_INIT(3);

	assert_int_equal(put(f, "/etc/systemd/./system/a.d//x.conf", "[Unit]"),
	    0);
	expect(f, "/etc/systemd/system/a.d/x.conf", "[Unit]");
	expect(f, "/etc/systemd/system/../system/a.d/x.conf", "[Unit]");
	assert_int_equal(root_stat(&f->root, "/etc/systemd/system/a.d/x.conf",
	    &st), 0);
	assert_int_equal(st.st_mode, S_IFREG | 0644);
	assert_int_equal(st.st_nlink, 1);
	assert_true(root_is_dir(&f->root, "/etc/systemd/system/"));
	assert_true(root_is_dir(&f->root, "/etc/systemd/system/a.d/.."));
	expect_list(f, "/etc", "conf|default|rc2.d|systemd|");
	expect_list(f, "/etc/systemd/system", "a.d|");
	expect_list(f, "/etc/*/*/*.d/*", "/etc/systemd/system/a.d/x.conf|");
	assert_int_equal(root_read(&f->root, "/etc/systemd/none", &f->buf,
	    NULL, NULL), -ENOENT);
	assert_int_equal(root_read(&f->root, "/etc/systemd", &f->buf, NULL,
	    NULL), -EISDIR);
	assert_int_equal(root_read(&f->root,
	    "/etc/systemd/system/a.d/x.conf/y", &f->buf, NULL, NULL),
	    -ENOTDIR);
	assert_int_equal(root_read(&f->root, "/etc/systemd/system/a.d/x.conf",
	    &small, NULL, NULL), -EFBIG);
	assert_int_equal(root_resolve(&f->root,
	    "/etc/conf/../systemd/system/a.d", &f->buf), 0);
	assert_string_equal(f->buf.p, "/etc/systemd/system/a.d");
}

static void
test_put_wrong(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(put(f, "/etc", "x"), -EISDIR);
	assert_int_equal(put(f, "/", "x"), -EISDIR);
	assert_int_equal(put(f, "/etc/new/", "x"), -EISDIR);
	assert_int_equal(put(f, "/etc/new/.", "x"), -EISDIR);
	assert_int_equal(put(f, "/etc/default/sendmail/x", "x"), -ENOTDIR);
	assert_int_equal(put(f, "/etc/none/../x", "x"), -ENOENT);
	assert_int_equal(put(f, "etc/x", "x"), -EINVAL);
	assert_int_equal(root_overlay_link(&f->root, "/etc/default", "x"),
	    -EISDIR);
	assert_int_equal(root_overlay_remove(&f->root, "/"), -EBUSY);
	expect_list(f, "/etc", "conf|default|rc2.d|");
}

static void
test_remove(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(root_overlay_remove(&f->root,
	    "/etc/rc2.d/S88sendmail"), 0);
	assert_false(root_exists(&f->root, "/etc/rc2.d/S88sendmail"));
	expect_list(f, "/etc/rc2.d", "S10first|");
	expect_list(f, "/etc/rc2.d/S*", "/etc/rc2.d/S10first|");
	assert_int_equal(root_overlay_remove(&f->root, "/etc/none"), 0);
	/* The link, not what it leads to. */
	assert_int_equal(root_overlay_remove(&f->root, "/etc/conf"), 0);
	expect(f, "/etc/default/sendmail", "MODE=-bd\n");
	assert_false(root_exists(&f->root, "/etc/conf/sendmail"));
	/* A folder and all in it; what is put there again is alone. */
	assert_int_equal(put(f, "/etc/rc2.d/S20new", "new"), 0);
	assert_int_equal(root_overlay_remove(&f->root, "/etc/rc2.d"), 0);
	assert_false(root_exists(&f->root, "/etc/rc2.d/S20new"));
	assert_false(root_exists(&f->root, "/etc/rc2.d/S10first"));
	expect_list(f, "/etc", "default|");
	assert_int_equal(put(f, "/etc/rc2.d/S30", "x"), 0);
	expect_list(f, "/etc/rc2.d", "S30|");
	assert_false(root_exists(&f->root, "/etc/rc2.d/S10first"));
}

static void
test_link(void **state)
{
	struct fixture *f = *state;
	struct stat st;

	assert_int_equal(root_overlay_link(&f->root,
	    "/etc/systemd/system/sendmail.service", "/dev/null"), 0);
	assert_int_equal(root_readlink(&f->root,
	    "/etc/systemd/system/sendmail.service", &f->buf), 0);
	assert_string_equal(f->buf.p, "/dev/null");
	assert_false(root_exists(&f->root,
	    "/etc/systemd/system/sendmail.service"));
	assert_int_equal(root_lstat(&f->root,
	    "/etc/systemd/system/sendmail.service", &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	/* A file becomes a link, relative, and through it to another. */
	assert_int_equal(root_overlay_link(&f->root, "/etc/rc2.d/S88sendmail",
	    "../conf/sendmail"), 0);
	expect(f, "/etc/rc2.d/S88sendmail", "MODE=-bd\n");
	assert_int_equal(put(f, "/etc/rc2.d/S88sendmail", "new"), 0);
	expect(f, "/etc/default/sendmail", "new");
	/* Folder links, and a way out that is none. */
	assert_int_equal(root_overlay_link(&f->root, "/etc/alt", "rc2.d"), 0);
	expect(f, "/etc/alt/S10first", "first\n");
	expect_list(f, "/etc/alt/S1*", "/etc/alt/S10first|");
	assert_int_equal(root_overlay_link(&f->root, "/up", "../../.."), 0);
	expect(f, "/up/etc/rc2.d/S10first", "first\n");
	assert_int_equal(root_overlay_link(&f->root, "/loop", "loop"), 0);
	assert_int_equal(root_stat(&f->root, "/loop", &st), -ELOOP);
	/* A new link that leads to nothing is filled where it leads. */
	assert_int_equal(root_overlay_link(&f->root, "/dangling", "/n/x"), 0);
	assert_int_equal(put(f, "/dangling", "y"), 0);
	expect(f, "/n/x", "y");
}

static void
test_mode(void **state)
{
	struct fixture *f = *state;
	struct stat st;

	assert_int_equal(root_overlay_mode(&f->root, "/etc/rc2.d/S10first",
	    0755), 0);
	assert_true(root_is_executable(&f->root, "/etc/rc2.d/S10first"));
	assert_int_equal(root_read(&f->root, "/etc/rc2.d/S10first", &f->buf,
	    &st, NULL), 0);
	assert_string_equal(f->buf.p, "first\n");
	assert_int_equal(st.st_mode, S_IFREG | 0755);
	expect_list(f, "/etc/rc2.d", "S10first|S88sendmail|");
	assert_int_equal(root_overlay_mode(&f->root, "/etc/rc2.d/S10first",
	    0600), 0);
	assert_false(root_is_executable(&f->root, "/etc/rc2.d/S10first"));
	/* The mode stays when contents follow, and the other way. */
	assert_int_equal(root_overlay_mode(&f->root, "/etc/rc2.d/S10first",
	    0700), 0);
	assert_int_equal(put(f, "/etc/rc2.d/S10first", "x"), 0);
	assert_true(root_is_executable(&f->root, "/etc/rc2.d/S10first"));
	assert_int_equal(root_overlay_mode(&f->root, "/etc/rc2.d/S10first",
	    0644), 0);
	expect(f, "/etc/rc2.d/S10first", "x");
	assert_false(root_is_executable(&f->root, "/etc/rc2.d/S10first"));
	/* Of a folder: still walked through. */
	assert_int_equal(root_overlay_mode(&f->root, "/etc/rc2.d", 0700), 0);
	expect(f, "/etc/rc2.d/S88sendmail", "start\n");
	expect_list(f, "/etc/rc2.d", "S10first|S88sendmail|");
	assert_int_equal(root_overlay_mode(&f->root, "/none", 0700), -ENOENT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_put, setup, teardown),
		cmocka_unit_test_setup_teardown(test_new_file, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_put_wrong, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_remove, setup, teardown),
		cmocka_unit_test_setup_teardown(test_link, setup, teardown),
		cmocka_unit_test_setup_teardown(test_mode, setup, teardown),
	};

	return cmocka_run_group_tests_name("overlay", tests, NULL, NULL);
}
