/* UnixWare by its mail script and folders. */
#include "tests/unit/unit.h"

#include "tests/unit/platformtest.h"


static void
marks(void **state)
{
	struct fixture *f = *state;

	tree_folder(&f->tree, "etc/dinit.d");
	expect(f, "unixware", "UnixWare", NULL, "sysv");
	tree_file(&f->tree, "etc/mail/sendmailrc", "x\n");
	expect(f, "unixware", "UnixWare", NULL, "sysv");
}

/* OpenServer has it too, and Solaris' rc reads /etc/TIMEZONE as well. */
static void
the_kernel_is_not_enough(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "stand/unix", "x");
	tree_file(&f->tree, "etc/TIMEZONE", "x\n");
	describe(f, "generic");
}

static void
table(void **state)
{
	check_table("unixware");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(marks),
		TEST(the_kernel_is_not_enough),
		cmocka_unit_test(table),
	};

	return cmocka_run_group_tests_name("unixware", tests, NULL, NULL);
}
