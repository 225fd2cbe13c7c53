/* OpenServer by its mail system and start names. */
#include "tests/unit/unit.h"

#include "tests/unit/platformtest.h"


static void
marks(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "usr/mmdf/mmdftailor", "x\n");
	tree_file(&f->tree, "stand/unix", "x");
	expect(f, "openserver", "OpenServer", NULL, "sysv");
}

static void
start_names(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "etc/rc2.d/P86mmdf", "x\n");
	expect(f, "openserver", "OpenServer", NULL, "sysv");
}

static void
the_kernel_is_not_enough(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "stand/unix", "x");
	describe(f, "generic");
}

static void
table(void **state)
{
	check_table("openserver");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(marks),
		TEST(start_names),
		TEST(the_kernel_is_not_enough),
		cmocka_unit_test(table),
	};

	return cmocka_run_group_tests_name("openserver", tests, NULL, NULL);
}
