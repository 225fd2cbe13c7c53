/* One change of one path: what is kept, what is refused, what is left. */
#include "tests/unit/unit.h"

#include <sys/mount.h>
#include <sys/wait.h>

#include "agent/base/compat.h"
#include "agent/base/root_change.h"
#include "tests/unit/swept.h"
#include "tests/unit/tree.h"

struct fixture {
	struct tree tree;
	struct root root;
	struct stat st;
	struct err e;
	struct root_change c;
};

static int
setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	tree_make(&f->tree);
	tree_folder(&f->tree, "stage");
	tree_file(&f->tree, "etc/rc.config.d/mailservs", "SERVER=1\n");
	tree_link(&f->tree, "etc/link", "target");
	f->root = ROOT_INIT;
	assert_int_equal(root_open(&f->root, f->tree.path, NULL), 0);
	*state = f;
	return 0;
}

static int
teardown(void **state)
{
	struct fixture *f = *state;

	root_release(&f->root);
	tree_remove(&f->tree);
	free(f);
	return 0;
}

/* The change of what is at path now. */
static struct root_change *
change(struct fixture *f, const char *path, const char *old)
{
	f->e = (struct err){ .code = 0 };
	f->c = (struct root_change){ .root = &f->root, .path = path,
	    .stage = "/stage", .temp = ".hm-1-1", .e = &f->e, .old = old,
	    .old_len = old != NULL ? strlen(old) : 0 };
	if (root_lstat(&f->root, path, &f->st) == 0)
		f->c.was = &f->st;
	return &f->c;
}

static const char mailservs[] = "/etc/rc.config.d/mailservs";

static void
expect(struct fixture *f, const char *path, const char *text)
{
	struct buf b = BUF_INIT(4096);

	assert_int_equal(root_read(&f->root, path, &b, NULL, NULL), 0);
	assert_string_equal(b.p, text);
	buf_release(&b);
}

static size_t
names(struct fixture *f, const char *folder)
{
	struct pool p = { .blocks = NULL };
	struct strv v = { .n = 0 };
	size_t n;

	assert_int_equal(root_list(&f->root, folder, &p, &v, NULL), 0);
	n = v.n;
	pool_release(&p);
	return n;
}

