/* OpenBSD by its rc files and its kernel. */
#include "tests/unit/unit.h"

#include "tests/unit/platformtest.h"

static void
release(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "etc/rc", "#	$OpenBSD: rc,v 1.545 x $\n");
	tree_file(&f->tree, "etc/rc.d/rc.subr", "#	$OpenBSD: x $\n");
	tree_file(&f->tree, "etc/motd",
	    "OpenBSD 7.3 (GENERIC.MP) #1125: x\n\nWelcome\n");
	expect(f, "openbsd", "OpenBSD 7.3", "7.3", "rc.d");
	tree_file(&f->tree, "etc/motd", "Authorized use only\n");
	expect(f, "openbsd", "OpenBSD", NULL, "rc.d");
}

static void
one_script(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "etc/rc", "#	$OpenBSD: rc,v 1.130 x $\n");
	tree_file(&f->tree, "bsd", "x\n");
	expect(f, "openbsd", "OpenBSD", NULL, "bsd");
}

/* NetBSD has the same folders. */
static void
not_netbsd(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "etc/rc.subr", "x\n");
	tree_file(&f->tree, "etc/release", "NetBSD 9.3/amd64\n");
	tree_file(&f->tree, "etc/rc", "#	$NetBSD: rc,v 1.1 x $\n");
	describe(f, "netbsd");
}

static void
table(void **state)
{
	check_table("openbsd");
	/* Nobody has read a rc of before 4.9. */
	assert_string_equal(evidence_of("openbsd", "/etc/rc"), "recalled");
	assert_string_equal(evidence_of("openbsd", "/etc/rc.d/*"),
	    "vendor source");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(release),
		TEST(one_script),
		TEST(not_netbsd),
		cmocka_unit_test(table),
	};

	return cmocka_run_group_tests_name("openbsd", tests, NULL, NULL);
}
