/* Tru64 by its folders, which HP-UX has too. */
#include "tests/unit/unit.h"

#include "tests/unit/platformtest.h"


static void
marks(void **state)
{
	struct fixture *f = *state;

	tree_folder(&f->tree, "sbin/init.d");
	tree_file(&f->tree, "etc/svc.conf", "x\n");
	expect(f, "tru64", "Tru64 UNIX", NULL, "sysv");
}

static void
rc_config(void **state)
{
	struct fixture *f = *state;

	tree_folder(&f->tree, "sbin/init.d");
	tree_file(&f->tree, "etc/rc.config", "x\n");
	describe(f, "generic");
	tree_file(&f->tree, "vmunix", "x");
	describe(f, "tru64");
}

static void
hpux_has_a_folder(void **state)
{
	struct fixture *f = *state;

	tree_folder(&f->tree, "sbin/init.d");
	tree_file(&f->tree, "etc/rc.config", "x\n");
	tree_folder(&f->tree, "etc/rc.config.d");
	tree_file(&f->tree, "etc/svc.conf", "x\n");
	describe(f, "hpux");
}

static void
table(void **state)
{
	check_table("tru64");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(marks),
		TEST(rc_config),
		TEST(hpux_has_a_folder),
		cmocka_unit_test(table),
	};

	return cmocka_run_group_tests_name("tru64", tests, NULL, NULL);
}
