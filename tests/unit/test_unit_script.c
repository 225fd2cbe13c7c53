/* Commands of units that a shell runs, or could. */
#include "tests/unit/tree.h"
#include "tests/unit/unit.h"

#include "platforms/unit_script.h"

static struct unit_command
command(struct pool *p, const char *const *argv, size_t n)
{
	struct unit_command c = { .program = argv[0] };

	assert_int_equal(words_from_argv(p, argv, n, &c.words), 0);
	return c;
}

static void
test_is_shell(void **state)
{
	assert_true(unit_is_shell("/bin/sh"));
	assert_true(unit_is_shell("ksh93"));
	assert_false(unit_is_shell("/bin/csh"));
	assert_false(unit_is_shell("/bin/sh/x"));
}

static void
test_text(void **state)
{
	static const char *const argv[] = { "/bin/x", "a b", "it's", "$y" };
	struct pool p = { .failed = false };
	struct unit_command c = command(&p, argv, 4);

	assert_string_equal(unit_as_text(&p, &c),
	    "'/bin/x' 'a b' 'it'\\''s' '$y' ");
	c.words.v[3].gap = WORD_TAIL;
	assert_null(unit_as_text(&p, &c));
	pool_release(&p);
}

static void
test_script(void **state)
{
	static const char *const text[] = { "/bin/sh", "-ec", "t", "0", "1" };
	static const char *const file[] = { "/opt/start", "a" };
	struct host host = { .root = ROOT_INIT, .source = SOURCE_ROOT };
	struct sh_options o = { .args = NULL };
	struct pool p = { .failed = false };
	struct strv args = { .n = 0 };
	struct unit_command c = command(&p, text, 5);
	const char *path;
	struct err e;
	struct tree t;

	tree_make(&t);
	tree_file(&t, "opt/start", "#! /bin/bash -e\n");
	assert_int_equal(root_open(&host.root, t.path, &e), 0);
	assert_true(unit_as_script(&host, &p, &c, &path, &o, &args));
	assert_string_equal(path, "t");
	assert_true(o.text_is_command);
	assert_int_equal(args.n, 1);
	assert_string_equal(args.v[0], "1");
	o = (struct sh_options){ .args = NULL };
	args = (struct strv){ .n = 0 };
	c = command(&p, file, 2);
	assert_true(unit_as_script(&host, &p, &c, &path, &o, &args));
	assert_string_equal(path, "/opt/start");
	assert_false(o.text_is_command);
	assert_string_equal(o.args[0], "a");
	tree_file(&t, "opt/start", "#!/usr/bin/perl\n");
	assert_false(unit_as_script(&host, &p, &c, &path, &o, &args));
	root_release(&host.root);
	tree_remove(&t);
	pool_release(&p);
}

static void
test_env(void **state)
{
	struct unit_var b = { .name = "B", .unknown = true };
	struct unit_var a = { .next = &b, .name = "A", .value = "1" };
	struct unit_env env = { .vars = &a };
	struct pool p = { .failed = false };
	struct strv list = { .n = 0 };

	assert_int_equal(unit_script_env(&p, &env, &list), 0);
	assert_int_equal(list.n, 1);
	assert_string_equal(list.v[0], "A=1");
	pool_release(&p);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_is_shell),
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_script),
		cmocka_unit_test(test_env),
	};

	return cmocka_run_group_tests_name("unit_script", tests, NULL, NULL);
}
