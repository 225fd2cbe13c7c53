/* SunOS 4 by its message of the day. */
#include "tests/unit/unit.h"

#include "tests/unit/platformtest.h"


static void
marks(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "vmunix", "x");
	tree_file(&f->tree, "etc/rc.local", "x\n");
	tree_file(&f->tree, "etc/motd",
	    "SunOS Release 4.1.4 (GENERIC) #1: Thu Jan 1 1995\n");
	expect(f, "sunos4", "SunOS 4.1.4", "4.1.4", "bsd");
	tree_file(&f->tree, "etc/motd", "Welcome\n");
	tree_folder(&f->tree, "usr/kvm");
	expect(f, "sunos4", "SunOS", NULL, "bsd");
}

/* 4.3BSD and Ultrix have both files. */
static void
rc_local_is_not_enough(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "vmunix", "x");
	tree_file(&f->tree, "etc/rc.local", "x\n");
	describe(f, "generic");
	tree_file(&f->tree, "etc/motd", "SunOS Release 5.4\n");
	describe(f, "generic");
}

static void
table(void **state)
{
	check_table("sunos4");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(marks),
		TEST(rc_local_is_not_enough),
		cmocka_unit_test(table),
	};

	return cmocka_run_group_tests_name("sunos4", tests, NULL, NULL);
}
