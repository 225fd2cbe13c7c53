/* Ultrix by its own program, or what rc.local says. */
#include "tests/unit/unit.h"

#include "tests/unit/platformtest.h"


static void
marks(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "etc/rc.local", "# local (ULTRIX)\n");
	expect(f, "ultrix", "Ultrix", NULL, "bsd");
	tree_file(&f->tree, "etc/rc.local", "x\n");
	tree_file(&f->tree, "usr/etc/uwsvers", "x");
	expect(f, "ultrix", "Ultrix", NULL, "bsd");
}

static void
rc_local_is_not_enough(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "vmunix", "x");
	tree_file(&f->tree, "etc/rc.local", "x\n");
	describe(f, "generic");
}

static void
table(void **state)
{
	check_table("ultrix");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(marks),
		TEST(rc_local_is_not_enough),
		cmocka_unit_test(table),
	};

	return cmocka_run_group_tests_name("ultrix", tests, NULL, NULL);
}
