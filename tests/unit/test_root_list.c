/* Lists and globs; globs against /bin/sh, name by name. */
#include "tests/unit/swept.h"
#include "tests/unit/unit.h"

#include "agent/base/root.h"
#include "tests/unit/tree.h"

#include <sys/wait.h>

struct fixture {
	struct tree tree;
	struct root root;
	struct pool pool;
	struct strv out;
};

static int
setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	tree_make(&f->tree);
	f->root = ROOT_INIT;
	assert_int_equal(root_open(&f->root, f->tree.path, NULL), 0);
	*state = f;
	return 0;
}

static int
teardown(void **state)
{
	struct fixture *f = *state;

	pool_release(&f->pool);
	root_release(&f->root);
	tree_remove(&f->tree);
	free(f);
	return 0;
}

/* The list as one text, a bar behind each name. */
static void
expect(struct fixture *f, const char *text)
{
	char got[4096] = "";
	size_t i;

	for (i = 0; i < f->out.n; i++) {
		strncat(got, f->out.v[i], sizeof(got) - strlen(got) - 1);
		strncat(got, "|", sizeof(got) - strlen(got) - 1);
	}
	assert_string_equal(got, text);
	f->out.n = 0;
}

static void
test_list(void **state)
{
	struct fixture *f = *state;
	struct err e = { 0 };

	tree_file(&f->tree, "etc/rc2.d/S88sendmail", "");
	tree_file(&f->tree, "etc/rc2.d/.S88old", "");
	tree_file(&f->tree, "etc/rc2.d/K01", "");
	tree_file(&f->tree, "etc/rc2.d/S\n1", "");
	tree_file(&f->tree, "etc/rc2.d/S\xff", "");
	tree_file(&f->tree, "etc/rc2.d/S10", "");
	tree_link(&f->tree, "etc/rc", "rc2.d");
	assert_int_equal(root_list(&f->root, "/etc/rc", &f->pool, &f->out,
	    &e), 0);
	expect(f, ".S88old|K01|S\n1|S10|S88sendmail|S\xff|");
	assert_int_equal(root_list(&f->root, "/", &f->pool, &f->out, &e), 0);
	expect(f, "etc|");
	assert_int_equal(root_list(&f->root, "/etc/rc2.d/K01", &f->pool,
	    &f->out, &e), -ENOTDIR);
	assert_string_equal(e.text, "/etc/rc2.d/K01: Not a directory");
	assert_int_equal(root_list(&f->root, "/none", &f->pool, &f->out, &e),
	    -ENOENT);
	assert_string_equal(e.text, "/none: No such file or directory");
	/* Appended, and only what is new is sorted. */
	assert_int_equal(strv_push(&f->pool, &f->out, "zzz"), 0);
	assert_int_equal(root_list(&f->root, "/etc", &f->pool, &f->out, &e),
	    0);
	expect(f, "zzz|rc|rc2.d|");
}

static const char *const names[] = {
	"a", "b", "ab", "a-b", "a.b", ".hidden", ".h/x", "a b", "A", "d/x",
	"d/y", "d-e/x", "d/sub/x", "d/.dot", "[x]", "x*y", "back\\slash",
	"new\nline", "\xff\xfe", "\xc3\xa9", "rc0.d/K01a", "rc2.d/S88sendmail",
	"rc2.d/S10x", "rc3.d/S88sendmail", "d/[", "]",
};

static const char *const patterns[] = {
	"*", "?", "??", "a*", "*b", "[ab]", "[!ab]", "[!ab]*", ".*h*", ".h*",
	"*/x", "*/*", "d*/x", "d*/", "*/", "d/*", "d/.*o*", "*/*/*", "rc?.d/S*",
	"rc[0-2].d/[SK][0-9][0-9]*", "\\[x\\]", "[[]x]", "x\\**", "x[*]y",
	"back\\\\*", "new?line", "*line", "[[:upper:]]", "[[:alpha:]]*",
	"none*", "a", "none", "d/../a*", "./a*", "d//x", "d*//x", "link/*",
	"*ing", "link*/x", "gone/*", "[a-", "d/[", "]", "[]]", "[]-a]", "a\\b",
	"[a-c]*", "[c-a]*", "\\.h*", "*.", "*[", "[!.]*", "*\\b", "\xff*",
	"[\\]]", "[a\\-c]", "[[:bogus:]]*", "?[!a]*",
};

