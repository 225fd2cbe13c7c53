/* Condition and Assert lines that ask for files (systemd.unit(5)). */
#include "tests/unit/unit.h"

#include "platforms/unit_cond.h"
#include "tests/unit/unit_tree.h"

static void
expect(struct fixture *f, const char *lines, enum tri want, unsigned line)
{
	struct place at = { .line = 0 };
	struct unit u;
	char text[1024];

	snprintf(text, sizeof(text), "[Unit]\n%s\n", lines);
	tree_file(&f->tree, ETC "x.service", text);
	u = load(f, "x.service");
	if (unit_condition(&f->units, &u, &at) != want || at.line != line)
		fail_msg("%s: not %d at line %u (%u)", lines, (int)want, line,
		    at.line);
}

static void
files(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "etc/a", "x");
	tree_file(&f->tree, "etc/empty", "");
	tree_folder(&f->tree, "etc/none");
	tree_link(&f->tree, "etc/link", "a");
	expect(f, "", TRI_YES, 0);
	expect(f, "ConditionPathExists=/etc/a", TRI_YES, 0);
	expect(f, "ConditionPathExists=/etc/b", TRI_NO, 2);
	expect(f, "ConditionPathExists=!/etc/a", TRI_NO, 2);
	expect(f, "ConditionPathExists=!/etc/b", TRI_YES, 0);
	expect(f, "ConditionPathExistsGlob=/etc/e*", TRI_YES, 0);
	expect(f, "ConditionPathIsDirectory=/etc/a", TRI_NO, 2);
	expect(f, "ConditionPathIsDirectory=/etc/none", TRI_YES, 0);
	expect(f, "ConditionPathIsSymbolicLink=/etc/link", TRI_YES, 0);
	expect(f, "ConditionFileNotEmpty=/etc/a", TRI_YES, 0);
	expect(f, "ConditionFileNotEmpty=/etc/empty", TRI_NO, 2);
	expect(f, "ConditionDirectoryNotEmpty=/etc", TRI_YES, 0);
	expect(f, "ConditionDirectoryNotEmpty=/etc/none", TRI_NO, 2);
	expect(f, "ConditionFileIsExecutable=/etc/a", TRI_NO, 2);
	assert_int_equal(chmod(tree_path(&f->tree, "etc/a"), 0755), 0);
	expect(f, "ConditionFileIsExecutable=/etc/a", TRI_YES, 0);
	expect(f, "ConditionPathExists=/etc/%p", TRI_NO, 2);
}

static void
together(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "a", "x");
	expect(f, "ConditionPathExists=/a\nConditionPathExists=/b", TRI_NO,
	    3);
	expect(f, "ConditionPathExists=|/b\nConditionPathExists=|/a", TRI_YES,
	    0);
	expect(f, "ConditionPathExists=|/b\nConditionPathExists=|/c", TRI_NO,
	    3);
	expect(f, "ConditionPathExists=|!/b\nConditionPathExists=/b", TRI_NO,
	    3);
	expect(f, "ConditionPathExists=/b\nConditionPathExists=", TRI_YES, 0);
	expect(f, "AssertPathExists=/b", TRI_NO, 2);
	expect(f, "AssertPathExists=/a\nConditionPathExists=/a", TRI_YES, 0);
}

/* What the disk does not tell. */
static void
unknown(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "a", "x");
	expect(f, "ConditionVirtualization=!container", TRI_UNKNOWN, 2);
	expect(f, "ConditionPathExists=/run/x", TRI_UNKNOWN, 2);
	expect(f, "ConditionPathExists=/b\nConditionACPower=yes", TRI_NO, 2);
	expect(f, "ConditionPathExists=|/a\nConditionACPower=|yes", TRI_YES,
	    0);
	expect(f, "ConditionPathExists=|/b\nConditionACPower=|yes",
	    TRI_UNKNOWN, 3);
	expect(f, "ConditionPathExists=/etc/%b", TRI_UNKNOWN, 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(files, setup, teardown),
		cmocka_unit_test_setup_teardown(together, setup, teardown),
		cmocka_unit_test_setup_teardown(unknown, setup, teardown),
	};

	return cmocka_run_group_tests_name("unit_cond", tests, NULL, NULL);
}
