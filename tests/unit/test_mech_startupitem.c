/* Startup items: the file that is named as its folder. */
#include "tests/unit/unit.h"

#include "platforms/mechs.h"
#include "tests/unit/hosttree.h"

static void
items(void **state)
{
	struct fixture *f = *state;
	const struct entry entry = {
		.mech = &mech_startupitem,
		.paths = PATHS("/System/Library/StartupItems/*"),
	};

	with_sendmail(f);
	script(f, "System/Library/StartupItems/Sendmail/Sendmail",
	    "#!/bin/sh\n[ \"$1\" = start ] && /usr/sbin/sendmail -bd\n");
	script(f, "System/Library/StartupItems/Sendmail/Other",
	    "#!/bin/sh\n/usr/sbin/sendmail -bd\n");
	tree_file(&f->tree, "System/Library/StartupItems/Mail/Mail",
	    "#!/bin/sh\n/usr/sbin/sendmail -q5m\n");
	assert_int_equal(mech_startupitem.read(&f->host, &entry, &f->facts,
	    &f->err), 0);
	assert_int_equal(n_starters(f), 2);
	expect_starter(f, "/System/Library/StartupItems/Sendmail/Sendmail",
	    2, ROLE_DAEMON, TRI_YES);
	expect_starter(f, "/System/Library/StartupItems/Mail/Mail", 2,
	    ROLE_QUEUE_RUNNER, TRI_NO);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(items),
	};

	return cmocka_run_group_tests_name("mech_startupitem", tests, NULL,
	    NULL);
}
