/* Arch Linux by os-release, or a file that is empty. */
#include "tests/unit/unit.h"

#include "tests/unit/platformtest.h"


static void
os_release(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "usr/lib/systemd/systemd", "x");
	tree_file(&f->tree, "etc/os-release",
	    "ID=manjaro\nID_LIKE=arch\nPRETTY_NAME=\"Manjaro Linux\"\n");
	expect(f, "arch", "Manjaro Linux", NULL, "systemd");
}

static void
release_file(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "usr/lib/systemd/systemd", "x");
	tree_file(&f->tree, "etc/arch-release", "");
	expect(f, "arch", "Arch Linux", NULL, "systemd");
}

static void
table(void **state)
{
	check_table("arch");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(os_release),
		TEST(release_file),
		cmocka_unit_test(table),
	};

	return cmocka_run_group_tests_name("arch", tests, NULL, NULL);
}
