/* Scripts of rc.d, as rc.subr's functions run them. */
#include "tests/unit/unit.h"

#include "platforms/mechs.h"
#include "tests/unit/hosttree.h"

static void
look(struct fixture *f, unsigned flags)
{
	const struct entry entry = {
		.mech = &mech_rcsubr,
		.paths = PATHS("/etc/rc.d/*"),
		.config = "/etc/defaults/rc.conf /etc/rc.conf",
		.flags = flags,
	};

	facts_release(&f->facts);
	f->facts.platform = "freebsd";
	f->facts.init = "rc.subr";
	assert_int_equal(mech_rcsubr.read(&f->host, &entry, &f->facts,
	    &f->err), 0);
}

#define SCRIPT(rcvar) "#!/bin/sh\n. /etc/rc.subr\nname=sendmail\n" \
	"rcvar=" rcvar "\nload_rc_config $name\n" \
	"command=/usr/sbin/sendmail\nrun_rc_command \"$1\"\n"

static void
variables(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	/* The host's own functions are not asked. */
	tree_file(&f->tree, "etc/rc.subr", "run_rc_command() { :; }\n");
	tree_file(&f->tree, "etc/rc.d/sendmail", SCRIPT("sendmail_enable"));
	tree_file(&f->tree, "etc/defaults/rc.conf",
	    "sendmail_enable=NO sendmail_flags=\"-bd -q30m\"\n");
	look(f, 0);
	expect_starter(f, "/etc/rc.d/sendmail", 6, ROLE_DAEMON, TRI_NO);
	tree_file(&f->tree, "etc/rc.conf", "sendmail_enable=\"on\"\n");
	look(f, 0);
	expect_starter(f, "/etc/rc.d/sendmail", 6, ROLE_DAEMON, TRI_YES);
	tree_file(&f->tree, "etc/rc.conf",
	    "sendmail_enable=1 sendmail_flags=-q30m\n");
	look(f, 0);
	expect_starter(f, "/etc/rc.d/sendmail", 6, ROLE_QUEUE_RUNNER,
	    TRI_YES);
	/* FreeBSD up to 8. */
	tree_file(&f->tree, "etc/rc.d/sendmail", SCRIPT("`set_rcvar`"));
	look(f, 0);
	expect_starter(f, "/etc/rc.d/sendmail", 6, ROLE_QUEUE_RUNNER,
	    TRI_YES);
	tree_file(&f->tree, "etc/rc.conf", "sendmail_enable=\"enable\"\n");
	look(f, 0);
	expect_starter(f, "/etc/rc.d/sendmail", 6, ROLE_DAEMON, TRI_NO);
}

static void
own_commands(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	tree_file(&f->tree, "etc/rc.d/mail", "name=mail\nstart_cmd=mail_go\n"
	    "mail_go() {\n	/usr/sbin/sendmail -bd\n}\n"
	    "load_rc_config mail\nrun_rc_command \"$1\"\n");
	look(f, 0);
	expect_starter(f, "/etc/rc.d/mail", 4, ROLE_DAEMON, TRI_YES);
	/* What comes before may refuse. */
	tree_file(&f->tree, "etc/rc.d/mail", "name=mail\nstart_cmd=mail_go\n"
	    "start_precmd='[ -f /etc/mail/x.cf ]'\n"
	    "mail_go() {\n	/usr/sbin/sendmail -bd\n}\n"
	    "load_rc_config mail\nrun_rc_command \"$1\"\n");
	look(f, 0);
	expect_starter(f, "/etc/rc.d/mail", 5, ROLE_DAEMON, TRI_NO);
}

static void
names_and_bits(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	tree_file(&f->tree, "etc/rc.conf", "sendmail_enable=YES\n"
	    "sendmail_flags=-bd\n");
	tree_file(&f->tree, "etc/rc.d/sendmail.orig",
	    SCRIPT("sendmail_enable"));
	tree_file(&f->tree, "etc/rc.d/sendmail~", SCRIPT("sendmail_enable"));
	look(f, 0);
	assert_int_equal(n_starters(f), 0);
	tree_file(&f->tree, "etc/rc.d/mta", SCRIPT("sendmail_enable"));
	look(f, ENTRY_NEEDS_X);
	expect_starter(f, "/etc/rc.d/mta", 6, ROLE_DAEMON, TRI_NO);
	script(f, "etc/rc.d/mta", SCRIPT("sendmail_enable"));
	look(f, ENTRY_NEEDS_X);
	expect_starter(f, "/etc/rc.d/mta", 6, ROLE_DAEMON, TRI_YES);
	tree_file(&f->tree, "etc/rc.d/mta", "# KEYWORD: shutdown nostart\n"
	    SCRIPT("sendmail_enable"));
	look(f, 0);
	expect_starter(f, "/etc/rc.d/mta", 7, ROLE_DAEMON, TRI_NO);
}

/* linux-bsd.md 10: NetBSD boots no further. */
static void
not_configured(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	tree_file(&f->tree, "etc/rc.d/sendmail", SCRIPT("sendmail"));
	tree_file(&f->tree, "etc/defaults/rc.conf", "rc_configured=NO\n"
	    "sendmail=YES sendmail_flags=-bd\n");
	look(f, 0);
	expect_starter(f, "/etc/rc.d/sendmail", 6, ROLE_DAEMON, TRI_NO);
	tree_file(&f->tree, "etc/rc.conf", "rc_configured=YES\n");
	look(f, 0);
	expect_starter(f, "/etc/rc.d/sendmail", 6, ROLE_DAEMON, TRI_YES);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(variables),
		TEST(own_commands),
		TEST(names_and_bits),
		TEST(not_configured),
	};

	return cmocka_run_group_tests_name("mech_rcsubr", tests, NULL, NULL);
}
