/* OpenBSD's rc.d: flags, pkg_scripts, and what /etc/rc itself starts. */
#include "tests/unit/unit.h"

#include "platforms/mechs.h"
#include "tests/unit/hosttree.h"

#define SCRIPT "daemon=/usr/sbin/sendmail\ndaemon_flags=\"-bd -q5m\"\n" \
	". /etc/rc.d/rc.subr\nrc_cmd $1\n"

static void
look(struct fixture *f)
{
	const struct entry entry = {
		.mech = &mech_rcd,
		.paths = PATHS("/etc/rc.d/*"),
	};

	facts_release(&f->facts);
	f->facts.platform = "openbsd";
	f->facts.init = "rc.d";
	assert_int_equal(mech_rcd.read(&f->host, &entry, &f->facts, &f->err),
	    0);
}

static void
start(struct fixture *f, const char *rc)
{
	with_sendmail(f);
	tree_file(&f->tree, "etc/rc", rc);
	tree_file(&f->tree, "etc/rc.d/rc.subr", "rc_cmd() { :; }\n");
	script(f, "etc/rc.d/sendmail", SCRIPT);
}

/* rc.subr up to 1.26 sources the files. */
static void
sourced(void **state)
{
	struct fixture *f = *state;

	start(f, "start_daemon ntpd sendmail smtpd\n");
	look(f);
	expect_starter(f, "/etc/rc.d/sendmail", 1, ROLE_DAEMON, TRI_YES);
	tree_file(&f->tree, "etc/rc.conf", "sendmail_flags=NO\n");
	look(f);
	expect_starter(f, "/etc/rc.d/sendmail", 1, ROLE_DAEMON, TRI_NO);
	tree_file(&f->tree, "etc/rc.conf.local", "sendmail_flags='-q1h'\n");
	look(f);
	expect_starter(f, "/etc/rc.d/sendmail", 1, ROLE_QUEUE_RUNNER,
	    TRI_YES);
}

/* rc.subr 1.129 cuts comments and quotes off, and takes what is left. */
static void
parsed(void **state)
{
	struct fixture *f = *state;

	start(f, "_rc_parse_conf\nstart_daemon sendmail\n");
	tree_file(&f->tree, "etc/rc.conf.local",
	    " Sendmail_Flags = -L x -q1h  # note\n");
	look(f);
	expect_starter(f, "/etc/rc.d/sendmail", 1, ROLE_QUEUE_RUNNER,
	    TRI_YES);
	tree_file(&f->tree, "etc/rc.conf.local", "sendmail_flags=-q1h\n");
	look(f);
	assert_true(because_of(starter_at(f, "/etc/rc.d/sendmail", 1),
	    "/etc/rc.conf.local"));
	tree_file(&f->tree, "etc/rc.conf.local",
	    "sendmail_flags='it''s'\n#sendmail_flags=-q\n"
	    "sendmail_flags=\"NO\"\n");
	look(f);
	expect_starter(f, "/etc/rc.d/sendmail", 1, ROLE_DAEMON, TRI_NO);
	/* No shell reads it: neither commands nor conditions count. */
	tree_file(&f->tree, "etc/rc.conf.local",
	    "sendmail_flags=NO\nif true; then\n"
	    "sendmail_flags=$(echo -bd)\nfi\n");
	look(f);
	assert_int_equal(n_starters(f), 1);
}

static void
packages(void **state)
{
	struct fixture *f = *state;

	start(f, "start_daemon smtpd\nstart_daemon $_daemon\n");
	look(f);
	expect_starter(f, "/etc/rc.d/sendmail", 1, ROLE_DAEMON, TRI_NO);
	tree_file(&f->tree, "etc/rc.conf.local",
	    "pkg_scripts=\"a sendmail b\"\n");
	look(f);
	expect_starter(f, "/etc/rc.d/sendmail", 1, ROLE_DAEMON, TRI_YES);
	tree_file(&f->tree, "etc/rc.conf.local", "pkg_scripts=sendmails\n");
	look(f);
	expect_starter(f, "/etc/rc.d/sendmail", 1, ROLE_DAEMON, TRI_NO);
	tree_file(&f->tree, "etc/rc.conf.local", "pkg_scripts=sendmail\n");
	chmod(tree_path(&f->tree, "etc/rc.d/sendmail"), 0644);
	look(f);
	expect_starter(f, "/etc/rc.d/sendmail", 1, ROLE_DAEMON, TRI_NO);
}

static void
functions(void **state)
{
	struct fixture *f = *state;

	start(f, "start_daemon sendmail\n");
	script(f, "etc/rc.d/sendmail", "daemon=/usr/sbin/sendmail\n"
	    ". /etc/rc.d/rc.subr\nrc_pre() { [ -f /etc/no.cf ]; }\n"
	    "rc_start() {\n	/usr/sbin/sendmail -bD\n}\nrc_cmd $1\n");
	look(f);
	expect_starter(f, "/etc/rc.d/sendmail", 5, ROLE_DAEMON, TRI_NO);
	tree_file(&f->tree, "etc/no.cf", "x\n");
	look(f);
	expect_starter(f, "/etc/rc.d/sendmail", 5, ROLE_DAEMON, TRI_YES);
}

/* Without /etc/rc nobody knows what is started. */
static void
without_rc(void **state)
{
	struct fixture *f = *state;

	start(f, "start_daemon sendmail\n");
	assert_int_equal(unlink(tree_path(&f->tree, "etc/rc")), 0);
	look(f);
	expect_starter(f, "/etc/rc.d/sendmail", 1, ROLE_DAEMON, TRI_UNKNOWN);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(sourced),
		TEST(parsed),
		TEST(packages),
		TEST(functions),
		TEST(without_rc),
	};

	return cmocka_run_group_tests_name("mech_rcd", tests, NULL, NULL);
}
