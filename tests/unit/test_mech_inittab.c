/* Commands that init runs itself. */
#include "tests/unit/unit.h"

#include "platforms/mechs.h"
#include "tests/unit/hosttree.h"


static const struct entry entry = { .mech = &mech_inittab };

static void
look(struct fixture *f)
{
	assert_int_equal(mech_inittab.read(&f->host, &entry, &f->facts,
	    &f->err), 0);
}

static void
levels_and_actions(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	tree_file(&f->tree, "etc/inittab", "is:3:initdefault:\n"
	    "s2:23:wait:/sbin/rc2 >/dev/null\n"
	    "m1:23:respawn:/usr/lib/sendmail -bD -q15m </dev/null\n"
	    "m2:5:once:/usr/lib/sendmail -bd\n"
	    "m3:3:off:/usr/lib/sendmail -q15m\n"
	    "#m4:3:once:/usr/lib/sendmail -bd\n");
	look(f);
	assert_int_equal(n_starters(f), 3);
	expect_starter(f, "/etc/inittab", 3, ROLE_DAEMON, TRI_YES);
	expect_starter(f, "/etc/inittab", 4, ROLE_DAEMON, TRI_NO);
	expect_starter(f, "/etc/inittab", 5, ROLE_QUEUE_RUNNER, TRI_NO);
	assert_string_equal(f->facts.starters->mechanism, "inittab");
	assert_null(f->facts.doubts);
}

static void
without_a_file(void **state)
{
	struct fixture *f = *state;

	look(f);
	assert_int_equal(n_starters(f), 0);
	assert_null(f->facts.doubts);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(levels_and_actions),
		TEST(without_a_file),
	};

	return cmocka_run_group_tests_name("mech_inittab", tests, NULL, NULL);
}
