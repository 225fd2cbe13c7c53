/* Queue runs by cron. */
#include "tests/unit/unit.h"

#include "tests/unit/edit_case.h"

#define TABLE "/var/spool/cron/crontabs/root"

/* unix.md 3b: what Bastille does; cron(1M) of System V knows no steps. */
static void
crontab(void **state)
{
	struct edit_case *c = *state;

	WORDS(c, "/usr/sbin/sendmail", "-bd", "-q30m");
	assert_int_equal(edit_do(c, edit_cron_queue, 0), 1);
	expect_put(c, TABLE, "0,15,30,45 * * * * /usr/sbin/sendmail -q\n");
	assert_int_equal(edit_step(c, TABLE)->mode, 0600);
	assert_int_equal(edit_step(c, TABLE)->phase, PHASE_RUNNER);
	tree_file(&c->f->tree, &TABLE[1], "5 * * * * /bin/x");
	c->policy.queue_interval = 3600;
	c->f->facts.submission.path = "msp";
	assert_int_equal(edit_do(c, edit_cron_queue, 0), 1);
	expect_put(c, TABLE, "5 * * * * /bin/x\n"
	    "0 * * * * /usr/sbin/sendmail -q\n"
	    "0 * * * * /usr/sbin/sendmail -Ac -q\n");
	c->policy.queue_interval = 1500;
	c->f->facts.submission.path = "setuid";
	assert_int_equal(edit_do(c, edit_cron_queue, 0), 1);
	expect_put(c, TABLE, "5 * * * * /bin/x\n"
	    "0,20,40 * * * * /usr/sbin/sendmail -q\n");
}

static void
folder(void **state)
{
	struct edit_case *c = *state;

	WORDS(c, "/usr/sbin/sendmail", "-bd");
	tree_folder(&c->f->tree, "etc/cron.d");
	c->f->facts.submission.path = "msp";
	assert_int_equal(edit_do(c, edit_cron_queue, 0), 1);
	expect_put(c, "/etc/cron.d/hardenmail",
	    "0,15,30,45 * * * * root /usr/sbin/sendmail -q\n"
	    "0,15,30,45 * * * * smmsp /usr/sbin/sendmail -Ac -q\n");
}

/* Each system keeps root's table where its cron reads it. */
static void
places(void **state)
{
	struct edit_case *c = *state;
	static const char job[] = "0,15,30,45 * * * * /usr/sbin/sendmail "
	    "-q\n";

	WORDS(c, "/usr/sbin/sendmail", "-bd");
	c->f->facts.platform = "netbsd";
	assert_int_equal(edit_do(c, edit_cron_queue, 0), 1);
	expect_put(c, "/var/cron/tabs/root", job);
	c->f->facts.platform = "irix";
	assert_int_equal(edit_do(c, edit_cron_queue, 0), 1);
	expect_put(c, TABLE, job);
	tree_folder(&c->f->tree, "usr/spool/cron/crontabs");
	assert_int_equal(edit_do(c, edit_cron_queue, 0), 1);
	expect_put(c, "/usr/spool/cron/crontabs/root", job);
	tree_folder(&c->f->tree, "var/spool/cron/crontabs");
	assert_int_equal(edit_do(c, edit_cron_queue, 0), 1);
	expect_put(c, TABLE, job);
	c->f->facts.platform = "ultrix";
	assert_int_equal(edit_do(c, edit_cron_queue, 0), 1);
	expect_put(c, "/usr/lib/crontab", job);
}

/* Once is enough. */
static void
runs_already(void **state)
{
	struct edit_case *c = *state;
	struct starter *s = facts_starter(&c->f->facts);
	const char *const argv[] = { "/usr/sbin/sendmail", "-q" };

	s->mta = "sendmail";
	s->mechanism = "cron";
	s->activation = ACTIVATION_CRON;
	s->at_boot = TRI_YES;
	s->role = ROLE_ONE_SHOT;
	words_from_argv(&c->f->pool, argv, 2, &s->words);
	WORDS(c, "/usr/sbin/sendmail", "-bd");
	assert_int_equal(edit_do(c, edit_cron_queue, 0), 1);
	assert_null(c->plan.first);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EDIT_TEST(crontab),
		EDIT_TEST(folder),
		EDIT_TEST(places),
		EDIT_TEST(runs_already),
	};

	return cmocka_run_group_tests_name("edit_cron", tests, NULL, NULL);
}
