/* NetBSD by its release file, defaults and kernel. */
#include "tests/unit/unit.h"

#include "tests/unit/platformtest.h"


static void
release(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "etc/rc.subr", "x\n");
	tree_file(&f->tree, "etc/release", "NetBSD 9.3/amd64\n\nx\n");
	expect(f, "netbsd", "NetBSD 9.3", "9.3", "rc.subr");
}

static void
defaults(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "etc/defaults/rc.conf",
	    "#	$NetBSD: rc.conf,v 1.55 x $\n");
	expect(f, "netbsd", "NetBSD", NULL, "bsd");
}

/* Solaris has a file of that name. */
static void
another_release(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "etc/release", "   Solaris 8 2/02 SPARC\n");
	describe(f, "solaris");
}

static void
table(void **state)
{
	check_table("netbsd");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(release),
		TEST(defaults),
		TEST(another_release),
		cmocka_unit_test(table),
	};

	return cmocka_run_group_tests_name("netbsd", tests, NULL, NULL);
}
