/* Daemons that nothing would start end too. */
#include "tests/unit/unit.h"

#include <stdio.h>
#include <string.h>

#include "agent/run/plan_parts.h"

static struct facts facts;
static struct plan plan;
static struct planning g;

static int
setup(void **state)
{
	facts_init(&facts);
	plan_init(&plan);
	facts.live = facts.running_seen = facts.sockets_seen = true;
	facts.init = "systemd";
	g = (struct planning){ .facts = &facts, .aim = AIM_OFF };
	return 0;
}

static int
teardown(void **state)
{
	plan_release(&plan);
	facts_release(&facts);
	return 0;
}

static struct process *
process(pid_t pid, enum role role)
{
	struct process *p = facts_process(&facts);

	assert_non_null(p);
	p->pid = pid;
	p->start = 7;
	p->mta = "sendmail";
	p->role = role;
	p->accepting = true;
	return p;
}

static void
listen_everywhere(pid_t pid)
{
	struct listener *l = facts_listener(&facts);

	assert_non_null(l);
	l->pid = pid;
	l->address = "0.0.0.0";
	l->port = 25;
	l->bound = BOUND_ANY;
	l->holder = HOLDER_MTA;
}

/* The steps as "pid" or "unit", in order. */
static void
expect(const char *expected)
{
	char said[256] = "", one[64];
	const struct step *s;

	assert_int_equal(plan_strays(&g, &plan), 0);
	for (s = plan.first; s != NULL; s = s->next) {
		if (s->kind == STEP_SIGNAL)
			snprintf(one, sizeof(one), "%ld ", (long)s->pid);
		else
			snprintf(one, sizeof(one), "%s ", s->unit);
		assert_true(strlen(said) + strlen(one) < sizeof(said));
		memcpy(said + strlen(said), one, strlen(one) + 1);
		assert_int_equal(s->phase, PHASE_STOP);
		assert_true(s->live);
	}
	assert_string_equal(said, expected);
	plan_release(&plan);
	plan_init(&plan);
}

static void
by_hand(void **state)
{
	struct process *p = process(10, ROLE_DAEMON);

	expect("10 ");
	/* From a shell, or by cron: these go on. */
	p->unit = "session-3.scope";
	expect("10 ");
	p->unit = "cron.service";
	expect("10 ");
	g.aim = AIM_LOOPBACK;
	expect("");
	listen_everywhere(10);
	expect("10 ");
	p->mta = "postfix";
	expect("");
}

static void
what_the_aim_allows(void **state)
{
	process(10, ROLE_LOOPBACK_DAEMON);
	process(11, ROLE_QUEUE_RUNNER);
	process(12, ROLE_SESSION);
	process(13, ROLE_UNKNOWN);
	expect("10 11 ");
	g.aim = AIM_QUEUE;
	expect("10 ");
	g.aim = AIM_LOOPBACK;
	expect("");
}

static void
what_is_planned_already(void **state)
{
	struct process *p = process(10, ROLE_DAEMON);
	struct starter *s = facts_starter(&facts);
	struct step *step;

	p->starter = "s1";
	s->id = "s1";
	s->mta = "sendmail";
	s->mechanism = "rclink";
	/* Switched off, and it still runs. */
	expect("10 ");
	g.choices[0].starter = s;
	g.n = 1;
	expect("");
	g.n = 0;
	step = plan_step(&plan, STEP_SIGNAL, PHASE_STOP);
	step->pid = 10;
	step->live = true;
	expect("10 ");
}

static void
a_unit_of_its_own(void **state)
{
	struct process *p = process(10, ROLE_DAEMON);
	struct starter *s = facts_starter(&facts);

	p->unit = "sendmail.service";
	s->mta = "sendmail";
	s->mechanism = "unit";
	s->unit = "sendmail.service";
	s->at_boot = TRI_NO;
	expect("sendmail.service ");
	process(11, ROLE_DAEMON)->unit = "sendmail.service";
	expect("sendmail.service ");
	/* All of rc.local runs in that one. */
	s->unit = "rc-local.service";
	s->at.path = "/etc/rc.local";
	p->unit = "rc-local.service";
	expect("10 11 ");
}

static void
not_seen(void **state)
{
	process(10, ROLE_DAEMON);
	facts.live = false;
	expect("");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(by_hand, setup, teardown),
		cmocka_unit_test_setup_teardown(what_the_aim_allows, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(what_is_planned_already,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(a_unit_of_its_own, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(not_seen, setup, teardown),
	};

	return cmocka_run_group_tests_name("plan_strays", tests, NULL, NULL);
}
