/* AIX by its files. */
#include "tests/unit/unit.h"

#include "tests/unit/platformtest.h"


static void
marks(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "etc/rc.tcpip", "x\n");
	tree_folder(&f->tree, "etc/objrepos");
	expect(f, "aix", "AIX", NULL, "src");
}

static void
usr_lpp_is_not_enough(void **state)
{
	struct fixture *f = *state;

	tree_folder(&f->tree, "usr/lpp");
	describe(f, "generic");
}

static void
table(void **state)
{
	check_table("aix");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(marks),
		TEST(usr_lpp_is_not_enough),
		cmocka_unit_test(table),
	};

	return cmocka_run_group_tests_name("aix", tests, NULL, NULL);
}
