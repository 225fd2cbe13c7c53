/* Slackware by its version file and os-release. */
#include "tests/unit/unit.h"

#include "tests/unit/platformtest.h"


static void
version_file(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "etc/inittab", "id:3:initdefault:\n");
	tree_file(&f->tree, "etc/slackware-version", "Slackware 10.2.0\n");
	expect(f, "slackware", "Slackware 10.2.0", "10.2.0", "bsd");
	assert_string_equal(describe(f, "slackware").distribution,
	    "Slackware");
}

static void
os_release(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "etc/os-release", "ID=slackware\n"
	    "VERSION_ID=15.0\nPRETTY_NAME=\"Slackware 15.0 x86_64\"\n");
	expect(f, "slackware", "Slackware 15.0 x86_64", "15.0", "bsd");
}

static void
with_systemd(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "etc/slackware-version", "Slackware 14.2\n");
	tree_link(&f->tree, "sbin/init", "../lib/systemd/systemd");
	expect(f, "slackware", "Slackware 14.2", "14.2", "systemd");
}

static void
table(void **state)
{
	check_table("slackware");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(version_file),
		TEST(os_release),
		TEST(with_systemd),
		cmocka_unit_test(table),
	};

	return cmocka_run_group_tests_name("slackware", tests, NULL, NULL);
}
