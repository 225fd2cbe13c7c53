/* Neighbours who change the tree while we walk, and ways that are long. */
#include "tests/unit/unit.h"

#include "agent/base/root_walk.h"
#include "tests/unit/swept.h"
#include "tests/unit/tree.h"

#include <signal.h>
#include <sys/wait.h>
#include <time.h>

#define CALLS 100000
#define SECONDS 8

static void
swap(const char *a, const char *b, const char *keep)
{
	rename(a, keep);
	rename(b, a);
	rename(keep, b);
}

/* A file that is a link out of the tree half of the time. */
static void
swap_file(const char *secret)
{
	int i;

	for (i = 0; i < 20; i++) {
		if (symlink(secret, "f/link") < 0)
			unlink("f/link");
		rename("f/link", "f/file");
		if (link("inside", "f/spare") < 0)
			unlink("f/spare");
		rename("f/spare", "f/file");
	}
}

/* Until killed: every name is now inside, now a way out. */
static void
neighbour(const char *tree, const char *outside)
{
	char away[600], secret[600];

	if (chdir(tree) < 0)
		_exit(1);
	snprintf(away, sizeof(away), "%s/deep", outside);
	snprintf(secret, sizeof(secret), "%s/secret", outside);
	for (;;) {
		swap("d/real", "d/way-out", "d/keep");
		swap_file(secret);
		rename("l/out", "l/now");
		rename("m/deep", away);
		if (symlink(outside, "l/out") < 0)
			unlink("l/out");
		rename("l/in", "l/now");
		rename(away, "m/deep");
		if (symlink("../d", "l/in") < 0)
			unlink("l/in");
	}
}

struct counts {
	int inside, failed, outside, naive, resolved_out;
};

static bool
has(const char *path, const char *word)
{
	char text[64] = "";
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return false;
	if (read(fd, text, sizeof(text) - 1) < 0)
		text[0] = '\0';
	close(fd);
	return strstr(text, word) != NULL;
}

static void
one_call(const struct root *root, const char *outside, int i,
    struct buf *b, struct counts *n)
{
	static const char *const paths[] = {
		"/d/real/file", "/f/file", "/l/now/file", "/f/file",
		"/m/deep/../file", "/m/deep/a/../../file",
		"/l/now/../../d/real/./file",
	};
	const char *path = paths[i % 7];
	char naive[600];
	int r;

	if (i % 2 == 0) {
		r = root_read(root, path, b, NULL, NULL);
		if (r < 0)
			n->failed++;
		else if (strstr(b->p, "OUTSIDE") != NULL)
			n->outside++;
		else
			n->inside++;
	} else if (root_resolve(root, path, b) == 0 &&
	    strncmp(b->p, outside, strlen(outside)) == 0) {
		n->resolved_out++;
	}
	if (i % 11 == 0) {
		snprintf(naive, sizeof(naive), "%s%s", root->path, path);
		n->naive += has(naive, "OUTSIDE");
	}
}

static void
test_race(void **state)
{
	struct tree tree, outside;
	struct root root = ROOT_INIT, walked = ROOT_INIT;
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	struct counts n = { 0 };
	time_t end = time(NULL) + SECONDS;
	pid_t pid;
	int i;

	tree_make(&tree);
	tree_make(&outside);
	tree_file(&outside, "file", "OUTSIDE");
	tree_file(&outside, "secret", "OUTSIDE");
	tree_file(&tree, "inside", "inside");
	tree_file(&tree, "d/real/file", "inside");
	tree_link(&tree, "d/way-out", outside.path);
	tree_file(&tree, "d/file", "inside");
	tree_file(&tree, "f/file", "inside");
	tree_file(&tree, "l/x", "inside");
	tree_file(&tree, "m/file", "inside");
	tree_folder(&tree, "m/deep/a");
	assert_int_equal(root_open(&root, tree.path, NULL), 0);
	/* An overlay is what only our own walk can honour. */
	assert_int_equal(root_open(&walked, tree.path, NULL), 0);
	assert_int_equal(root_overlay_put(&walked, "/planned", "x", 1), 0);
	pid = fork();
	if (pid == 0)
		neighbour(tree.path, outside.path);
	assert_true(pid > 0);
	for (i = 0; i < SWEPT_TURNS(CALLS, 28) &&
	    (i % 1000 != 0 || time(NULL) < end); i++)
		one_call(i % 4 < 2 ? &root : &walked, outside.path, i, &b,
		    &n);
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	print_message("# %d calls: %d inside, %d failed, %d outside; "
	    "open() went out %d times\n", i, n.inside, n.failed, n.outside,
	    n.naive);
	buf_release(&b);
	root_release(&root);
	root_release(&walked);
	tree_remove(&tree);
	tree_remove(&outside);
	assert_int_equal(n.outside, 0);
	assert_int_equal(n.resolved_out, 0);
	if (i < 1000)
		return;		/* swept */
	/* The race was there: others lost it, and we saw both states. */
	assert_true(n.naive > 0);
	assert_true(n.inside > 0);
	assert_true(n.failed > 0);
}

