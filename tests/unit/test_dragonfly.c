/* DragonFly by its mc, and that it is not taken for FreeBSD. */
#include "tests/unit/unit.h"

#include "tests/unit/platformtest.h"

static void
by_mc(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "etc/rc.subr", "x\n");
	tree_file(&f->tree, "etc/mail/freebsd.mc", "x\n");
	tree_file(&f->tree, "etc/mail/dragonfly.mc", "x\n");
	expect(f, "dragonfly", "DragonFly", NULL, "rc.subr");
}

static void
by_os_release(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "etc/rc.subr", "x\n");
	tree_file(&f->tree, "etc/os-release",
	    "ID=dragonfly\nVERSION_ID=\"6.4\"\n");
	expect(f, "dragonfly", "DragonFly 6.4", "6.4", "rc.subr");
}

static void
table(void **state)
{
	check_table("dragonfly");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(by_mc),
		TEST(by_os_release),
		cmocka_unit_test(table),
	};

	return cmocka_run_group_tests_name("dragonfly", tests, NULL, NULL);
}
