/* Photon OS by os-release and its release file. */
#include "tests/unit/unit.h"

#include "tests/unit/platformtest.h"


static void
os_release(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "usr/lib/systemd/systemd", "x");
	tree_file(&f->tree, "etc/os-release", "ID=photon\nVERSION_ID=\"3.0\"\n"
	    "PRETTY_NAME=\"VMware Photon OS/Linux\"\n");
	expect(f, "photon", "VMware Photon OS/Linux", "3.0", "systemd");
}

static void
release_file(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "usr/lib/systemd/systemd", "x");
	tree_file(&f->tree, "etc/photon-release", "VMware Photon OS 3.0\n");
	expect(f, "photon", "VMware Photon OS 3.0", "3.0", "systemd");
}

static void
table(void **state)
{
	check_table("photon");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(os_release),
		TEST(release_file),
		cmocka_unit_test(table),
	};

	return cmocka_run_group_tests_name("photon", tests, NULL, NULL);
}
