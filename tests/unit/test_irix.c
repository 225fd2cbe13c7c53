/* IRIX by its flags and its kernel. */
#include "tests/unit/unit.h"

#include "tests/unit/platformtest.h"


static void
marks(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "unix", "x");
	tree_file(&f->tree, "etc/config/sendmail", "on\n");
	tree_folder(&f->tree, "etc/rc2.d");
	expect(f, "irix", "IRIX", NULL, "sysv");
}

static void
three(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "unix", "x");
	tree_file(&f->tree, "etc/rc.mail", "x\n");
	expect(f, "irix", "IRIX", NULL, "bsd");
}

/* Red Hat has chkconfig, and others a folder of that name. */
static void
flags_are_not_enough(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "sbin/chkconfig", "x");
	tree_folder(&f->tree, "etc/config");
	describe(f, "generic");
	tree_file(&f->tree, "unix", "x");
	describe(f, "irix");
}

static void
table(void **state)
{
	check_table("irix");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(marks),
		TEST(three),
		TEST(flags_are_not_enough),
		cmocka_unit_test(table),
	};

	return cmocka_run_group_tests_name("irix", tests, NULL, NULL);
}