/* What the shell makes of it, one path and a NUL each. */
static size_t
ask_shell(const char *folder, const char *pattern, char *out, size_t size)
{
	char script[512];
	size_t len = 0;
	ssize_t n;
	int fd[2], status;
	pid_t pid;

	/* A pattern in a variable would lose its backslashes' meaning. */
	snprintf(script, sizeof(script), "cd %s && for f in %s; do "
	    "if test -e \"$f\" || test -h \"$f\"; then "
	    "printf '%%s\\0' \"$f\"; fi; done", folder, pattern);
	assert_int_equal(pipe(fd), 0);
	pid = fork();
	if (pid == 0) {
		dup2(fd[1], 1);
		close(fd[0]);
		close(fd[1]);
		setenv("LC_ALL", "C", 1);
		execl("/bin/sh", "sh", "-c", script, (char *)NULL);
		_exit(127);
	}
	close(fd[1]);
	while (len < size && (n = read(fd[0], out + len, size - len)) > 0)
		len += (size_t)n;
	close(fd[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	return len;
}

static void
test_glob_as_sh(void **state)
{
	struct fixture *f = *state;
	char out[8192], ours[8192], pattern[128];
	size_t i, k, len, n, matched = 0;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		tree_file(&f->tree, names[i], "");
	tree_link(&f->tree, "link", "d");
	tree_link(&f->tree, "dangling", "none");
	for (i = 0; i < sizeof(patterns) / sizeof(patterns[0]); i++) {
		len = ask_shell(f->tree.path, patterns[i], out, sizeof(out));
		snprintf(pattern, sizeof(pattern), "/%s", patterns[i]);
		f->out.n = 0;
		assert_int_equal(root_glob(&f->root, pattern, &f->pool,
		    &f->out), 0);
		for (k = n = 0; k < f->out.n; k++) {
			size_t l = strlen(f->out.v[k]);

			memcpy(ours + n, f->out.v[k] + 1, l);
			n += l;
		}
		if (n != len || memcmp(ours, out, n) != 0)
			fail_msg("%s: %zu bytes (%.*s), the shell has %zu "
			    "(%.*s)", patterns[i], n, (int)n, ours, len,
			    (int)len, out);
		matched += n > 0;
	}
	assert_true(matched > 40);
}

static void
test_glob(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "etc/rc2.d/S88sendmail", "");
	tree_file(&f->tree, "etc/rc3.d/S88sendmail", "");
	tree_link(&f->tree, "etc/out", "../../../../../../../../../..");
	assert_int_equal(root_glob(&f->root, "/etc/rc?.d/S*sendmail",
	    &f->pool, &f->out), 0);
	expect(f, "/etc/rc2.d/S88sendmail|/etc/rc3.d/S88sendmail|");
	assert_int_equal(root_glob(&f->root, "/none/*", &f->pool, &f->out),
	    0);
	expect(f, "");
	/* Out of the tree and back into it is the tree's own root. */
	assert_int_equal(root_glob(&f->root, "/etc/out/*", &f->pool,
	    &f->out), 0);
	expect(f, "/etc/out/etc|");
	assert_int_equal(root_glob(&f->root, "etc/*", &f->pool, &f->out),
	    -EINVAL);
	assert_int_equal(root_glob(&f->root, "/", &f->pool, &f->out), 0);
	expect(f, "/|");
}

/* One pattern may not look through everything for ever. */
static void
test_glob_bounded(void **state)
{
	static const char deep[] = "/*/*/*/*/*/*/*/*/*/*/*/*";
	struct fixture *f = *state;

	tree_link(&f->tree, "a", ".");
	tree_link(&f->tree, "b", ".");
	tree_link(&f->tree, "c", ".");
	/* Not as deep where each of all these calls is to fail once. */
	assert_int_equal(root_glob(&f->root, &deep[SWEPT_TURNS(0, 18)],
	    &f->pool, &f->out), SWEPT_TURNS(-E2BIG, 0));
	assert_int_equal(f->out.n, SWEPT_TURNS(0, 27));
}

static void
test_may_hold(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "bin/savelog", "x");
	/* Nothing is remembered: nobody can say. */
	assert_true(root_may_hold(&f->root, "/bin", "other"));
	root_remember(&f->root);
	assert_true(root_may_hold(&f->root, "/bin", "savelog"));
	assert_true(root_may_hold(&f->root, "/bin", "SaveLog"));
	assert_true(root_may_hold(&f->root, "/bin", "savelog/x"));
	assert_true(root_may_hold(&f->root, "/bin", "../etc"));
	assert_true(root_may_hold(&f->root, "/bin", "s\xc3\xa4velog"));
	assert_false(root_may_hold(&f->root, "/bin", "other"));
	/* What cannot be listed may hold anything. */
	assert_true(root_may_hold(&f->root, "/none", "other"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_list, setup, teardown),
		cmocka_unit_test_setup_teardown(test_glob_as_sh, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_glob, setup, teardown),
		cmocka_unit_test_setup_teardown(test_glob_bounded, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_may_hold, setup,
		    teardown),
	};

	return cmocka_run_group_tests_name("root_list", tests, NULL, NULL);
}
