/* inetd.conf line by line. */
#include "tests/unit/unit.h"

#include "platforms/mechs.h"
#include "tests/unit/hosttree.h"


static const struct entry entry = { .mech = &mech_inetd,
	.paths = PATHS("/etc/inet/inetd.conf", "/etc/inetd.conf"),
	.flags = ENTRY_ALWAYS };

static void
look(struct fixture *f)
{
	assert_int_equal(mech_inetd.read(&f->host, &entry, &f->facts,
	    &f->err), 0);
}

static void
one(struct fixture *f, const char *line, enum role role, bool loopback)
{
	facts_release(&f->facts);
	f->facts.platform = "generic";
	f->facts.init = "sysv";
	tree_file(&f->tree, "etc/inetd.conf", line);
	look(f);
	assert_int_equal(n_starters(f), 1);
	expect_starter(f, "/etc/inetd.conf", 1, role, TRI_YES);
	assert_int_equal(f->facts.starters->loopback, loopback);
	assert_int_equal(f->facts.starters->activation, ACTIVATION_INETD);
}

static void
spellings(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	one(f, "smtp\tstream\ttcp\tnowait\troot\t/usr/sbin/sendmail\t"
	    "sendmail -bs\n", ROLE_INETD, false);
	assert_string_equal(f->facts.starters->listen, "smtp");
	assert_string_equal(f->facts.starters->words.v[1].text, "-bs");
	one(f, "25 stream tcp6 nowait.60 root /usr/sbin/sendmail sendmail "
	    "-Am -bs # x\n", ROLE_INETD, false);
	one(f, "submission stream tcp nowait root /usr/sbin/tcpd "
	    "/usr/sbin/sendmail -bs\n", ROLE_INETD, false);
	one(f, "*:smtp stream tcp nowait root /usr/sbin/sendmail sendmail "
	    "-bs\n", ROLE_INETD, false);
	one(f, "127.0.0.1:smtp stream tcp nowait root /usr/sbin/sendmail "
	    "sendmail -bs\n", ROLE_INETD, true);
	one(f, "smtp stream tcp nowait root /usr/sbin/sendmail smtpd\n",
	    ROLE_DAEMON, false);
}

/* What is written as an option is its argv[0] then, and none. */
static void
argv0_left_out(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	tree_file(&f->tree, "etc/inetd.conf",
	    "smtp stream tcp nowait nobody /usr/sbin/sendmail -bs\n");
	look(f);
	assert_int_equal(n_starters(f), 1);
	assert_int_not_equal(f->facts.starters->role, ROLE_INETD);
	assert_int_not_equal(f->facts.starters->role, ROLE_DAEMON);
}

static void
what_is_none(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	tree_file(&f->tree, "etc/inetd.conf",
	    "#<off># smtp stream tcp nowait root /usr/sbin/sendmail "
	    "sendmail -bs\n"
	    "ftp stream tcp nowait root /usr/sbin/ftpd ftpd\n"
	    "smtp stream tcp nowait root internal\n"
	    "time dgram udp wait root internal\nshort line\n");
	look(f);
	assert_int_equal(n_starters(f), 0);
	assert_null(f->facts.doubts);
}

static void
an_unknown_program_on_25_is_a_doubt(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "etc/inetd.conf",
	    "smtp stream tcp nowait root /usr/local/etc/smap smap\n");
	look(f);
	assert_true(doubted(f, "boot", "/etc/inetd.conf"));
}

static void
default_address(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	tree_file(&f->tree, "etc/inetd.conf", "localhost:\n"
	    "smtp stream tcp nowait root /usr/sbin/sendmail sendmail -bs\n"
	    "*:\n"
	    "smtps stream tcp nowait root /usr/sbin/sendmail sendmail -bs\n");
	look(f);
	assert_true(starter_at(f, "/etc/inetd.conf", 2)->loopback);
	assert_false(starter_at(f, "/etc/inetd.conf", 4)->loopback);
}

static void
other_mtas(void **state)
{
	struct fixture *f = *state;

	script(f, "usr/sbin/exim", "x");
	tree_file(&f->tree, "etc/inet/inetd.conf",
	    "smtp stream tcp nowait.60 mail /usr/sbin/exim exim -bs\n");
	look(f);
	expect_starter(f, "/etc/inet/inetd.conf", 1, ROLE_INETD, TRI_YES);
	assert_string_equal(f->facts.starters->mta, "exim");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(spellings),
		TEST(argv0_left_out),
		TEST(what_is_none),
		TEST(an_unknown_program_on_25_is_a_doubt),
		TEST(default_address),
		TEST(other_mtas),
	};

	return cmocka_run_group_tests_name("mech_inetd", tests, NULL, NULL);
}
