/* Where mail ends after a plan, and when there is none. */
#include "tests/unit/unit.h"

#include "tests/unit/plan_case.h"

static const char *
end_of(const struct plan_case *c, const char *who)
{
	const struct outcome *m;

	for (m = c->plan.ends; m != NULL; m = m->next)
		if (strstr(m->who, who) != NULL)
			return m->where != NULL ? m->where : "NOWHERE";
	return NULL;
}

/* unix.md 0.2: the MSP needs a listener; loopback is the usual answer. */
static void
fallback(void **state)
{
	struct plan_case *c = *state;

	a_redhat(c, "DAEMON=yes\nQUEUE=1h\n");
	an_msp(c, "[127.0.0.1]");
	plan_mode(c, MODE_QUEUE_ONLY);
	assert_null(c->plan.refusals);
	assert_int_equal(c->plan.wanted, MODE_QUEUE_ONLY);
	assert_int_equal(c->plan.mode, MODE_LOCAL_ONLY);
	assert_non_null(step_at(c, "/etc/mail/sendmail.cf"));
	assert_string_equal(end_of(c, "hand to sendmail"),
	    "the listener on loopback, as before");
	assert_int_equal(c->asked, 0);
}

/* The hub takes it: submit.cf first, then the listener. */
static void
the_hub_takes_it(void **state)
{
	struct plan_case *c = *state;

	a_redhat(c, "DAEMON=yes\nQUEUE=1h\n");
	an_msp(c, "[127.0.0.1]");
	tree_file(&c->f->tree, "etc/mail/submit.mc",
	    "FEATURE(`msp', `[127.0.0.1]')dnl\n");
	c->policy.smart_host = "relay.example.edu";
	c->answer = 1;
	tree_file(&c->f->tree, "etc/hostname", "host.example.edu\n");
	plan_mode(c, MODE_QUEUE_ONLY);
	assert_null(c->plan.refusals);
	assert_int_equal(c->asked, 1);
	assert_int_equal(c->plan.mode, MODE_QUEUE_ONLY);
	assert_int_equal(c->plan.first->phase, PHASE_PATH);
	assert_string_equal(step_at(c, "/etc/mail/submit.cf")->data,
	    "V10/Berkeley\nO UseMSP=True\nD{MTAHost}[relay.example.edu]\n");
	assert_string_equal(step_at(c, "/etc/mail/submit.mc")->data,
	    "FEATURE(`msp', `[relay.example.edu]')dnl\n");
	assert_string_equal(step_at(c, "/etc/sysconfig/sendmail")->data,
	    "DAEMON=no\nQUEUE=1h\n");
	assert_string_equal(end_of(c, "hand to sendmail"),
	    "relay.example.edu, through /etc/mail/submit.cf");
	tree_file(&c->f->tree, "etc/mail/submit.mc", "FEATURE(`msp')dnl\n");
	plan_mode(c, MODE_QUEUE_ONLY);
	assert_string_equal(step_at(c, "/etc/mail/submit.mc")->data,
	    "FEATURE(`msp', `[relay.example.edu]')dnl\n");
}

static void
the_hub_does_not(void **state)
{
	struct plan_case *c = *state;

	a_redhat(c, "DAEMON=yes\nQUEUE=1h\n");
	an_msp(c, "[127.0.0.1]");
	c->policy.smart_host = "relay.example.edu";
	tree_file(&c->f->tree, "etc/hostname", "host.example.edu\n");
	plan_mode(c, MODE_QUEUE_ONLY);
	assert_true(refused(c, "says no", false));
	assert_null(c->plan.first);
	/* Loopback needs no hub. */
	plan_mode(c, MODE_LOCAL_ONLY);
	assert_null(c->plan.refusals);
}

static void
disabled_would_strand(void **state)
{
	struct plan_case *c = *state;

	a_redhat(c, "DAEMON=yes\nQUEUE=1h\n");
	an_msp(c, "[127.0.0.1]");
	plan_mode(c, MODE_DISABLED);
	assert_true(refused(c, "client queue", true));
	assert_string_equal(end_of(c, "hand to sendmail"), "NOWHERE");
	/* For --force the steps are there. */
	assert_non_null(c->plan.first);
}

static void
waiting_mail(void **state)
{
	struct plan_case *c = *state;

	a_redhat(c, "DAEMON=yes\nQUEUE=1h\n");
	tree_file(&c->f->tree, "var/spool/mqueue/qfAAA00001", "V2\n");
	plan_mode(c, MODE_DISABLED);
	assert_true(refused(c, "1 message here", true));
	plan_mode(c, MODE_QUEUE_ONLY);
	assert_null(c->plan.refusals);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PLAN_TEST(fallback),
		PLAN_TEST(the_hub_takes_it),
		PLAN_TEST(the_hub_does_not),
		PLAN_TEST(disabled_would_strand),
		PLAN_TEST(waiting_mail),
	};

	return cmocka_run_group_tests_name("plan_mail", tests, NULL, NULL);
}
