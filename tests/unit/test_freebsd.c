/* FreeBSD by its version program and its mc. */
#include "tests/unit/unit.h"

#include "tests/unit/platformtest.h"


static void
version_program(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "etc/rc.subr", "x\n");
	tree_file(&f->tree, "bin/freebsd-version",
	    "#!/bin/sh\nUSERLAND_VERSION=\"13.2-RELEASE-p12\"\n");
	expect(f, "freebsd", "FreeBSD 13.2-RELEASE-p12", "13.2-RELEASE-p12",
	    "rc.subr");
}

static void
four(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "etc/mail/freebsd.mc", "x\n");
	expect(f, "freebsd", "FreeBSD", NULL, "bsd");
}

/* NetBSD and DragonFly have it too. */
static void
rc_subr_is_not_enough(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "etc/rc.subr", "x\n");
	tree_file(&f->tree, "etc/defaults/rc.conf", "x\n");
	describe(f, "generic");
}

static void
table(void **state)
{
	check_table("freebsd");
	/* Nobody has read a rc of 4. */
	assert_string_equal(evidence_of("freebsd", "/etc/rc"), "recalled");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(version_program),
		TEST(four),
		TEST(rc_subr_is_not_enough),
		cmocka_unit_test(table),
	};

	return cmocka_run_group_tests_name("freebsd", tests, NULL, NULL);
}