static void
put(void **state)
{
	struct fixture *f = *state;
	struct stat st;

	assert_int_equal(chmod(tree_path(&f->tree, mailservs + 1), 0444), 0);
	assert_int_equal(root_change_put(change(f, mailservs, "SERVER=1\n"),
	    "SERVER=0\n", 9, 0, NULL, false), 0);
	expect(f, mailservs, "SERVER=0\n");
	assert_int_equal(root_stat(&f->root, mailservs, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0444);
	assert_int_equal(names(f, "/stage"), 0);
	assert_int_equal(names(f, "/etc/rc.config.d"), 1);
	/* A new one. */
	assert_int_equal(root_change_put(change(f, "/etc/new", NULL), "x", 1,
	    0640, NULL, false), 0);
	assert_int_equal(root_stat(&f->root, "/etc/new", &st), 0);
	assert_int_equal(st.st_mode & 07777, 0640);
}

/* HP-UX sources all of rc.config.d: no file of ours may be seen there. The
 * stage cannot be used, so that a folder above must be. */
static void
never_beside(void **state)
{
	struct fixture *f = *state;
	struct root_change *c = change(f, mailservs, "SERVER=1\n");
	char beside[512];
	int status, i;
	pid_t pid;

	c->stage = NULL;
	snprintf(beside, sizeof(beside), "%s",
	    tree_path(&f->tree, "etc/rc.config.d/.hm-1-1"));
	pid = fork();
	if (pid == 0) {
		for (i = 0; i < SWEPT_TURNS(200, 4); i++) {
			c = change(f, mailservs, NULL);
			c->stage = NULL;
			if (root_change_put(c, "SERVER=0\n", 9, 0, NULL,
			    false) != 0)
				_exit(1);
		}
		_exit(0);
	}
	while (waitpid(pid, &status, WNOHANG) == 0)
		assert_int_not_equal(access(beside, F_OK), 0);
	assert_int_equal(status, 0);
	assert_int_equal(names(f, "/etc/rc.config.d"), 1);
}

static void
somebody_was_first(void **state)
{
	struct fixture *f = *state;
	struct root_change *c = change(f, mailservs, "SERVER=1\n");

	/* Edited in place, replaced, swapped for a link, removed. */
	tree_file(&f->tree, mailservs + 1, "SERVER=2\n");
	f->st.st_mtim.tv_sec--;
	assert_int_equal(root_change_put(c, "x", 1, 0, NULL, false),
	    -EAGAIN);
	assert_string_equal(f->e.text, "/etc/rc.config.d/mailservs: was "
	    "changed by somebody else meanwhile");
	c = change(f, mailservs, "SERVER=1\n");
	assert_int_equal(root_change_put(c, "x", 1, 0, NULL, false),
	    -EAGAIN);
	expect(f, mailservs, "SERVER=2\n");
	c = change(f, mailservs, NULL);
	assert_int_equal(unlink(tree_path(&f->tree, mailservs + 1)), 0);
	tree_link(&f->tree, mailservs + 1, "/etc/new");
	assert_int_equal(root_change_put(c, "x", 1, 0, NULL, false),
	    -EAGAIN);
	assert_int_equal(root_change_remove(c), -EAGAIN);
	assert_int_equal(root_change_move(c, "/etc/rc.config.d/m"), -EAGAIN);
	assert_int_equal(unlink(tree_path(&f->tree, mailservs + 1)), 0);
	assert_int_equal(root_change_in_place(c, "x", 1, NULL, false),
	    -EAGAIN);
	/* Nothing was there, and now is. */
	c = change(f, "/etc/new", NULL);
	tree_file(&f->tree, "etc/new", "theirs");
	assert_int_equal(root_change_put(c, "x", 1, 0644, NULL, false),
	    -EAGAIN);
	expect(f, "/etc/new", "theirs");
	assert_int_equal(names(f, "/stage"), 0);
}

/* Whoever owns a folder above may turn it into a link. */
static void
no_link_on_the_way(void **state)
{
	struct fixture *f = *state;

	tree_link(&f->tree, "etc/away", "rc.config.d");
	assert_int_equal(root_change_put(change(f, "/etc/away/mailservs",
	    NULL), "x", 1, 0, NULL, false), -ELOOP);
	assert_int_equal(root_change_remove(change(f, "/etc/away/mailservs",
	    NULL)), -ELOOP);
	expect(f, mailservs, "SERVER=1\n");
}

static void
in_place(void **state)
{
	struct fixture *f = *state;
	struct stat st;

	assert_int_equal(link(tree_path(&f->tree, mailservs + 1),
	    tree_path(&f->tree, "etc/other")), 0);
	assert_int_equal(root_change_in_place(change(f, mailservs,
	    "SERVER=1\n"), "S=0\n", 4, NULL, false), 0);
	expect(f, "/etc/other", "S=0\n");
	assert_int_equal(root_change_in_place(change(f, mailservs, "S=0\n"),
	    "SERVER=100000\n", 14, NULL, false), 0);
	expect(f, "/etc/other", "SERVER=100000\n");
	assert_int_equal(root_stat(&f->root, mailservs, &st), 0);
	assert_int_equal(st.st_nlink, 2);
}

static void
links(void **state)
{
	struct fixture *f = *state;
	const struct root_attr a = { .uid = getuid(), .gid = getgid(),
	    .mtime = { .tv_sec = 900000000 } };
	struct buf b = BUF_INIT(4096);
	struct stat st;

	assert_int_equal(root_change_link(change(f, "/etc/link", "target"),
	    "/dev/null", &a), 0);
	assert_int_equal(root_readlink(&f->root, "/etc/link", &b), 0);
	assert_string_equal(b.p, "/dev/null");
	assert_int_equal(root_lstat(&f->root, "/etc/link", &st), 0);
	assert_int_equal(st.st_mtim.tv_sec, 900000000);
	assert_int_equal(root_change_link(change(f, "/etc/link", "target"),
	    "x", NULL), -EAGAIN);
	buf_release(&b);
}

static void
move_and_remove(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "etc/taken", "");
	assert_int_equal(root_change_move(change(f, "/etc/link", NULL),
	    "/etc/taken"), -EEXIST);
	assert_int_equal(root_change_move(change(f, "/etc/link", NULL),
	    "/etc/rc.config.d/l"), -EXDEV);
	assert_int_equal(root_change_move(change(f, "/etc/link", NULL),
	    "/etc/_link"), 0);
	assert_int_equal(root_change_remove(change(f, "/etc/_link",
	    "target")), 0);
	assert_int_equal(names(f, "/etc"), 2);
	assert_int_equal(names(f, "/stage"), 0);
}

