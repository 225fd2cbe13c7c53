/* Scripts that start an MTA when someone runs them. */
#include "tests/unit/unit.h"

#include "platforms/mechs.h"
#include "tests/unit/hosttree.h"

static void
listed_and_not_started(void **state)
{
	struct fixture *f = *state;
	const struct entry entry = { .mech = &mech_manual,
		.paths = PATHS("/usr/lib/uucp/addoutsys", "/usr/sbin/none",
		    "/usr/sbin/broken") };

	with_sendmail(f);
	tree_file(&f->tree, "usr/lib/uucp/addoutsys", "#!/bin/sh\n"
	    "#/usr/lib/sendmail -bd\necho add\n/usr/lib/sendmail -bd &\n");
	/* Nothing in it is a doubt about the boot. */
	tree_file(&f->tree, "usr/sbin/broken", "sendmail '\n");
	assert_int_equal(mech_manual.read(&f->host, &entry, &f->facts,
	    &f->err), 0);
	assert_int_equal(n_starters(f), 1);
	expect_starter(f, "/usr/lib/uucp/addoutsys", 4, ROLE_DAEMON, TRI_NO);
	assert_int_equal(f->facts.starters->activation,
	    ACTIVATION_ON_DEMAND);
	assert_null(f->facts.doubts);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(listed_and_not_started),
	};

	return cmocka_run_group_tests_name("mech_manual", tests, NULL, NULL);
}
