/* Run level folders of several systems. */
#include "tests/unit/unit.h"

#include "platforms/mechs.h"
#include "tests/unit/hosttree.h"
#include "platforms/platform.h"


static const struct entry *
entry_of(const char *platform)
{
	const struct entry *e = platform_find(platform)->entries;

	while (e->mech != &mech_rclink)
		e++;
	return e;
}

static void
look(struct fixture *f, const char *platform)
{
	facts_release(&f->facts);
	f->facts.platform = platform;
	f->facts.init = "sysv";
	assert_int_equal(mech_rclink.read(&f->host, entry_of(platform),
	    &f->facts, &f->err), 0);
}

#define DAEMON "#!/bin/sh\ncase $1 in\nstart)\n" \
	"/usr/sbin/sendmail -bd -q15m ;;\nesac\n"

static void
solaris_hard_links(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	tree_file(&f->tree, "etc/init.d/sendmail", DAEMON);
	look(f, "solaris");
	expect_starter(f, "/etc/init.d/sendmail", 4, ROLE_DAEMON, TRI_NO);
	hard_link(f, "etc/init.d/sendmail", "etc/rc2.d/S88sendmail");
	look(f, "solaris");
	assert_int_equal(n_starters(f), 1);
	expect_starter(f, "/etc/rc2.d/S88sendmail", 4, ROLE_DAEMON, TRI_YES);
	assert_string_equal(f->facts.starters->mechanism, "rclink");
	/* Two S entries are two, as each is run. */
	hard_link(f, "etc/init.d/sendmail", "etc/rc3.d/S88sendmail");
	look(f, "solaris");
	assert_int_equal(n_starters(f), 2);
}

static void
solaris_names(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	tree_file(&f->tree, "etc/rc2.d/S88sendmail.bak", DAEMON);
	tree_file(&f->tree, "etc/rc2.d/_S88sendmail", DAEMON);
	tree_file(&f->tree, "etc/rc2.d/.S88sendmail", DAEMON);
	tree_file(&f->tree, "etc/rc2.d/K36sendmail", DAEMON);
	tree_file(&f->tree, "etc/rc2.d/S89empty", "");
	tree_file(&f->tree, "etc/rc4.d/S88sendmail", DAEMON);
	look(f, "solaris");
	assert_int_equal(n_starters(f), 2);
	expect_starter(f, "/etc/rc2.d/S88sendmail.bak", 4, ROLE_DAEMON,
	    TRI_YES);
	/* No boot comes to level 4. */
	expect_starter(f, "/etc/rc4.d/S88sendmail", 4, ROLE_DAEMON, TRI_NO);
}

static void
links_are_evidence(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	tree_file(&f->tree, "etc/init.d/sendmail", DAEMON);
	tree_link(&f->tree, "etc/rc2.d/S88sendmail", "../init.d/sendmail");
	tree_link(&f->tree, "etc/rc3.d/S88sendmail", "../init.d/sendmail");
	tree_link(&f->tree, "etc/rc2.d/S89gone", "../init.d/gone");
	look(f, "solaris");
	assert_int_equal(n_starters(f), 1);
	expect_starter(f, "/etc/init.d/sendmail", 4, ROLE_DAEMON, TRI_YES);
	assert_true(because_of(f->facts.starters, "/etc/rc2.d/S88sendmail"));
	assert_true(because_of(f->facts.starters, "/etc/rc3.d/S88sendmail"));
	assert_string_equal(f->facts.starters->because->text,
	    "-> ../init.d/sendmail");
}

static void
default_level_decides(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	tree_file(&f->tree, "etc/rc3.d/S88sendmail", DAEMON);
	tree_file(&f->tree, "etc/inittab", "is:2:initdefault:\n");
	look(f, "solaris");
	expect_starter(f, "/etc/rc3.d/S88sendmail", 4, ROLE_DAEMON, TRI_NO);
	tree_file(&f->tree, "etc/inittab", "is:3:initdefault:\n");
	look(f, "solaris");
	expect_starter(f, "/etc/rc3.d/S88sendmail", 4, ROLE_DAEMON, TRI_YES);
}

static void
redhat_takes_one_level(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	tree_file(&f->tree, "etc/inittab", "id:3:initdefault:\n");
	script(f, "etc/rc.d/init.d/sendmail", DAEMON);
	tree_link(&f->tree, "etc/init.d", "rc.d/init.d");
	tree_link(&f->tree, "etc/rc.d/rc2.d/S80sendmail",
	    "../init.d/sendmail");
	look(f, "redhat");
	assert_int_equal(n_starters(f), 1);
	expect_starter(f, "/etc/rc.d/init.d/sendmail", 4, ROLE_DAEMON,
	    TRI_NO);
	assert_true(because_of(f->facts.starters, "/etc/inittab"));
	tree_link(&f->tree, "etc/rc.d/rc3.d/S80sendmail",
	    "../init.d/sendmail");
	tree_link(&f->tree, "etc/rc3.d", "rc.d/rc3.d");
	look(f, "redhat");
	assert_int_equal(n_starters(f), 1);
	expect_starter(f, "/etc/rc.d/init.d/sendmail", 4, ROLE_DAEMON,
	    TRI_YES);
}

