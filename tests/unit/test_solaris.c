/* Solaris 2.5 to 9, and that SMF is not taken for them. */
#include "tests/unit/unit.h"

#include "tests/unit/platformtest.h"


static void
releases(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "etc/release",
	    "   Solaris 8 2/02 s28s_u7wos_08a SPARC\n");
	expect(f, "solaris", "Solaris 8", "5.8", "sysv");
	tree_file(&f->tree, "etc/release", "  Solaris 2.6 HW3 5/98\n");
	expect(f, "solaris", "Solaris 2.6", "5.6", "sysv");
	tree_file(&f->tree, "etc/release", "  Solaris 10 1/13\n");
	tree_file(&f->tree, "lib/svc/bin/svc.startd", "x");
	expect(f, "solaris", "Solaris 10", "5.10", "smf");
}

/* unix.md 2, corrections 10: the method tells, not the release. */
static void
local_daemon(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "etc/release", "  Solaris 10 1/13\n");
	tree_file(&f->tree, "lib/svc/method/smtp-sendmail", "MODE=-bd\n");
	assert_false(describe(f, "solaris").local_daemon);
	tree_file(&f->tree, "lib/svc/method/smtp-sendmail",
	    "	MODE=\"-bl\"\n");
	assert_true(describe(f, "solaris").local_daemon);
}

static void
without_release_file(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "var/sadm/system/admin/INST_RELEASE",
	    "OS=Solaris\nVERSION=2.5\nREV=0\n");
	expect(f, "solaris", "Solaris 2.5", "5.5", "sysv");
}

/* UnixWare 7 has it too. */
static void
timezone_is_no_mark(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "etc/TIMEZONE", "TZ=GMT\n");
	tree_file(&f->tree, "etc/inittab", "is:3:initdefault:\n");
	describe(f, "generic");
}

static void
table(void **state)
{
	check_table("solaris");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(releases),
		TEST(local_daemon),
		TEST(without_release_file),
		TEST(timezone_is_no_mark),
		cmocka_unit_test(table),
	};

	return cmocka_run_group_tests_name("solaris", tests, NULL, NULL);
}
