/* HP-UX by its folders. */
#include "tests/unit/unit.h"

#include "tests/unit/platformtest.h"


static void
marks(void **state)
{
	struct fixture *f = *state;

	tree_folder(&f->tree, "etc/rc.config.d");
	tree_folder(&f->tree, "sbin/init.d");
	expect(f, "hpux", "HP-UX", NULL, "sysv");
}

static void
nine(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "etc/netbsdsrc", "x\n");
	expect(f, "hpux", "HP-UX", NULL, "bsd");
}

/* Tru64 has it too. */
static void
sbin_init_d_is_not_enough(void **state)
{
	struct fixture *f = *state;

	tree_folder(&f->tree, "sbin/init.d");
	describe(f, "generic");
}

static void
table(void **state)
{
	check_table("hpux");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(marks),
		TEST(nine),
		TEST(sbin_init_d_is_not_enough),
		cmocka_unit_test(table),
	};

	return cmocka_run_group_tests_name("hpux", tests, NULL, NULL);
}