static void
redhat_x_bit_and_names(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	tree_file(&f->tree, "etc/rc.d/rc3.d/S80sendmail", DAEMON);
	script(f, "etc/rc.d/rc3.d/S80sendmail.rpmsave", DAEMON);
	script(f, "etc/rc.d/rc3.d/S80sendmail~", DAEMON);
	look(f, "redhat");
	assert_int_equal(n_starters(f), 0);
	script(f, "etc/rc.d/rc3.d/S80sendmail", DAEMON);
	look(f, "redhat");
	assert_int_equal(n_starters(f), 1);
}

static void
debian_names(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	script(f, "etc/rc2.d/S1sendmail", DAEMON);
	look(f, "debian");
	assert_int_equal(n_starters(f), 0);
	script(f, "etc/rc2.d/S01sendmail", DAEMON);
	look(f, "debian");
	expect_starter(f, "/etc/rc2.d/S01sendmail", 4, ROLE_DAEMON, TRI_YES);
	tree_file(&f->tree, "etc/init/rc-sysinit.conf",
	    "env DEFAULT_RUNLEVEL=3\n");
	look(f, "debian");
	expect_starter(f, "/etc/rc2.d/S01sendmail", 4, ROLE_DAEMON, TRI_NO);
}

static void
hpux_configuration(void **state)
{
	struct fixture *f = *state;
	const struct starter *s;

	with_sendmail(f);
	script(f, "sbin/init.d/sendmail", "#!/sbin/sh\ncase $1 in\nstart)\n"
	    "if [ -f /etc/rc.config ]; then\n. /etc/rc.config\nfi\n"
	    "if [ \"$SENDMAIL_SERVER\" = 1 ]; then\n"
	    "/usr/sbin/sendmail -bd -q30m\nfi\n;;\nesac\n");
	tree_link(&f->tree, "sbin/rc2.d/S540sendmail",
	    "/sbin/init.d/sendmail");
	tree_file(&f->tree, "etc/rc.config.d/mailservs",
	    "export SENDMAIL_SERVER=0\n");
	look(f, "hpux");
	assert_int_equal(n_starters(f), 1);
	expect_starter(f, "/sbin/init.d/sendmail", 8, ROLE_DAEMON, TRI_NO);
	tree_file(&f->tree, "etc/rc.config.d/mailservs.bak",
	    "SENDMAIL_SERVER=1\n");
	look(f, "hpux");
	assert_int_equal(n_starters(f), 1);
	expect_starter(f, "/sbin/init.d/sendmail", 8, ROLE_DAEMON, TRI_YES);
	s = f->facts.starters;
	assert_true(because_of(s, "/sbin/rc2.d/S540sendmail"));
	assert_true(because_of(s, "/etc/rc.config.d/mailservs.bak"));
}

static void
aix_needs_its_line(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	script(f, "etc/rc.d/rc2.d/S88sendmail", DAEMON);
	tree_file(&f->tree, "etc/inittab", "init:2:initdefault:\n");
	look(f, "aix");
	assert_int_equal(n_starters(f), 0);
	tree_file(&f->tree, "etc/inittab",
	    "init:2:initdefault:\nl2:2:wait:/etc/rc.d/rc 2\n");
	look(f, "aix");
	expect_starter(f, "/etc/rc.d/rc2.d/S88sendmail", 4, ROLE_DAEMON,
	    TRI_YES);
}

static void
a_level_that_nobody_names(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	tree_file(&f->tree, "etc/inittab", "id::initdefault:\n");
	script(f, "etc/rc.d/rc5.d/S80sendmail", DAEMON);
	look(f, "redhat");
	expect_starter(f, "/etc/rc.d/rc5.d/S80sendmail", 4, ROLE_DAEMON,
	    TRI_UNKNOWN);
	assert_non_null(f->facts.starters->reason);
}

/* P, S and I start; S alone does elsewhere. */
static void
openserver_names(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	tree_file(&f->tree, "etc/rc2.d/P86sendmail", DAEMON);
	tree_file(&f->tree, "etc/rc2.d/I87mail", DAEMON);
	tree_file(&f->tree, "etc/rc2.d/S88mail", DAEMON);
	tree_file(&f->tree, "etc/rc2.d/K89mail", DAEMON);
	tree_file(&f->tree, "etc/rc2.d/off.P86sendmail", DAEMON);
	look(f, "openserver");
	assert_int_equal(n_starters(f), 3);
	expect_starter(f, "/etc/rc2.d/P86sendmail", 4, ROLE_DAEMON, TRI_YES);
	expect_starter(f, "/etc/rc2.d/I87mail", 4, ROLE_DAEMON, TRI_YES);
	expect_starter(f, "/etc/rc2.d/S88mail", 4, ROLE_DAEMON, TRI_YES);
	look(f, "solaris");
	assert_int_equal(n_starters(f), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(solaris_hard_links),
		TEST(solaris_names),
		TEST(links_are_evidence),
		TEST(default_level_decides),
		TEST(redhat_takes_one_level),
		TEST(redhat_x_bit_and_names),
		TEST(debian_names),
		TEST(hpux_configuration),
		TEST(aix_needs_its_line),
		TEST(a_level_that_nobody_names),
		TEST(openserver_names),
	};

	return cmocka_run_group_tests_name("mech_rclink", tests, NULL, NULL);
}
