/* Alpine by os-release and its release file. */
#include "tests/unit/unit.h"

#include "tests/unit/platformtest.h"


static void
os_release(void **state)
{
	struct fixture *f = *state;

	tree_link(&f->tree, "sbin/init", "/bin/busybox");
	tree_folder(&f->tree, "etc/runlevels/default");
	tree_file(&f->tree, "etc/os-release", "ID=alpine\n"
	    "VERSION_ID=3.19.1\nPRETTY_NAME=\"Alpine Linux v3.19\"\n");
	expect(f, "alpine", "Alpine Linux v3.19", "3.19.1", "openrc");
}

static void
release_file(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "etc/alpine-release", "2.7.9\n");
	assert_string_equal(describe(f, "alpine").version, "2.7.9");
	assert_string_equal(describe(f, "alpine").distribution,
	    "Alpine Linux");
}

static void
table(void **state)
{
	check_table("alpine");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(os_release),
		TEST(release_file),
		cmocka_unit_test(table),
	};

	return cmocka_run_group_tests_name("alpine", tests, NULL, NULL);
}
