/* Files that scripts share: read and parsed once. */
#include "tests/unit/shell_case.h"

#include "platforms/shell_file.h"

static const struct shell_case file_cases[] = {
	{ .name = "sourced twice: functions are defined anew",
	    .script =
		". /l\n"
		"f 1\n"
		"f() { run other; }\n"
		"f 2\n"
		". /l\n"
		"f 3\n",
	    .expect =
		"yes 2 run l 1\n"
		"yes 3 run other\n"
		"yes 6 run l 3\n",
	    .files = {
		"l",
		"f() {\n"
		"  P=run; $P l $1\n"
		"}\n"
	    } },
	{ .name = "sourced, and run as the script that was asked for",
	    .script =
		"if [ -z \"$IN\" ]; then IN=1 . /s; fi\n"
		"run \"x$IN\"\n",
	    .expect =
		"yes 1 run x1\n"
		"yes 2 run x1\n" },
	{ .name = "broken where it is sourced, each time",
	    .script =
		". /l\n"
		". /l\n"
		"run \"$A\"\n",
	    .expect =
		"yes 3 run ?\n"
		"doubt 3 `fi` is expected here\n",
	    .files = {
		"l",
		"A=1\n"
		"if true; then B=2\n"
	    } },
};

static void
test_cases(void **state)
{
	shell_case_check(file_cases,
	    sizeof(file_cases) / sizeof(file_cases[0]), false);
}

/* One text and one tree of commands for all evaluations of a look; others
 * for each that remembers nothing. */
static void
test_shared(void **state)
{
	struct host host = { .root = ROOT_INIT, .source = SOURCE_ROOT };
	struct sh_state st = { .cwd = "/" };
	struct sh first = { .host = &host, .st = &st };
	struct sh second = first;
	struct sh_file *f, *same;
	struct tree t;
	struct err e = { .code = 0 };

	tree_make(&t);
	tree_file(&t, "l", "run \001\n");
	assert_int_equal(root_open(&host.root, t.path, &e), 0);
	assert_int_equal(sh_file_read(&first, "/l", &f), 0);
	assert_string_equal(f->text, "run ?\n");
	assert_int_equal(first.read, 6);
	assert_int_equal(sh_file_read(&second, "/l", &same), 0);
	assert_true(f != same);
	assert_int_equal(sh_file_read(&first, "/none", &same), -ENOENT);
	assert_null(same);
	assert_int_equal(sh_files_release(&first), 0);
	assert_int_equal(sh_files_release(&second), 0);

	root_remember(&host.root);
	first.files_own = second.files_own = (struct sh_files){ .bytes = 0 };
	assert_int_equal(sh_file_read(&first, "/l", &f), 0);
	assert_non_null(sh_file_parse(f, true)->node);
	assert_int_equal(sh_files_release(&first), 0);
	assert_int_equal(sh_file_read(&second, "/l", &same), 0);
	assert_ptr_equal(f, same);
	assert_ptr_equal(sh_file_parse(f, true), sh_file_parse(same, true));
	assert_true(sh_file_parse(f, true) != sh_file_parse(f, false));
	assert_int_equal(second.read, 12);
	assert_int_equal(sh_files_release(&second), 0);
	root_release(&host.root);
	tree_remove(&t);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_shared),
	};

	return cmocka_run_group_tests_name("shell_file", tests, NULL, NULL);
}
