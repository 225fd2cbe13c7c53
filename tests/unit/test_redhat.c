/* The Red Hat family by release files and os-release. */
#include "tests/unit/unit.h"

#include "tests/unit/platformtest.h"


static void
old_releases(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "etc/inittab", "id:3:initdefault:\n");
	tree_file(&f->tree, "etc/redhat-release",
	    "Red Hat Linux release 6.2 (Zoot)\n");
	expect(f, "redhat", "Red Hat Linux release 6.2 (Zoot)", "6.2",
	    "sysv");
	assert_string_equal(describe(f, "redhat").distribution,
	    "Red Hat Linux");
	tree_file(&f->tree, "etc/redhat-release",
	    "CentOS release 6.10 (Final)\n");
	assert_string_equal(describe(f, "redhat").distribution, "CentOS");
	tree_file(&f->tree, "etc/redhat-release",
	    "CentOS Linux release 7.9.2009 (Core)\n");
	assert_string_equal(describe(f, "redhat").distribution, "CentOS");
}

static void
os_release(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "usr/lib/systemd/systemd", "x");
	tree_file(&f->tree, "etc/os-release", "ID=\"rocky\"\nVERSION_ID=9.3\n"
	    "ID_LIKE=\"rhel centos fedora\"\n"
	    "PRETTY_NAME=\"Rocky Linux 9.3\"\n");
	expect(f, "redhat", "Rocky Linux 9.3", "9.3", "systemd");
	tree_file(&f->tree, "etc/os-release", "ID=fedora\nVERSION_ID=40\n");
	expect(f, "redhat", "Red Hat family", "40", "systemd");
	tree_file(&f->tree, "etc/os-release",
	    "ID=\"openEuler\"\nVERSION_ID=\"22.03\"\n");
	expect(f, "redhat", "Red Hat family", "22.03", "systemd");
}

static void
others_are_not(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "etc/redhat-release", "x\n");
	tree_file(&f->tree, "etc/os-release",
	    "ID=opensuse-leap\nID_LIKE=\"suse opensuse\"\n");
	describe(f, "suse");
}

static void
table(void **state)
{
	check_table("redhat");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(old_releases),
		TEST(os_release),
		TEST(others_are_not),
		cmocka_unit_test(table),
	};

	return cmocka_run_group_tests_name("redhat", tests, NULL, NULL);
}
