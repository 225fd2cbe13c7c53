/* The mc beside a cf. What m4 makes is tests/real/closing_live's. */
#include "tests/unit/unit.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "tests/unit/closing_case.h"

static const char cf[] = "/etc/mail/sendmail.cf";
static const char mc[] = "/etc/mail/sendmail.mc";

static void
lines(void **state)
{
	struct closing_case *x = *state;

	tree_file(&x->f->tree, "etc/mail/sendmail.cf", "V10\n");
	assert_null(mc_of(&x->c, cf));
	assert_int_equal(mc_features(&x->c, cf, RELAY_OPEN), 0);
	tree_file(&x->f->tree, "etc/mail/sendmail.mc",
	    "dnl FEATURE(`promiscuous_relay')dnl\n"
	    "FEATURE(promiscuous_relay)dnl\n"
	    "FEATURE(`relay_based_on_MX')\n"
	    "FEATURE(`relay_local_from')dnl by hand\n"
	    "FEATURE(`loose_relay_check') FEATURE(`access_db')\n"
	    "FEATURE(`relay_local_from', `x')\n"
	    "RELAY_DOMAIN(`Org')dnl\n");
	assert_string_equal(mc_of(&x->c, cf), mc);
	/* By MX: what opens further is not touched. */
	assert_int_equal(mc_features(&x->c, cf, RELAY_MX), 1);
	assert_int_equal(mc_features(&x->c, cf, RELAY_SENDER), 1);
	assert_int_equal(mc_features(&x->c, cf, RELAY_OPEN), 1);
	assert_int_equal(mc_features(&x->c, cf, RELAY_OPEN), 0);
	assert_true(mc_class(&x->c, cf, "org") >= 0);
	assert_string_equal(closing_open(&x->c, mc)->text,
	    "dnl FEATURE(`promiscuous_relay')dnl\n"
	    "dnl FEATURE(promiscuous_relay)dnl\n"
	    "dnl FEATURE(`relay_based_on_MX')\n"
	    "dnl FEATURE(`relay_local_from')dnl by hand\n"
	    "FEATURE(`loose_relay_check') FEATURE(`access_db')\n"
	    "FEATURE(`relay_local_from', `x')\n"
	    "dnl RELAY_DOMAIN(`Org')dnl\n");
}

/* Of two rules that are alike nobody knows which is meant. */
static void
rules(void **state)
{
	struct closing_case *x = *state;

	tree_file(&x->f->tree, "etc/mail/sendmail.mc",
	    "R$*\t$# OK\nRa\tb\nRa\tb\n");
	assert_int_equal(mc_rule(&x->c, cf, "Ra\tb"), 0);
	assert_int_equal(mc_rule(&x->c, cf, "R$*\t$# OK"), 1);
	assert_string_equal(closing_open(&x->c, mc)->text,
	    "#R$*\t$# OK\nRa\tb\nRa\tb\n");
}

static void
why_m4_does_not_do_it(void **state)
{
	struct closing_case *x = *state;
	struct relay_level l = { .verdict = RELAY_OPEN, .cf = cf };

	tree_file(&x->f->tree, "etc/mail/sendmail.cf", "V10\n");
	assert_int_equal(cure_mc_exact(&x->c, &l, NULL), 0);
	assert_non_null(strstr(x->c.why_not, "no sendmail.mc"));
	tree_file(&x->f->tree, "etc/mail/sendmail.mc", "OSTYPE(`linux')\n");
	assert_int_equal(cure_mc_lossy(&x->c, &l, NULL), 0);
	assert_non_null(strstr(x->c.why_not, "not in a tree"));
	x->f->host.tool = &tool_port;
	assert_int_equal(cure_mc_exact(&x->c, &l, NULL), 0);
	assert_non_null(strstr(x->c.why_not, "are not installed"));
}

static int ran;

static int
counts(const struct tool_job *j, struct err *e)
{
	ran++;
	assert_null(j->user);
	return err_set(e, EINVAL, "counted");
}

/* What somebody else wrote is not given to m4, which would run it as root. */
static void
nobody_elses(void **state)
{
	static const struct tool_ops tool = { .run = counts };
	struct closing_case *x = *state;
	struct relay_level l = { .verdict = RELAY_OPEN, .cf = cf };
	const char *path = tree_path(&x->f->tree, "etc/mail/sendmail.mc");

	ran = 0;
	tree_file(&x->f->tree, "etc/mail/sendmail.cf", "V10\n");
	tree_file(&x->f->tree, "usr/lib/sendmail-cf/m4/cf.m4", "x\n");
	tree_file(&x->f->tree, "etc/mail/sendmail.mc", "OSTYPE(`linux')\n");
	x->f->host.tool = &tool;
	assert_int_equal(chmod(path, 0664), 0);
	assert_int_equal(cure_mc_lossy(&x->c, &l, NULL), 0);
	assert_non_null(strstr(x->c.why_not, "not root's alone to write"));
	assert_int_equal(ran, 0);
	assert_int_equal(chmod(path, 0644), 0);
	assert_int_equal(cure_mc_lossy(&x->c, &l, NULL), 0);
	assert_string_equal(x->c.why_not, "counted");
	assert_int_equal(ran, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		A_TEST(lines),
		A_TEST(rules),
		A_TEST(why_m4_does_not_do_it),
		A_TEST(nobody_elses),
	};

	return cmocka_run_group_tests_name("closing_mc", tests, NULL, NULL);
}
