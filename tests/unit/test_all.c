/* The register of platforms. */
#include "tests/unit/unit.h"

#include "tests/unit/platformtest.h"


static void
names_are_found(void **state)
{
	const struct platform *const *p;

	for (p = platforms; *p != NULL; p++)
		assert_ptr_equal(platform_find((*p)->name), *p);
	assert_null(platform_find("vms"));
	assert_string_equal(p[-1]->name, "generic");
}

static void
the_highest_score_wins(void **state)
{
	struct fixture *f = *state;

	/* os-release is the better witness. */
	tree_file(&f->tree, "etc/debian_version", "12\n");
	tree_file(&f->tree, "etc/os-release", "ID=fedora\n");
	describe(f, "redhat");
}

static void
uname_overrules_a_tree(void **state)
{
	struct fixture *f = *state;
	struct os_id id;

	tree_file(&f->tree, "etc/debian_version", "12\n");
	assert_int_equal(os_id_read(&f->host, &f->pool, &id), 0);
	id.sysname = "SunOS";
	id.release = "5.8";
	assert_string_equal(platform_match(&id)->name, "solaris");
	id.release = "4.1.4";
	assert_string_equal(platform_match(&id)->name, "sunos4");
	id.sysname = "HP-UX";
	assert_string_equal(platform_match(&id)->name, "hpux");
	id.sysname = "AIX";
	assert_string_equal(platform_match(&id)->name, "aix");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_found),
		TEST(the_highest_score_wins),
		TEST(uname_overrules_a_tree),
	};

	return cmocka_run_group_tests_name("all", tests, NULL, NULL);
}
