/* What is left when nothing else matches. */
#include "tests/unit/unit.h"

#include "tests/unit/platformtest.h"


static void
another_linux(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "usr/lib/systemd/systemd", "x");
	tree_file(&f->tree, "etc/os-release", "ID=void\nPRETTY_NAME=Void\n");
	expect(f, "generic", "Void", NULL, "systemd");
	assert_string_equal(describe(f, "generic").distribution, "void");
}

static void
an_empty_folder(void **state)
{
	struct fixture *f = *state;
	struct os_version v = describe(f, "generic");

	assert_null(v.init);
	assert_null(v.title);
}

static void
one_script(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "etc/rc", "x\n");
	assert_string_equal(describe(f, "generic").init, "bsd");
	tree_file(&f->tree, "etc/rc.subr", "x\n");
	assert_string_equal(describe(f, "generic").init, "rc.subr");
}

static void
table(void **state)
{
	check_table("generic");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(another_linux),
		TEST(an_empty_folder),
		TEST(one_script),
		cmocka_unit_test(table),
	};

	return cmocka_run_group_tests_name("generic", tests, NULL, NULL);
}
