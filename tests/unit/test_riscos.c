/* RISC/os by its periodic jobs, which no other system keeps there. */
#include "tests/unit/unit.h"

#include "tests/unit/platformtest.h"

static void
marks(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "unix", "x\n");
	tree_folder(&f->tree, "etc/init.d");
	describe(f, "generic");
	tree_file(&f->tree, "usr/adm/periodic/driver", "x\n");
	expect(f, "riscos", "RISC/os", NULL, "sysv");
}

static void
table(void **state)
{
	check_table("riscos");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(marks),
		cmocka_unit_test(table),
	};

	return cmocka_run_group_tests_name("riscos", tests, NULL, NULL);
}