/* A folder that is moved out of the tree between two steps. */
static void
test_moved_folder(void **state)
{
	struct tree tree, outside;
	struct root root = ROOT_INIT;
	struct root_walk w;
	struct stat st;

	tree_make(&tree);
	tree_make(&outside);
	tree_file(&outside, "file", "OUTSIDE");
	tree_folder(&tree, "a/b");
	tree_file(&tree, "a/file", "in");
	assert_int_equal(root_open(&root, tree.path, NULL), 0);
	assert_int_equal(root_walk(&w, &root, "/a/b/.", ROOT_LAST_KEEP), 0);
	assert_int_equal(w.depth, 2);
	assert_int_equal(rename(tree_path(&tree, "a/b"),
	    tree_path(&outside, "b")), 0);
	/* The kernel's ".." is outside now; ours is the folder before. */
	assert_int_equal(fstatat(w.fd[2], "../file", &st, 0), 0);
	assert_int_equal(st.st_size, 7);
	assert_int_equal(fstatat(w.fd[1], "file", &st, 0), 0);
	assert_int_equal(st.st_size, 2);
	root_walk_close(&w);
	root_release(&root);
	tree_remove(&tree);
	tree_remove(&outside);
}

static int
open_files(void)
{
	int fd, n = 0;

	for (fd = 0; fd < 1024; fd++)
		n += fcntl(fd, F_GETFD) >= 0;
	return n;
}

static void
test_limits(void **state)
{
	char path[ROOT_MAX_PATH + 10], name[300];
	struct root root = ROOT_INIT;
	struct root_walk w;
	struct tree tree;
	struct stat st;
	int i, before;

	tree_make(&tree);
	assert_int_equal(root_open(&root, tree.path, NULL), 0);
	before = open_files();
	path[0] = '\0';
	for (i = 0; i < ROOT_MAX_DEPTH; i++) {
		strncat(path, "/d", sizeof(path) - strlen(path) - 1);
		assert_int_equal(mkdir(tree_path(&tree, path + 1), 0755), 0);
		/* Up to 127 folders may be held; the last is not entered. */
		assert_int_equal(root_stat(&root, path, &st), 0);
	}
	strncat(path, "/d", sizeof(path) - strlen(path) - 1);
	assert_int_equal(root_walk(&w, &root, path, ROOT_LAST_FOLLOW),
	    -ENAMETOOLONG);
	root_walk_close(&w);
	memset(name, 'n', sizeof(name));
	name[0] = '/';
	name[256] = '\0';
	assert_int_equal(root_stat(&root, name, &st), -ENOENT);
	name[256] = 'n';
	name[257] = '\0';
	assert_int_equal(root_stat(&root, name, &st), -ENAMETOOLONG);
	memset(path, '/', sizeof(path));
	path[ROOT_MAX_PATH - 1] = '\0';
	assert_int_equal(root_stat(&root, path, &st), 0);
	path[ROOT_MAX_PATH - 1] = '/';
	path[ROOT_MAX_PATH] = '\0';
	assert_int_equal(root_stat(&root, path, &st), -ENAMETOOLONG);
	/* Nothing stays open behind any of this. */
	assert_int_equal(open_files(), before);
	root_release(&root);
	tree_remove(&tree);
}

static void
test_missing(void **state)
{
	struct root root = ROOT_INIT;
	struct root_walk w;
	struct tree tree;

	tree_make(&tree);
	tree_folder(&tree, "etc");
	tree_link(&tree, "etc/link", "new/file");
	assert_int_equal(root_open(&root, tree.path, NULL), 0);
	assert_int_equal(root_walk(&w, &root, "/etc/link", ROOT_LAST_FOLLOW),
	    -ENOENT);
	assert_true(w.missing);
	assert_string_equal(w.path, "/etc/new");
	assert_string_equal(w.name, "new");
	assert_string_equal(w.rest + w.at, "/file");
	root_walk_close(&w);
	root_release(&root);
	tree_remove(&tree);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_race),
		cmocka_unit_test(test_moved_folder),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_missing),
	};

	return cmocka_run_group_tests_name("root_walk", tests, NULL, NULL);
}
