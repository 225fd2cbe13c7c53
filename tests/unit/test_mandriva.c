/* The Mandriva family, which has Red Hat's file too. */
#include "tests/unit/unit.h"

#include "tests/unit/platformtest.h"


static void
release_file(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "etc/inittab", "id:3:initdefault:\n");
	tree_file(&f->tree, "etc/mandriva-release",
	    "Mandriva Linux release 2010.2 (Official) for x86_64\n");
	tree_link(&f->tree, "etc/redhat-release", "mandriva-release");
	expect(f, "mandriva",
	    "Mandriva Linux release 2010.2 (Official) for x86_64", "2010.2",
	    "sysv");
	assert_string_equal(describe(f, "mandriva").distribution, "Mandriva");
}

static void
os_release(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "usr/lib/systemd/systemd", "x");
	tree_file(&f->tree, "etc/os-release", "ID=mageia\n"
	    "ID_LIKE=\"mandriva fedora\"\nVERSION_ID=9\n"
	    "PRETTY_NAME=\"Mageia 9\"\n");
	expect(f, "mandriva", "Mageia 9", "9", "systemd");
}

static void
table(void **state)
{
	check_table("mandriva");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(release_file),
		TEST(os_release),
		cmocka_unit_test(table),
	};

	return cmocka_run_group_tests_name("mandriva", tests, NULL, NULL);
}
