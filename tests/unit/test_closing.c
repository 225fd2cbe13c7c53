/* Mode server: what relays is closed, and what is meant to pass still does. */
#include "agent/run/closing.h"

#include "tests/unit/unit.h"

#include <errno.h>

#include "tests/unit/closing_host.h"

/* What the file holds after the plan. */
static const char *
planned(const struct plan_case *c, const char *path)
{
	const struct step *s;

	for (s = c->plan.first; s != NULL; s = s->next)
		if (s->kind == STEP_PUT && strcmp(s->path, path) == 0)
			return s->data;
	if (c->plan.refusals != NULL)
		fail_msg("refused: %s", c->plan.refusals->reason);
	fail_msg("no step for %s", path);
	return "";
}

static const char cf_path[] = "/etc/mail/sendmail.cf";

/* A closed one needs nothing, and its listener stays. */
static void
closed(void **state)
{
	struct plan_case *c = *state;

	a_closing_host(c, CLOSING_CF("", ""));
	plan_mode(c, MODE_SERVER);
	assert_int_equal(c->f->facts.relaying.disk.verdict, RELAY_CLOSED);
	assert_null(c->plan.refusals);
	assert_null(c->plan.first);
}

static void
a_rule(void **state)
{
	struct plan_case *c = *state;

	a_closing_host(c, CLOSING_CF("", "R$*\t$@ OK\n"));
	tree_file(&c->f->tree, "etc/mail/sendmail.mc", "OSTYPE(`linux')\n"
	    "FEATURE(`promiscuous_relay')dnl\nMAILER(`smtp')\n"
	    "LOCAL_RULESETS\nScheck_rcpt\nR$*\t$@ OK\n");
	plan_mode(c, MODE_SERVER);
	assert_null(c->plan.refusals);
	assert_string_equal(planned(c, cf_path),
	    CLOSING_CF("", "#R$*\t$@ OK\n"));
	/* What m4 would make says the same. */
	assert_string_equal(planned(c, "/etc/mail/sendmail.mc"),
	    "OSTYPE(`linux')\ndnl FEATURE(`promiscuous_relay')dnl\n"
	    "MAILER(`smtp')\nLOCAL_RULESETS\nScheck_rcpt\n#R$*\t$@ OK\n");
	expect_live(c, 0, "/etc/rc.d/init.d/sendmail stop");
	expect_live(c, 1, "/etc/rc.d/init.d/sendmail start");
}

/* One rule without which mail for this host would not pass any more is no
 * way to close it. */
static void
a_rule_that_is_needed(void **state)
{
	struct plan_case *c = *state;

	a_closing_host(c, CLOSING_CF("", "R$*\t$: $1 $1\nR$*\t$@ OK\n"));
	plan_mode(c, MODE_SERVER);
	assert_string_equal(planned(c, cf_path),
	    CLOSING_CF("", "R$*\t$: $1 $1\n#R$*\t$@ OK\n"));
	/* The end of all rules refuses nobody. */
	a_closing_host(c, "V10/Berkeley\nO OperatorChars=.:%@!^/[]+\n"
	    "Mlocal P=x, F=lsD, A=y\nMsmtp P=[IPC], F=mD, A=TCP $h\n"
	    "S3\nR$*<$*>$*\t$: $2\nR$+@$+\t$: $1<@$2>\n"
	    "S0\nR$+<@$=w>\t$#local $: $1\nR$+<@$+>\t$#smtp $@ $2 $: $1@$2\n"
	    "R$*\t$#local $: $1\nScheck_rcpt\nR$*\t$@ OK\n");
	plan_mode(c, MODE_SERVER);
	assert_true(refused(c, "no sendmail.mc beside it", false));
	assert_null(c->plan.first);
}

static void
words_of_a_class(void **state)
{
	struct plan_case *c = *state;

	a_closing_host(c, CLOSING_CF("CRorg friend.example\n", ""));
	tree_file(&c->f->tree, "etc/mail/relay-domains",
	    "# partners\n192.168.2\ncom\nother.example\nco.uk # them\n");
	tree_file(&c->f->tree, "etc/mail/sendmail.mc",
	    "RELAY_DOMAIN(`org friend.example')dnl\n");
	plan_mode(c, MODE_SERVER);
	assert_null(c->plan.refusals);
	assert_string_equal(planned(c, "/etc/mail/relay-domains"),
	    "# partners\n192.168.2\nother.example\n");
	assert_string_equal(planned(c, cf_path),
	    CLOSING_CF("CR friend.example\n", ""));
	assert_string_equal(planned(c, "/etc/mail/sendmail.mc"),
	    "RELAY_DOMAIN(` friend.example')dnl\n");
}

static void
an_entry_of_a_map(void **state)
{
	struct plan_case *c = *state;

	a_closing_host(c, CLOSING_CF("", ""));
	tree_file(&c->f->tree, "etc/mail/access",
	    "bad.example REJECT\norg RELAY\nlast.example OK\n");
	plan_mode(c, MODE_SERVER);
	assert_null(c->plan.refusals);
	assert_string_equal(planned(c, "/etc/mail/access"),
	    "bad.example REJECT\nlast.example OK\n");
}

