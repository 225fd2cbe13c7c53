/* What is stopped and started, and what undo does. */
#include "tests/unit/unit.h"

#include "agent/run/plan_parts.h"
#include "tests/unit/plan_case.h"

struct service_case {
	struct planning g;
	struct facts facts, after;
	struct plan plan;
	struct starter *s;
};

static void
begin(struct service_case *v, struct plan_case *c, const char *platform,
    const char *init, const char *mechanism, enum aim aim)
{
	memset(v, 0, sizeof(*v));
	facts_init(&v->facts);
	facts_init(&v->after);
	plan_init(&v->plan);
	v->facts.platform = platform;
	v->facts.init = init;
	v->s = facts_starter(&v->facts);
	v->s->mta = "sendmail";
	v->s->mechanism = mechanism;
	v->s->at_boot = TRI_YES;
	v->s->role = ROLE_DAEMON;
	v->g = (struct planning){ .host = &c->f->host, .facts = &v->facts,
	    .policy = &c->policy, .aim = aim, .n = 1 };
	v->g.choices[0].starter = v->s;
}

/* Then the live steps are in the plan of the case. */
static void
end(struct service_case *v, struct plan_case *c)
{
	assert_int_equal(plan_service(&v->g, &v->after, &v->plan, NULL), 0);
	plan_release(&c->plan);
	c->plan = v->plan;
}

static void
done(struct service_case *v, struct plan_case *c)
{
	plan_release(&c->plan);
	facts_release(&v->facts);
	facts_release(&v->after);
}

static void
systemd(void **state)
{
	struct plan_case *c = *state;
	struct service_case v;
	struct step *s;

	begin(&v, c, "redhat", "systemd", "unit", AIM_LOOPBACK);
	v.s->unit = "sendmail.service";
	s = plan_step(&v.plan, STEP_PUT, PHASE_CONFIGURATION);
	s->path = "/etc/systemd/system/sendmail.service.d/hardenmail.conf";
	end(&v, c);
	expect_live(c, 0, "Reload ");
	expect_live(c, 1, "StopUnit sendmail.service");
	expect_live(c, 2, "StartUnit sendmail.service");
	/* Undo stops what was started, before files; then starts it. */
	s = c->plan.first->next->next;
	assert_string_equal(s->undo_verb, "StartUnit");
	assert_int_equal(s->phase, PHASE_STOP);
	assert_string_equal(s->next->undo_verb, "StopUnit");
	assert_int_equal(s->next->phase, PHASE_START);
	done(&v, c);
}

/* What does not run is not started. */
static void
not_running(void **state)
{
	struct plan_case *c = *state;
	struct service_case v;

	begin(&v, c, "redhat", "systemd", "unit", AIM_LOOPBACK);
	v.s->unit = "sendmail.service";
	v.facts.live = v.facts.running_seen = true;
	end(&v, c);
	assert_null(c->plan.first);
	done(&v, c);
}

/* rc-local.service is all of rc.local: only the daemon goes. */
static void
by_signal(void **state)
{
	struct plan_case *c = *state;
	const char *const now[] = { "/usr/sbin/sendmail", "-bd", "-q1h" };
	const char *const then[] = { "/usr/sbin/sendmail", "-q1h" };
	struct service_case v;
	struct process *pr;
	struct starter *t;

	begin(&v, c, "debian", "systemd", "unit", AIM_QUEUE);
	v.s->unit = "rc-local.service";
	v.s->at.path = "/etc/rc.local";
	words_from_argv(&v.facts.pool, now, 3, &v.s->words);
	v.facts.live = v.facts.running_seen = true;
	pr = facts_process(&v.facts);
	pr->pid = 91;
	pr->start = 7;
	pr->role = ROLE_DAEMON;
	pr->starter = v.s->id;
	t = facts_starter(&v.after);
	t->mta = "sendmail";
	t->at_boot = TRI_YES;
	t->role = ROLE_QUEUE_RUNNER;
	t->at.path = "/etc/rc.local";
	words_from_argv(&v.after.pool, then, 2, &t->words);
	end(&v, c);
	assert_int_equal(c->plan.first->kind, STEP_SIGNAL);
	assert_int_equal(c->plan.first->pid, 91);
	assert_int_equal(c->plan.first->start, 7);
	assert_string_equal(c->plan.first->undo_argv[1], "-bd");
	expect_live(c, 1, "/usr/sbin/sendmail -q1h");
	done(&v, c);
}

/* unix.md 3b: the stop script does nothing once the variable is 0. */
static void
hpux(void **state)
{
	struct plan_case *c = *state;
	struct service_case v;
	struct step *s;

	begin(&v, c, "hpux", "sysv", "rclink", AIM_QUEUE);
	v.s->at.path = "/sbin/init.d/sendmail";
	s = plan_step(&v.plan, STEP_PUT, PHASE_RUNNER);
	s->path = "/var/spool/cron/crontabs/root";
	end(&v, c);
	expect_live(c, 0, "/sbin/init.d/cron stop");
	expect_live(c, 1, "/sbin/init.d/cron start");
	expect_live(c, 2, "/usr/sbin/killsm");
	done(&v, c);
}

