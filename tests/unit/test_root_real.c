/* Real paths, keys and kept lists: the same answers as the walk gives. */
#include "tests/unit/unit.h"

#include "agent/base/root_real.h"
#include "tests/unit/tree.h"

struct fixture {
	struct tree tree;
	struct root root;
	struct pool pool;
};

/* A merged /usr with a unit, links to it of every kind, and bad ones. */
static int
setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	tree_make(&f->tree);
	tree_file(&f->tree, "usr/lib/systemd/system/a.service", "[Unit]\n");
	tree_link(&f->tree, "usr/lib/systemd/system/x.wants/a.service",
	    "../a.service");
	tree_link(&f->tree, "etc/system/x.wants/a.service",
	    "/lib/systemd/system/a.service");
	tree_link(&f->tree, "etc/system/through", "up/../a");
	tree_link(&f->tree, "etc/system/out", "../../../../../usr/lib");
	tree_link(&f->tree, "etc/system/loop", "loop");
	tree_link(&f->tree, "etc/system/gone", "nowhere/at/all");
	tree_link(&f->tree, "etc/system/up", "../../usr/lib");
	tree_file(&f->tree, "usr/a", "");
	tree_link(&f->tree, "lib", "usr/lib");
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

static const struct { const char *path, *real; int r; } cases[] = {
	{ "/", "/", 0 },
	{ "/lib", "/usr/lib", 0 },
	{ "/lib/systemd/system/a.service",
	    "/usr/lib/systemd/system/a.service", 0 },
	{ "/lib/systemd/system/x.wants/a.service",
	    "/usr/lib/systemd/system/a.service", 0 },
	{ "/etc/system/x.wants/a.service",
	    "/usr/lib/systemd/system/a.service", 0 },
	{ "/etc/system/up/systemd", "/usr/lib/systemd", 0 },
	/* ".." behind a link goes to where the link led from there */
	{ "/etc/system/through", "/usr/a", 0 },
	{ "/etc/system/up/../a", "/usr/a", 0 },
	{ "/etc/system/out/systemd", "/usr/lib/systemd", 0 },
	{ "/etc/./system//up", "/usr/lib", 0 },
	{ "/etc/system/up/", "/usr/lib", 0 },
	{ "/etc/system/loop", NULL, -ELOOP },
	{ "/etc/system/loop/x", NULL, -ELOOP },
	{ "/etc/system/gone", NULL, -ENOENT },
	{ "/etc/none/x", NULL, -ENOENT },
	{ "/usr/a/x", NULL, -ENOTDIR },
};

/* root_resolve() with what is remembered, without, and after lists. */
static void
resolve_all(struct fixture *f)
{
	struct buf b = BUF_INIT(4096);
	size_t i;
	int r;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		r = root_resolve(&f->root, cases[i].path, &b);
		assert_int_equal(r, cases[i].r);
		if (r == 0)
			assert_string_equal(b.p, cases[i].real);
	}
	buf_release(&b);
}

static void
test_resolve(void **state)
{
	struct fixture *f = *state;
	struct strv names = { .n = 0 };

	resolve_all(f);
	root_remember(&f->root);
	resolve_all(f);
	resolve_all(f);
	root_forget(&f->root);
	root_remember(&f->root);
	assert_int_equal(root_list(&f->root, "/etc/system", &f->pool, &names,
	    NULL), 0);
	assert_int_equal(root_list(&f->root, "/lib/systemd/system",
	    &f->pool, &names, NULL), 0);
	resolve_all(f);
}

static void
test_key(void **state)
{
	struct fixture *f = *state;
	char room[ROOT_MAX_PATH];
	const char *path = "/lib/systemd/system/x.wants/a.service";
	int r;

	/* Nothing is remembered: each path is its own. */
	assert_ptr_equal(root_real_key(&f->root, path, room, &r), path);
	assert_int_equal(r, 0);
	root_remember(&f->root);
	/* The folder is a real one then; the last name stays a link. */
	assert_string_equal(root_real_key(&f->root, path, room, &r),
	    "/usr/lib/systemd/system/x.wants/a.service");
	path = "/usr/lib/systemd";
	assert_ptr_equal(root_real_key(&f->root, path, room, &r), path);
	assert_int_equal(r, 0);
	root_real_key(&f->root, "/none/x", room, &r);
	assert_int_equal(r, -ENOENT);
	root_real_key(&f->root, "/usr/a/x/y", room, &r);
	assert_int_equal(r, -ENOTDIR);
	path = "/lib/..";
	assert_ptr_equal(root_real_key(&f->root, path, room, &r), path);
	path = "/lib/systemd/";
	assert_ptr_equal(root_real_key(&f->root, path, room, &r), path);
}

