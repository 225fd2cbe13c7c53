/* Every client and recipient is named with where its mail ends. */
#include "tests/unit/unit.h"

#include "tests/unit/plan_case.h"

static const char *
end_of(const struct plan_case *c, const char *who)
{
	const struct outcome *m;

	for (m = c->plan.ends; m != NULL; m = m->next)
		if (strcmp(m->who, who) == 0)
			return m->where != NULL ? m->where : "NOWHERE";
	return "not named";
}

static void
an_alias(struct plan_case *c)
{
	a_redhat(c, "DAEMON=yes\nQUEUE=1h\n");
	an_msp(c, "[127.0.0.1]");
	tree_file(&c->f->tree, "etc/hostname", "host.example.edu\n");
	tree_file(&c->f->tree, "etc/passwd",
	    "root:x:0:0::/root:/bin/sh\nalice:x:500:500::/home/alice:/bin/sh"
	    "\n");
	tree_file(&c->f->tree, "etc/aliases", "postmaster: root\n"
	    "boss: a@b.example, c@b.example\n");
	tree_file(&c->f->tree, "etc/mail/sendmail.cf", "V10/Berkeley\n"
	    "O QueueDirectory=/var/spool/mqueue\nO AliasFile=/etc/aliases\n");
}

/* The fallback changes nothing for anybody. */
static void
as_before(void **state)
{
	struct plan_case *c = *state;

	an_alias(c);
	plan_mode(c, MODE_QUEUE_ONLY);
	assert_int_equal(c->plan.mode, MODE_LOCAL_ONLY);
	assert_null(c->plan.refusals);
	assert_string_equal(end_of(c, "the alias postmaster"), "as before");
	assert_string_equal(end_of(c, "the alias boss"), "as before");
	assert_string_equal(end_of(c, "cron's letters to root"),
	    "as before");
}

/* With the hub, aliases of this host are not asked any more. */
static void
at_the_hub(void **state)
{
	struct plan_case *c = *state;

	an_alias(c);
	c->policy.smart_host = "relay.example.edu";
	c->policy.canary = "postmaster@example.edu";
	c->answer = 1;
	plan_mode(c, MODE_QUEUE_ONLY);
	assert_null(c->plan.refusals);
	assert_int_equal(c->asked, 2);
	assert_string_equal(end_of(c, "cron's letters to root"),
	    "relay.example.edu, for root at this host's name");
	assert_string_equal(end_of(c, "the alias boss"),
	    "relay.example.edu, which does not know it from here");
}

/* Others send mail here for this name: --force. */
static void
arriving(void **state)
{
	struct plan_case *c = *state;

	an_alias(c);
	tree_file(&c->f->tree, "etc/mail/sendmail.cf", "V10/Berkeley\n"
	    "Cwother.example.org\n"
	    "O QueueDirectory=/var/spool/mqueue\n");
	plan_mode(c, MODE_LOCAL_ONLY);
	assert_true(refused(c, "takes mail for other.example.org", true));
	assert_string_equal(end_of(c, "mail for other.example.org"),
	    "only what this host itself sends");
	assert_non_null(c->plan.first);
	/* A listener on loopback takes nothing from others. */
	tree_file(&c->f->tree, "etc/mail/sendmail.cf", "V10/Berkeley\n"
	    "Cwother.example.org\n"
	    "O DaemonPortOptions=Name=MTA,Addr=127.0.0.1\n");
	plan_mode(c, MODE_LOCAL_ONLY);
	assert_null(c->plan.refusals);
}

/* fetchmail without an mda speaks to localhost. */
static void
fetchmail(void **state)
{
	struct plan_case *c = *state;

	an_alias(c);
	tree_file(&c->f->tree, "home/alice/.fetchmailrc",
	    "poll pop.example.edu protocol pop3 user \"a\"\n");
	plan_mode(c, MODE_QUEUE_ONLY);
	assert_null(c->plan.refusals);
	assert_string_equal(end_of(c, "fetchmail (alice)"),
	    "the listener on loopback, as before");
	/* A hub does not help it. */
	c->policy.smart_host = "relay.example.edu";
	c->answer = 1;
	plan_mode(c, MODE_QUEUE_ONLY);
	assert_int_equal(c->plan.mode, MODE_LOCAL_ONLY);
	plan_mode(c, MODE_DISABLED);
	assert_true(refused(c, "fetchmail speaks to the listener", true));
	assert_string_equal(end_of(c, "fetchmail (alice)"), "NOWHERE");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PLAN_TEST(as_before),
		PLAN_TEST(at_the_hub),
		PLAN_TEST(arriving),
		PLAN_TEST(fetchmail),
	};

	return cmocka_run_group_tests_name("plan_ends", tests, NULL, NULL);
}