/* In the cf, of one listener, and as an option of old. */
static void
deferred(void **state)
{
	struct plan_case *c = *state;

	a_closing_host(c, CLOSING_CF("O DeliveryMode=deferred\n", ""));
	tree_file(&c->f->tree, "etc/mail/sendmail.mc",
	    "dnl define(`confDELIVERY_MODE', `deferred')\n"
	    "define(`confDELIVERY_MODE', `deferred')dnl\n");
	plan_mode(c, MODE_SERVER);
	assert_string_equal(planned(c, cf_path),
	    CLOSING_CF("O DeliveryMode=background\n", ""));
	assert_string_equal(planned(c, "/etc/mail/sendmail.mc"),
	    "dnl define(`confDELIVERY_MODE', `deferred')\n"
	    "define(`confDELIVERY_MODE', `background')dnl\n");
	a_closing_host(c, CLOSING_CF("O DaemonPortOptions=Name=MTA, "
	    "DeliveryMode=d, M=E\n", ""));
	plan_mode(c, MODE_SERVER);
	assert_string_equal(planned(c, cf_path), CLOSING_CF("O "
	    "DaemonPortOptions=Name=MTA, DeliveryMode=background, M=E\n", ""));
}

static void
deferred_by_the_command_line(void **state)
{
	struct plan_case *c = *state;

	a_closing_host(c, CLOSING_CF("", ""));
	script(c->f, "etc/rc.d/init.d/sendmail", "#!/bin/sh\n"
	    "case \"$1\" in\nstart)\n\t/usr/sbin/sendmail -bd -odd -q1h\n\t;;\n"
	    "stop)\n\tkill 1\n\t;;\nesac\n");
	plan_mode(c, MODE_SERVER);
	assert_null(c->plan.refusals);
	assert_string_equal(planned(c, "/etc/rc.d/init.d/sendmail"),
	    "#!/bin/sh\ncase \"$1\" in\nstart)\n"
	    "\t/usr/sbin/sendmail -bd -odbackground -q1h\n\t;;\n"
	    "stop)\n\tkill 1\n\t;;\nesac\n");
}

/* sendmail -bt reads the new file before it is installed: here it still
 * accepts what strangers send. */
static int
accepts_all(const struct tool_job *j, struct err *e)
{
	const char *p;

	if (strcmp(j->argv[0], "unshare") == 0)
		return -ENOENT;
	assert_string_equal(j->argv[3], "@cf");
	assert_string_equal(j->files[1].name, "cf");
	assert_non_null(strstr(j->files[1].data, "#R$*\t$@ OK\n"));
	for (p = j->files[0].data; (p = strstr(p, "\ncheck_rcpt ")) != NULL;
	    p++)
		buf_adds(j->out, "> check_rcpt         input: < x >\n"
		    "check_rcpt       returns: OK\n"
		    "> mailer smtp, host x., user y\n");
	return 0;
}

static void
sendmail_sees_it_otherwise(void **state)
{
	static const struct tool_ops tool = { .run = accepts_all };
	struct plan_case *c = *state;

	a_closing_host(c, CLOSING_CF("", "R$*\t$@ OK\n"));
	c->f->host.tool = &tool;
	plan_mode(c, MODE_SERVER);
	c->f->host.tool = NULL;
	assert_true(refused(c, "not closed for sendmail itself", false));
	assert_null(c->plan.first);
}

static void
what_is_refused(void **state)
{
	struct plan_case *c = *state;

	/* No rules at all to put in force. */
	a_closing_host(c, "V10/Berkeley\nO OperatorChars=.:%@!^/[]+\n"
	    "Mlocal P=x, F=lsD, A=y\nMsmtp P=[IPC], F=mD, A=TCP $h\n"
	    "S3\nR$*<$*>$*\t$: $2\nR$+@$+\t$: $1<@$2>\n"
	    "S0\nR$+<@$=w>\t$#local $: $1\nR$+<@$+>\t$#smtp $@ $2 $: $1@$2\n"
	    "R$*\t$#local $: $1\n");
	plan_mode(c, MODE_SERVER);
	assert_true(refused(c, "it relays for strangers (open)", false));
	/* A database is made by the host's makemap. */
	a_closing_host(c, CLOSING_CF("Kmore hash /etc/mail/more\n", ""));
	tree_file(&c->f->tree, "etc/mail/access", "org RELAY\n");
	tree_file(&c->f->tree, "etc/mail/access.db", "x");
	plan_mode(c, MODE_SERVER);
	assert_true(refused(c, "of what /etc/mail/access is made", false));
	assert_null(c->plan.first);
}

/* The vendor's switch: UnixWare's cf asks it before the check. */
static void
check_rcpt_switch(void **state)
{
	struct plan_case *c = *state;

	a_closing_host(c, CLOSING_CF("D{Check_Rcpt}\n",
	    "R$*\t$: <${Check_Rcpt}> $1\nR<> $*\t$@ OK\n"
	    "R<$*> $*\t$: $2\n"));
	plan_mode(c, MODE_SERVER);
	assert_string_equal(planned(c, cf_path),
	    CLOSING_CF("D{Check_Rcpt} ON\n",
	    "R$*\t$: <${Check_Rcpt}> $1\nR<> $*\t$@ OK\n"
	    "R<$*> $*\t$: $2\n"));
}

int
main(void)
{
#define A_TEST(f) cmocka_unit_test_setup_teardown(f, plan_setup, \
	plan_teardown)
	const struct CMUnitTest tests[] = {
		A_TEST(closed),
		A_TEST(a_rule),
		A_TEST(a_rule_that_is_needed),
		A_TEST(words_of_a_class),
		A_TEST(an_entry_of_a_map),
		A_TEST(deferred),
		A_TEST(deferred_by_the_command_line),
		A_TEST(sendmail_sees_it_otherwise),
		A_TEST(what_is_refused),
		A_TEST(check_rcpt_switch),
	};

	return cmocka_run_group_tests_name("closing", tests, NULL, NULL);
}