static void
immutable(void **state)
{
	struct fixture *f = *state;
	const char *path = tree_path(&f->tree, mailservs + 1);
	struct root_change *c;
	int fd = open(path, O_RDONLY);

	if (compat_set_flags(fd, COMPAT_IMMUTABLE) < 0) {
		close(fd);
		skip_because("no immutable files here");
	}
	close(fd);
	assert_int_equal(root_change_check(change(f, mailservs, NULL)),
	    -EPERM);
	assert_string_equal(f->e.text, "/etc/rc.config.d/mailservs: it is "
	    "immutable (chattr +i); with --force it is changed, and made so "
	    "again");
	c = change(f, mailservs, "SERVER=1\n");
	c->force = true;
	assert_int_equal(root_change_put(c, "new", 3, 0, NULL, false), 0);
	expect(f, mailservs, "new");
	fd = open(tree_path(&f->tree, mailservs + 1), O_RDONLY);
	assert_int_equal(compat_flags(fd), COMPAT_IMMUTABLE);
	assert_int_equal(compat_set_flags(fd, 0), 0);
	close(fd);
}

static void
folders(void **state)
{
	struct fixture *f = *state;
	const struct timespec t = { .tv_sec = 900000000, .tv_nsec = 5 };
	struct stat st;

	assert_int_equal(root_change_folder_time(&f->root, "/etc/link", &t),
	    0);
	assert_int_equal(root_stat(&f->root, "/etc", &st), 0);
	assert_int_equal(st.st_mtim.tv_sec, 900000000);
	assert_int_equal(root_change_rmdir(&f->root, "/etc", NULL), 0);
	assert_int_equal(names(f, "/etc"), 2);
	assert_int_equal(root_change_rmdir(&f->root, "/stage", NULL), 0);
	assert_false(root_exists(&f->root, "/stage"));
	assert_int_equal(root_change_rmdir(&f->root, "/stage", NULL), 0);
}

/* What a crash left is found in every folder where it may be. */
static void
clean(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "stage/.hm-1-1", "");
	tree_file(&f->tree, ".hm-1-1", "");
	tree_file(&f->tree, "etc/.hm-1-1", "");
	tree_file(&f->tree, "etc/.hm-1-2", "");
	assert_int_equal(root_change_clean(change(f, mailservs, NULL)), 0);
	assert_int_equal(names(f, "/stage"), 0);
	assert_int_equal(names(f, "/"), 2);
	assert_int_equal(names(f, "/etc"), 3);
}

static void
attributes(void **state)
{
	struct fixture *f = *state;
	struct root_attr a = { .mode = 0600, .uid = getuid(),
	    .gid = getgid(), .mtime = { .tv_sec = 900000000 } };
	struct stat st;

	assert_int_equal(root_change_mode(change(f, mailservs, NULL), 0640),
	    0);
	assert_int_equal(root_stat(&f->root, mailservs, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0640);
	assert_int_equal(root_change_attr(change(f, mailservs, NULL), &a,
	    true), 0);
	assert_int_equal(root_stat(&f->root, mailservs, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(st.st_mtim.tv_sec, 900000000);
	assert_int_equal(root_change_mode(change(f, "/etc/link", NULL),
	    0600), -EINVAL);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(put), T(never_beside), T(somebody_was_first),
		T(no_link_on_the_way), T(in_place), T(links),
		T(move_and_remove), T(immutable), T(folders), T(clean),
		T(attributes),
	};

	return cmocka_run_group_tests_name("root_change", tests, NULL, NULL);
}
