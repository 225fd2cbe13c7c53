/* The Debian family, Ubuntu among it. */
#include "tests/unit/unit.h"

#include "tests/unit/platformtest.h"


static void
os_release(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "lib/systemd/systemd", "x");
	tree_file(&f->tree, "etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n"
	    "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n");
	expect(f, "debian", "Debian GNU/Linux 12 (bookworm)", "12", "systemd");
	assert_string_equal(describe(f, "debian").distribution, "Debian");
	tree_file(&f->tree, "etc/os-release",
	    "ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n");
	assert_string_equal(describe(f, "debian").distribution, "linuxmint");
}

static void
old_releases(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "etc/inittab", "id:2:initdefault:\n");
	tree_file(&f->tree, "etc/debian_version", "6.0.10\n");
	expect(f, "debian", "Debian 6.0.10", "6.0.10", "sysv");
	tree_file(&f->tree, "etc/lsb-release",
	    "DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=12.04\n");
	expect(f, "debian", "Ubuntu 12.04", "12.04", "sysv");
}

static void
table(void **state)
{
	check_table("debian");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(os_release),
		TEST(old_releases),
		cmocka_unit_test(table),
	};

	return cmocka_run_group_tests_name("debian", tests, NULL, NULL);
}
