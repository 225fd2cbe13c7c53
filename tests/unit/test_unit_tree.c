/* The folders of the search path, aliases, masks, merged folders. */
#include "tests/unit/unit.h"

#include "tests/unit/unit_tree.h"

static void
folders(void **state)
{
	struct fixture *f = *state;
	struct unit_tree *t;

	tree_file(&f->tree, ETC "a.service", "x");
	tree_file(&f->tree, USR "a.service", "x");
	tree_file(&f->tree, USR "b.service", "x");
	tree_file(&f->tree, "run/systemd/system/c.service", "x");
	t = look(f);
	assert_int_equal(t->n_dirs, 2);
	assert_string_equal(t->dirs[0].path, "/etc/systemd/system");
	assert_string_equal(t->dirs[1].path, "/usr/lib/systemd/system");
	assert_ptr_equal(unit_tree_find(t, "a.service"), &t->dirs[0]);
	assert_ptr_equal(unit_tree_find(t, "b.service"), &t->dirs[1]);
	assert_null(unit_tree_find(t, "c.service"));
	assert_null(t->doubts);
}

static void
version(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(look(f)->version, 0);
	tree_file(&f->tree, "usr/lib/systemd/libsystemd-shared-239.so", "");
	assert_int_equal(look(f)->version, 239);
	tree_file(&f->tree,
	    "usr/lib/x86_64-linux-gnu/systemd/libsystemd-shared-257.so", "");
	assert_int_equal(look(f)->version, 257);
}

static void
fedora_version(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree,
	    "usr/lib/systemd/libsystemd-shared-255.4-1.fc40.so", "");
	assert_int_equal(look(f)->version, 255);
}

static void
aliases(void **state)
{
	struct fixture *f = *state;
	const struct unit_alias *a;

	tree_file(&f->tree, USR "a.service", "x");
	tree_link(&f->tree, ETC "a.service", "../../../lib/systemd/system/"
	    "a.service");
	tree_link(&f->tree, ETC "b.service", "/lib/systemd/system/a.service");
	tree_link(&f->tree, ETC "c.socket", "/lib/systemd/system/a.service");
	tree_link(&f->tree, ETC "d.service", "/opt/a.service");
	a = look(f)->aliases;
	assert_non_null(a);
	assert_string_equal(a->name, "b.service");
	assert_string_equal(a->target, "a.service");
	assert_string_equal(a->at.path, "/" ETC "b.service");
	assert_string_equal(a->at.text, "-> /lib/systemd/system/a.service");
	assert_null(a->next);
}

static void
null(void **state)
{
	struct fixture *f = *state;

	tree_link(&f->tree, "a", "/dev/null");
	tree_link(&f->tree, "b", "a");
	tree_link(&f->tree, "x/y/c", "../../dev/./null");
	tree_file(&f->tree, "d", "");
	tree_file(&f->tree, "e", "x");
	tree_link(&f->tree, "f", "/dev/zero");
	assert_true(unit_is_null(&f->host, "/a"));
	assert_true(unit_is_null(&f->host, "/b"));
	assert_true(unit_is_null(&f->host, "/x/y/c"));
	assert_true(unit_is_null(&f->host, "/d"));
	assert_false(unit_is_null(&f->host, "/e"));
	assert_false(unit_is_null(&f->host, "/f"));
	assert_false(unit_is_null(&f->host, "/none"));
	assert_false(unit_is_null(&f->host, "/x"));
}

static void
merged(void **state)
{
	struct fixture *f = *state;
	struct strv names = { .n = 0 }, got = { .n = 0 };

	tree_link(&f->tree, USR "m.target.wants/b.service", "x");
	tree_link(&f->tree, USR "m.target.wants/a.service", "x");
	tree_link(&f->tree, ETC "m.target.wants/b.service", "/dev/null");
	assert_int_equal(strv_push(&f->pool, &names, "m.target"), 0);
	assert_int_equal(unit_dropins(look(f), &names, ".wants", "", &got),
	    0);
	assert_int_equal(got.n, 2);
	assert_string_equal(got.v[0], "/" USR "m.target.wants/a.service");
	assert_string_equal(got.v[1], "/" ETC "m.target.wants/b.service");
}

static void
unreadable_folder(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "usr/local/lib/systemd/system", "a file");
	assert_string_equal(look(f)->doubts->at.path,
	    "/usr/local/lib/systemd/system");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(folders, setup, teardown),
		cmocka_unit_test_setup_teardown(version, setup, teardown),
		cmocka_unit_test_setup_teardown(fedora_version, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(aliases, setup, teardown),
		cmocka_unit_test_setup_teardown(null, setup, teardown),
		cmocka_unit_test_setup_teardown(merged, setup, teardown),
		cmocka_unit_test_setup_teardown(unreadable_folder, setup,
		    teardown),
	};

	return cmocka_run_group_tests_name("unit_tree", tests, NULL, NULL);
}