/* Its cron reads the tables when it starts, too. */
static void
irix(void **state)
{
	struct plan_case *c = *state;
	struct service_case v;
	struct step *s;

	begin(&v, c, "irix", "sysv", "rclink", AIM_QUEUE);
	v.s->at.path = "/etc/init.d/mail";
	s = plan_step(&v.plan, STEP_PUT, PHASE_RUNNER);
	s->path = "/var/spool/cron/crontabs/root";
	end(&v, c);
	expect_live(c, 0, "/etc/init.d/cron stop");
	expect_live(c, 1, "/etc/init.d/cron start");
	done(&v, c);
}

/* unix.md 4: SRC's words are one argument. */
static void
aix(void **state)
{
	struct plan_case *c = *state;
	const char *const now[] = { "/usr/lib/sendmail", "-bd", "-q30m" };
	struct service_case v;

	begin(&v, c, "aix", "src", "rcscript", AIM_LOOPBACK);
	v.s->at.path = "/etc/rc.tcpip";
	v.s->at.text = "start /usr/lib/sendmail \"$src_running\" \"-bd\"";
	words_from_argv(&v.facts.pool, now, 3, &v.s->words);
	end(&v, c);
	expect_live(c, 0, "/usr/bin/stopsrc -s sendmail");
	expect_live(c, 1, "/usr/bin/startsrc -s sendmail -a -bd -q30m");
	done(&v, c);
}

/* svcadm(1M): -t lasts until the next boot, -s waits. */
static void
smf(void **state)
{
	struct plan_case *c = *state;
	struct service_case v;

	begin(&v, c, "solaris", "smf", "smf", AIM_LOOPBACK);
	v.s->unit = "svc:/network/smtp:sendmail";
	end(&v, c);
	expect_live(c, 0, "/usr/sbin/svcadm disable -st "
	    "svc:/network/smtp:sendmail");
	expect_live(c, 1, "/usr/sbin/svcadm enable -t "
	    "svc:/network/smtp:sendmail");
	done(&v, c);
	begin(&v, c, "solaris", "smf", "smf", AIM_OFF);
	v.s->unit = "svc:/network/smtp:sendmail";
	end(&v, c);
	expect_live(c, 0, "/usr/sbin/svcadm disable -s "
	    "svc:/network/smtp:sendmail");
	assert_null(c->plan.first->next);
	done(&v, c);
}

/* A script that does not look at its argument would start it once more. */
static void
no_stop_in_the_script(void **state)
{
	struct plan_case *c = *state;
	struct service_case v;

	script(c->f, "etc/init.d/mail", "/usr/lib/sendmail -bd\n");
	begin(&v, c, "solaris", "sysv", "rclink", AIM_OFF);
	v.s->at.path = "/etc/init.d/mail";
	end(&v, c);
	assert_null(c->plan.first);
	done(&v, c);
}

static void
super_servers(void **state)
{
	static const struct {
		const char *platform, *init, *mechanism, *words;
	} rows[] = {
		{ "solaris", "sysv", "inetd", "/usr/bin/pkill -HUP -x inetd" },
		{ "aix", "src", "inetd", "/usr/bin/refresh -s inetd" },
		{ "hpux", "sysv", "inetd", "/usr/sbin/inetd -c" },
		{ "redhat", "systemd", "xinetd",
		    "TryRestartUnit xinetd.service" },
		{ "aix", "src", "inittab", "/usr/sbin/telinit q" },
		{ "redhat", "sysv", "inittab", "/sbin/telinit q" },
		{ "irix", "sysv", "inetd", "/sbin/killall -HUP inetd" },
	};
	struct plan_case *c = *state;
	struct service_case v;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		begin(&v, c, rows[i].platform, rows[i].init,
		    rows[i].mechanism, AIM_OFF);
		end(&v, c);
		expect_live(c, 0, rows[i].words);
		done(&v, c);
		plan_init(&c->plan);
	}
}

/* System V's killall ends every process. */
static void
no_killall(void **state)
{
	struct plan_case *c = *state;
	struct service_case v;

	begin(&v, c, "unixware", "sysv", "inetd", AIM_OFF);
	end(&v, c);
	assert_null(c->plan.first);
	done(&v, c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PLAN_TEST(systemd),
		PLAN_TEST(not_running),
		PLAN_TEST(by_signal),
		PLAN_TEST(hpux),
		PLAN_TEST(irix),
		PLAN_TEST(no_killall),
		PLAN_TEST(aix),
		PLAN_TEST(smf),
		PLAN_TEST(no_stop_in_the_script),
		PLAN_TEST(super_servers),
	};

	return cmocka_run_group_tests_name("plan_service", tests, NULL, NULL);
}