/* What was listed is known without another look: the file may be gone. */
static void
test_kind(void **state)
{
	struct fixture *f = *state;
	struct strv names = { .n = 0 };
	struct buf b = BUF_INIT(4096);
	char path[300];

	root_remember(&f->root);
	assert_int_equal(root_real_kind(&f->root, "/etc/system/up"),
	    ROOT_KIND_UNKNOWN);
	assert_int_equal(root_list(&f->root, "/etc/system", &f->pool, &names,
	    NULL), 0);
	assert_int_equal(names.n, 6);
	assert_string_equal(names.v[0], "gone");
	assert_int_equal(root_real_kind(&f->root, "/etc/system/none"),
	    ROOT_KIND_ABSENT);
	if (root_real_kind(&f->root, "/etc/system/up") == ROOT_KIND_UNKNOWN)
		skip_because("this file system does not tell");
	assert_int_equal(root_real_kind(&f->root, "/etc/system/up"),
	    ROOT_KIND_LINK);
	assert_int_equal(root_real_kind(&f->root, "/etc/system/x.wants"),
	    ROOT_KIND_FOLDER);
	names.n = 0;
	assert_int_equal(root_list(&f->root, "/usr", &f->pool, &names, NULL),
	    0);
	assert_int_equal(root_real_kind(&f->root, "/usr/a"), ROOT_KIND_FILE);
	assert_int_equal(root_readlink(&f->root, "/usr/a", &b), -EINVAL);
	assert_int_equal(root_readlink(&f->root, "/usr/lib", &b), -EINVAL);
	assert_int_equal(root_readlink(&f->root, "/usr/b", &b), -ENOENT);
	/* A link that took the file's place is not followed blindly. */
	snprintf(path, sizeof(path), "%s/usr/a", f->tree.path);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(symlink("../etc/system/x.wants/a.service", path), 0);
	assert_int_equal(root_read(&f->root, "/usr/a", &b, NULL, NULL), 0);
	assert_string_equal(b.p, "[Unit]\n");
	/* The list is the one of before. */
	tree_file(&f->tree, "usr/b", "");
	names.n = 0;
	assert_int_equal(root_list(&f->root, "/usr", &f->pool, &names, NULL),
	    0);
	assert_int_equal(names.n, 2);
	buf_release(&b);
}

/* One file under two names of its folder is read once. */
static void
test_one_key(void **state)
{
	struct fixture *f = *state;
	struct buf b = BUF_INIT(4096);
	char path[300];
	struct stat st;

	root_remember(&f->root);
	assert_int_equal(root_read(&f->root, "/lib/systemd/system/a.service",
	    &b, NULL, NULL), 0);
	assert_int_equal(root_lstat(&f->root, "/lib/systemd", &st), 0);
	snprintf(path, sizeof(path), "%s/usr/lib/systemd", f->tree.path);
	assert_int_equal(chmod(path, 0700), 0);
	tree_file(&f->tree, "usr/lib/systemd/system/a.service", "changed");
	assert_int_equal(root_read(&f->root,
	    "/usr/lib/systemd/system/a.service", &b, NULL, NULL), 0);
	assert_string_equal(b.p, "[Unit]\n");
	assert_int_equal(root_lstat(&f->root, "/usr/lib/systemd", &st), 0);
	assert_int_equal(st.st_mode & 07777, 0755);
	/* What is no link is the same with a look behind it. */
	assert_int_equal(root_stat(&f->root, "/usr/lib/systemd", &st), 0);
	assert_int_equal(st.st_mode & 07777, 0755);
	buf_release(&b);
}

/* A folder that is asked about often is listed, and what is not in it is not
 * asked for again; an automounter's, who lists nothing, is always asked. */
