/* The SUSE family by its release file and os-release. */
#include "tests/unit/unit.h"

#include "tests/unit/platformtest.h"


static void
release_file(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "etc/inittab", "id:3:initdefault:\n");
	tree_file(&f->tree, "etc/SuSE-release",
	    "SUSE Linux Enterprise Server 11 (x86_64)\nVERSION = 11\n");
	expect(f, "suse", "SUSE Linux Enterprise Server 11 (x86_64)", "11",
	    "sysv");
	assert_string_equal(describe(f, "suse").distribution,
	    "SUSE Linux Enterprise Server");
}

static void
os_release(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "usr/lib/systemd/systemd", "x");
	tree_file(&f->tree, "etc/redhat-release", "x\n");
	tree_file(&f->tree, "etc/os-release", "ID=\"opensuse-leap\"\n"
	    "ID_LIKE=\"suse opensuse\"\nVERSION_ID=\"15.6\"\n"
	    "PRETTY_NAME=\"openSUSE Leap 15.6\"\n");
	expect(f, "suse", "openSUSE Leap 15.6", "15.6", "systemd");
}

static void
table(void **state)
{
	check_table("suse");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(release_file),
		TEST(os_release),
		cmocka_unit_test(table),
	};

	return cmocka_run_group_tests_name("suse", tests, NULL, NULL);
}
