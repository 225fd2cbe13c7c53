/* Gentoo by os-release and its release file. */
#include "tests/unit/unit.h"

#include "tests/unit/platformtest.h"


static void
with_systemd(void **state)
{
	struct fixture *f = *state;

	tree_link(&f->tree, "sbin/init", "../lib/systemd/systemd");
	tree_folder(&f->tree, "etc/runlevels/default");
	tree_file(&f->tree, "sbin/openrc", "x");
	tree_file(&f->tree, "etc/os-release",
	    "ID=gentoo\nPRETTY_NAME=\"Gentoo Linux\"\n");
	expect(f, "gentoo", "Gentoo Linux", NULL, "systemd");
}

static void
with_openrc(void **state)
{
	struct fixture *f = *state;

	tree_folder(&f->tree, "etc/runlevels/default");
	tree_file(&f->tree, "sbin/openrc", "x");
	tree_file(&f->tree, "etc/gentoo-release",
	    "Gentoo Base System release 2.14\n");
	expect(f, "gentoo", "Gentoo Base System release 2.14", "2.14",
	    "openrc");
}

static void
table(void **state)
{
	check_table("gentoo");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(with_systemd),
		TEST(with_openrc),
		cmocka_unit_test(table),
	};

	return cmocka_run_group_tests_name("gentoo", tests, NULL, NULL);
}