static void
test_learns(void **state)
{
	static const char *const folders[] = { "usr/learn", "usr/local/learn",
		"home/learn" };
	struct fixture *f = *state;
	char path[300], name[280];
	struct stat st;
	unsigned i, k;

	for (i = 0; i < 3; i++) {
		snprintf(path, sizeof(path), "%s/one", folders[i]);
		tree_file(&f->tree, path, "x");
	}
	root_remember(&f->root);
	for (i = 0; i < 3; i++) {
		for (k = 0; k < 9; k++) {
			snprintf(path, sizeof(path), "/%s/no%u", folders[i],
			    k);
			assert_int_equal(root_stat(&f->root, path, &st),
			    -ENOENT);
		}
		snprintf(name, sizeof(name), "/%s/one", folders[i]);
		assert_int_equal(root_listed(&f->root, name), i == 0);
		assert_int_equal(root_listed(&f->root, path),
		    i == 0 ? -ENOENT : 0);
		snprintf(name, sizeof(name), "%s/late", folders[i]);
		tree_file(&f->tree, name, "x");
		snprintf(path, sizeof(path), "/%s", name);
		assert_int_equal(root_stat(&f->root, path, &st),
		    i == 0 ? -ENOENT : 0);
		/* To some file systems this is the same name as "one". */
		snprintf(path, sizeof(path), "/%s/ONE", folders[i]);
		assert_int_equal(root_real_kind(&f->root, path),
		    ROOT_KIND_UNKNOWN);
		assert_int_equal(root_listed(&f->root, path), 0);
	}
}

/* Without its stat(2), the text is the same. */
static void
test_listed_texts(void **state)
{
	static const size_t sizes[] = { 0, 1, 127, 128, 129, 511, 512, 513,
		4094, 4095, 4096, 16382, 16383, 16384, 40000 };
	struct fixture *f = *state;
	struct strv names = { .n = 0 };
	char *text = calloc(1, 50000), path[64], head[ROOT_HEAD];
	struct buf b = BUF_INIT(65536);
	size_t i, n, m;
	struct stat st;

	assert_non_null(text);
	memset(text, 'a', 49999);
	for (i = 0; i < 2 * sizeof(sizes) / sizeof(sizes[0]); i++) {
		n = sizes[i / 2];
		snprintf(path, sizeof(path), "usr/t/%zu", i);
		text[n] = '\0';
		if (i % 2 == 0 && n > 0)
			text[n - 1] = '\n';
		tree_file(&f->tree, path, text);
		text[n] = 'a';
		if (n > 0)
			text[n - 1] = 'a';
	}
	root_remember(&f->root);
	assert_int_equal(root_list(&f->root, "/usr/t", &f->pool, &names,
	    NULL), 0);
	for (i = 0; i < names.n; i++) {
		snprintf(path, sizeof(path), "/usr/t/%zu", i);
		n = sizes[i / 2];
		m = n < ROOT_HEAD ? n : ROOT_HEAD;
		if (i % 3 == 0)
			assert_int_equal(root_head(&f->root, path, head), m);
		assert_int_equal(root_read(&f->root, path, &b, NULL, NULL),
		    0);
		assert_int_equal(b.len, n);
		assert_int_equal(root_head(&f->root, path, head), m);
		assert_true(n < 2 || head[0] == 'a');
		assert_int_equal(root_read(&f->root, path, &b, &st, NULL),
		    0);
		assert_int_equal(b.len, n);
		assert_int_equal(st.st_size, n);
	}
	b.max = 100;
	assert_int_equal(root_read(&f->root, "/usr/t/4", &b, NULL, NULL),
	    -EFBIG);
	assert_int_equal(root_read(&f->root, "/usr/t/29", &b, NULL, NULL),
	    -EFBIG);
	free(text);
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_resolve, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_key, setup, teardown),
		cmocka_unit_test_setup_teardown(test_kind, setup, teardown),
		cmocka_unit_test_setup_teardown(test_learns, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_listed_texts, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_one_key, setup,
		    teardown),
	};

	return cmocka_run_group_tests_name("root_real", tests, NULL, NULL);
}
