/* What cron starts. */
#include "tests/unit/unit.h"

#include "platforms/mechs.h"
#include "tests/unit/hosttree.h"


static const struct entry entry = { .mech = &mech_cron,
	.paths = PATHS("/var/spool/cron/crontabs/*") };
static const struct entry system_entry = { .mech = &mech_cron,
	.paths = PATHS("/etc/crontab", "/etc/cron.d/*"),
	.flags = ENTRY_USER_FIELD | ENTRY_NO_DOTS };

static void
look(struct fixture *f)
{
	assert_int_equal(mech_cron.read(&f->host, &entry, &f->facts,
	    &f->err), 0);
}

static void
queue_runs(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	tree_file(&f->tree, "var/spool/cron/crontabs/root", "# mail\n"
	    "0,15,30,45 * * * * /usr/lib/sendmail -q\n"
	    "#5 * * * * /usr/lib/sendmail -q\n");
	look(f);
	assert_int_equal(n_starters(f), 1);
	expect_starter(f, "/var/spool/cron/crontabs/root", 2, ROLE_ONE_SHOT,
	    TRI_YES);
	assert_int_equal(f->facts.starters->queue_interval, 900);
	assert_int_equal(f->facts.starters->activation, ACTIVATION_CRON);
}

static void
daemons(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	tree_file(&f->tree, "var/spool/cron/crontabs/root",
	    "@reboot /usr/lib/sendmail -bd -q15m\n"
	    "5 0 * * * /usr/lib/sendmail -bd\n");
	look(f);
	expect_starter(f, "/var/spool/cron/crontabs/root", 1, ROLE_DAEMON,
	    TRI_YES);
	expect_starter(f, "/var/spool/cron/crontabs/root", 2, ROLE_DAEMON,
	    TRI_YES);
}

static void
system_tables(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	tree_file(&f->tree, "etc/crontab",
	    "17 * * * * root test -x /usr/sbin/sendmail && sendmail -q\n");
	tree_file(&f->tree, "etc/cron.d/mail.bak",
	    "* * * * * root /usr/lib/sendmail -bd\n");
	assert_int_equal(mech_cron.read(&f->host, &system_entry, &f->facts,
	    &f->err), 0);
	assert_int_equal(n_starters(f), 1);
	expect_starter(f, "/etc/crontab", 1, ROLE_ONE_SHOT, TRI_YES);
	assert_int_equal(f->facts.starters->queue_interval, 3600);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(queue_runs),
		TEST(daemons),
		TEST(system_tables),
	};

	return cmocka_run_group_tests_name("mech_cron", tests, NULL, NULL);
}
