/* One script that the boot runs whole. */
#include "tests/unit/unit.h"

#include "platforms/mechs.h"
#include "tests/unit/hosttree.h"


static void
look(struct fixture *f, unsigned flags, const char *path)
{
	const struct entry entry = { .mech = &mech_rcscript,
		.paths = PATHS(path), .flags = flags };

	assert_int_equal(mech_rcscript.read(&f->host, &entry, &f->facts,
	    &f->err), 0);
}

static void
rc_local(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	script(f, "etc/rc.local", "#!/bin/sh\nnohup /usr/sbin/sendmail -bd "
	    "-q1h &\n");
	look(f, ENTRY_NEEDS_X, "/etc/rc.local");
	assert_int_equal(n_starters(f), 1);
	expect_starter(f, "/etc/rc.local", 2, ROLE_DAEMON, TRI_YES);
	assert_string_equal(f->facts.starters->mechanism, "rcscript");
}

static void
rc_local_without_x(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	tree_file(&f->tree, "etc/rc.local", "/usr/sbin/sendmail -bd\n");
	look(f, ENTRY_NEEDS_X, "/etc/rc.local");
	expect_starter(f, "/etc/rc.local", 1, ROLE_DAEMON, TRI_NO);
	look(f, 0, "/etc/rc.local");
	expect_starter(f, "/etc/rc.local", 1, ROLE_DAEMON, TRI_YES);
}

static void
by_inittab(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	tree_file(&f->tree, "etc/rc.tcpip", "/usr/sbin/sendmail -bd\n");
	look(f, ENTRY_FROM_INITTAB, "/etc/rc.tcpip");
	expect_starter(f, "/etc/rc.tcpip", 1, ROLE_DAEMON, TRI_NO);
	tree_file(&f->tree, "etc/inittab", "init:2:initdefault:\n"
	    "rctcpip:23456789:wait:/etc/rc.tcpip > /dev/console 2>&1\n");
	look(f, ENTRY_FROM_INITTAB, "/etc/rc.tcpip");
	expect_starter(f, "/etc/rc.tcpip", 1, ROLE_DAEMON, TRI_YES);
	assert_true(because_of(f->facts.starters, "/etc/inittab"));
	assert_int_equal(n_starters(f), 1);
}

static void
by_an_inittab_line_that_is_off(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	tree_file(&f->tree, "etc/rc.tcpip", "/usr/sbin/sendmail -bd\n");
	tree_file(&f->tree, "etc/inittab", "init:2:initdefault:\n"
	    ":rctcpip:2:wait:/etc/rc.tcpip\n"
	    "rctcpip:3:wait:/etc/rc.tcpip\n");
	look(f, ENTRY_FROM_INITTAB, "/etc/rc.tcpip");
	expect_starter(f, "/etc/rc.tcpip", 1, ROLE_DAEMON, TRI_NO);
}

static void
leftovers(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	tree_file(&f->tree, "etc/rc.d/mail", "/usr/sbin/sendmail -bd\n");
	tree_file(&f->tree, "etc/rc.d/more", "/usr/sbin/sendmail -q1h\n");
	tree_file(&f->tree, "etc/init.d/mail", ":\n");
	look(f, ENTRY_UNLESS_INIT_D, "/etc/rc.d/*");
	expect_starter(f, "/etc/rc.d/mail", 1, ROLE_DAEMON, TRI_NO);
	expect_starter(f, "/etc/rc.d/more", 1, ROLE_QUEUE_RUNNER, TRI_YES);
}

/* FreeBSD up to 4; later ones run scripts of rc.d from it. */
static void
one_script_for_all(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	tree_file(&f->tree, "etc/rc", "/usr/sbin/sendmail -bd\n");
	tree_file(&f->tree, "etc/rc.subr", "x\n");
	look(f, ENTRY_UNLESS_RC_SUBR, "/etc/rc");
	assert_int_equal(n_starters(f), 0);
	unlink(tree_path(&f->tree, "etc/rc.subr"));
	look(f, ENTRY_UNLESS_RC_SUBR, "/etc/rc");
	expect_starter(f, "/etc/rc", 1, ROLE_DAEMON, TRI_YES);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(rc_local),
		TEST(rc_local_without_x),
		TEST(by_inittab),
		TEST(by_an_inittab_line_that_is_off),
		TEST(leftovers),
		TEST(one_script_for_all),
	};

	return cmocka_run_group_tests_name("mech_rcscript", tests, NULL, NULL);
}
