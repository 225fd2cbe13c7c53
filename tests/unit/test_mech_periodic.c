/* Scripts of folders that cron has run. */
#include "tests/unit/unit.h"

#include "platforms/mechs.h"
#include "tests/unit/hosttree.h"

#define DAILY "usr/adm/periodic/daily/"
#define TABLE "usr/spool/cron/crontabs/periodic"

static const struct entry riscos = { .mech = &mech_periodic,
	.flags = ENTRY_NUMBERED, .args = "periodic/driver",
	.paths = PATHS("/usr/adm/periodic/*/*") };
static const struct entry freebsd = { .mech = &mech_periodic,
	.args = "periodic", .paths = PATHS("/etc/periodic/*/*") };

static void
look(struct fixture *f, const char *os, const struct entry *entry)
{
	f->facts.platform = os;
	assert_int_equal(mech_periodic.read(&f->host, entry, &f->facts,
	    &f->err), 0);
}

/* periodic(1M) of RISC/os: digits in front, .system, .local or the host's
 * name behind; with .stop it is held. */
static void
names(void **state)
{
	struct fixture *f = *state;
	static const char job[] = "/usr/lib/sendmail -bd -q15m\n";

	with_sendmail(f);
	tree_file(&f->tree, TABLE, "#\n15 4 * * * /usr/adm/periodic/driver "
	    "daily >/dev/null\n");
	tree_file(&f->tree, DAILY "17.mail.system", job);
	tree_file(&f->tree, DAILY "18.mail.local", job);
	tree_file(&f->tree, DAILY "19.mail.relay1", job);
	tree_file(&f->tree, DAILY "20.mail.system", job);
	tree_file(&f->tree, DAILY "20.mail.system.stop", "held\n");
	tree_file(&f->tree, DAILY "mail.system", job);
	tree_file(&f->tree, DAILY "21mail", job);
	look(f, "riscos", &riscos);
	expect_starter(f, "/" DAILY "17.mail.system", 1, ROLE_DAEMON,
	    TRI_YES);
	expect_starter(f, "/" DAILY "18.mail.local", 1, ROLE_DAEMON, TRI_YES);
	expect_starter(f, "/" DAILY "19.mail.relay1", 1, ROLE_DAEMON,
	    TRI_UNKNOWN);
	expect_starter(f, "/" DAILY "20.mail.system", 1, ROLE_DAEMON, TRI_NO);
	expect_starter(f, "/" DAILY "mail.system", 1, ROLE_DAEMON, TRI_NO);
	expect_starter(f, "/" DAILY "21mail", 1, ROLE_DAEMON, TRI_NO);
	assert_int_equal(n_starters(f), 6);
}

static void
cron_has_to_call_it(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	tree_file(&f->tree, TABLE, "0 * * * * /usr/adm/periodic/driver "
	    "hourly\n#5 4 * * * /usr/adm/periodic/driver daily\n"
	    "5 4 * * * echo periodic/drivers daily\n"
	    "5 4 * * * /usr/adm/periodic/driver dailyx\n");
	tree_file(&f->tree, DAILY "17.mail.system",
	    "/usr/lib/sendmail -bd\n");
	tree_file(&f->tree, "usr/adm/periodic/hourly/1.queue.local",
	    "/usr/lib/sendmail -q\n");
	look(f, "riscos", &riscos);
	expect_starter(f, "/" DAILY "17.mail.system", 1, ROLE_DAEMON, TRI_NO);
	expect_starter(f, "/usr/adm/periodic/hourly/1.queue.local", 1,
	    ROLE_ONE_SHOT, TRI_YES);
}

/* periodic(8) of FreeBSD: what is executable. */
static void
freebsd_runs_what_is_executable(void **state)
{
	struct fixture *f = *state;
	const struct starter *s;

	with_sendmail(f);
	tree_file(&f->tree, "etc/crontab",
	    "1 3 * * * root periodic daily\n");
	script(f, "etc/periodic/daily/500.queuerun",
	    "#!/bin/sh\n/usr/lib/sendmail -q\n");
	tree_file(&f->tree, "etc/periodic/daily/501.old",
	    "#!/bin/sh\n/usr/lib/sendmail -q\n");
	script(f, "etc/periodic/weekly/500.queuerun",
	    "#!/bin/sh\n/usr/lib/sendmail -q\n");
	look(f, "freebsd", &freebsd);
	expect_starter(f, "/etc/periodic/daily/500.queuerun", 2,
	    ROLE_ONE_SHOT, TRI_YES);
	expect_starter(f, "/etc/periodic/daily/501.old", 2, ROLE_ONE_SHOT,
	    TRI_NO);
	expect_starter(f, "/etc/periodic/weekly/500.queuerun", 2,
	    ROLE_ONE_SHOT, TRI_NO);
	for (s = f->facts.starters; s->at_boot != TRI_YES; s = s->next)
		;
	assert_int_equal(s->activation, ACTIVATION_CRON);
	assert_int_equal(s->queue_interval, 24 * 60 * 60);
}

/* The period of each folder is its own. */
static void
no_table(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	tree_file(&f->tree, DAILY "17.mail.system",
	    "/usr/lib/sendmail -bd\n");
	look(f, NULL, &riscos);
	expect_starter(f, "/" DAILY "17.mail.system", 1, ROLE_DAEMON, TRI_NO);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(names),
		TEST(cron_has_to_call_it),
		TEST(freebsd_runs_what_is_executable),
		TEST(no_table),
	};

	return cmocka_run_group_tests_name("mech_periodic", tests, NULL,
	    NULL);
}
