/* Services of OpenRC's run levels, and what they need. */
#include "tests/unit/unit.h"

#include "platforms/mechs.h"
#include "tests/unit/hosttree.h"

static const struct entry entry = {
	.mech = &mech_openrc,
	.paths = PATHS("/etc/runlevels/*"),
};

#define DAEMON "#!/sbin/openrc-run\nstart() {\n" \
	"	/usr/sbin/sendmail $SENDMAIL_OPTS\n}\n"

static void
look(struct fixture *f, const char *init)
{
	facts_release(&f->facts);
	f->facts.platform = "gentoo";
	f->facts.init = init;
	assert_int_equal(mech_openrc.read(&f->host, &entry, &f->facts,
	    &f->err), 0);
}

static void
levels(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	script(f, "etc/init.d/sendmail", DAEMON);
	tree_file(&f->tree, "etc/conf.d/sendmail", "SENDMAIL_OPTS=-bd\n");
	look(f, "openrc");
	expect_starter(f, "/etc/init.d/sendmail", 3, ROLE_DAEMON, TRI_NO);
	tree_link(&f->tree, "etc/runlevels/shutdown/sendmail",
	    "/etc/init.d/sendmail");
	look(f, "openrc");
	expect_starter(f, "/etc/init.d/sendmail", 3, ROLE_DAEMON, TRI_NO);
	/* What Debian's /etc/init.d/rc does not call at a boot. */
	tree_link(&f->tree, "etc/runlevels/off/sendmail",
	    "/etc/init.d/sendmail");
	tree_link(&f->tree, "etc/runlevels/recovery/sendmail",
	    "/etc/init.d/sendmail");
	look(f, "openrc");
	expect_starter(f, "/etc/init.d/sendmail", 3, ROLE_DAEMON, TRI_NO);
	tree_link(&f->tree, "etc/runlevels/boot/sendmail",
	    "/etc/init.d/sendmail");
	look(f, "openrc");
	assert_int_equal(n_starters(f), 1);
	expect_starter(f, "/etc/init.d/sendmail", 3, ROLE_DAEMON, TRI_YES);
	assert_true(because_of(f->facts.starters,
	    "/etc/runlevels/boot/sendmail"));
	/* The files lie there for an init that does not run. */
	look(f, "systemd");
	assert_int_equal(n_starters(f), 0);
}

static void
dangling(void **state)
{
	struct fixture *f = *state;

	tree_link(&f->tree, "etc/runlevels/default/sendmail",
	    "/etc/init.d/sendmail");
	look(f, "openrc");
	assert_int_equal(n_starters(f), 0);
	assert_null(f->facts.doubts);
}

/* need of what is needed; use starts nothing. */
static void
needs(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	script(f, "etc/init.d/sendmail", "#!/sbin/openrc-run\n"
	    "command=/usr/sbin/sendmail\ncommand_args=-bd\n"
	    "depend() {\n	provide mta\n}\n");
	script(f, "etc/init.d/second", "#!/sbin/openrc-run\ndepend() {\n"
	    "	use mta # need mta\n}\n");
	script(f, "etc/init.d/first", "#!/sbin/openrc-run\ndepend() {\n"
	    "	want net second\n}\n");
	tree_link(&f->tree, "etc/runlevels/default/first",
	    "/etc/init.d/first");
	look(f, "openrc");
	expect_starter(f, "/etc/init.d/sendmail", 2, ROLE_DAEMON, TRI_NO);
	tree_file(&f->tree, "etc/conf.d/second", "rc_need=\"mta\"\n");
	look(f, "openrc");
	expect_starter(f, "/etc/init.d/sendmail", 2, ROLE_DAEMON, TRI_YES);
	assert_true(because_of(f->facts.starters, "/etc/init.d/second"));
}

/* Debian's scripts are sh's, and run as System V does. */
static void
other_scripts(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	script(f, "etc/init.d/sendmail", "#!/bin/sh\ncase $1 in\nstart)\n"
	    "	/usr/sbin/sendmail -bd ;;\nesac\n");
	look(f, "openrc");
	assert_int_equal(n_starters(f), 0);
	tree_link(&f->tree, "etc/runlevels/default/sendmail",
	    "/etc/init.d/sendmail");
	look(f, "openrc");
	expect_starter(f, "/etc/init.d/sendmail", 4, ROLE_DAEMON, TRI_YES);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(levels),
		TEST(dangling),
		TEST(needs),
		TEST(other_scripts),
	};

	return cmocka_run_group_tests_name("mech_openrc", tests, NULL, NULL);
}
