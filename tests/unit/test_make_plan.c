/* Plans for small hosts, from beginning to end. */
#include "tests/unit/unit.h"

#include "tests/unit/plan_case.h"

static void
queue_only(void **state)
{
	struct plan_case *c = *state;

	a_redhat(c, "DAEMON=yes\nQUEUE=1h\n");
	plan_mode(c, MODE_QUEUE_ONLY);
	assert_null(c->plan.refusals);
	assert_int_equal(c->plan.mode, MODE_QUEUE_ONLY);
	assert_string_equal(step_at(c, "/etc/sysconfig/sendmail")->data,
	    "DAEMON=no\nQUEUE=1h\n");
	expect_live(c, 0, "/etc/rc.d/init.d/sendmail stop");
	expect_live(c, 1, "/etc/rc.d/init.d/sendmail start");
	assert_non_null(c->plan.ends);
}

/* Without QUEUE= the first recipe leaves no runner: the second is taken. */
static void
proved_by_a_second_look(void **state)
{
	struct plan_case *c = *state;

	a_redhat(c, "QUEUE=\nDAEMON=yes\nQUEUE=30m\n");
	tree_file(&c->f->tree, "etc/sysconfig/sendmail", "DAEMON=yes\n"
	    "QUEUE=1h\nif [ $DAEMON != yes ]; then unset QUEUE; fi\n");
	plan_mode(c, MODE_QUEUE_ONLY);
	assert_null(c->plan.refusals);
	assert_null(strstr(step_at(c, c->plan.first->path)->data,
	    "DAEMON=no\nQUEUE=1h\nif"));
}

static void
disabled(void **state)
{
	struct plan_case *c = *state;

	a_redhat(c, "DAEMON=yes\nQUEUE=1h\n");
	plan_mode(c, MODE_DISABLED);
	assert_null(c->plan.refusals);
	assert_int_equal(step_at(c, "/etc/rc.d/rc3.d/S80sendmail")->kind,
	    STEP_MOVE);
	expect_live(c, 0, "/etc/rc.d/init.d/sendmail stop");
}

static void
local_only(void **state)
{
	struct plan_case *c = *state;

	a_redhat(c, "DAEMON=yes\nQUEUE=1h\n");
	plan_mode(c, MODE_LOCAL_ONLY);
	assert_null(c->plan.refusals);
	assert_string_equal(step_at(c, "/etc/mail/sendmail.cf")->data,
	    "V8/Berkeley\nO QueueDirectory=/var/spool/mqueue\n"
	    "O DaemonPortOptions=Name=MTA, Addr=127.0.0.1\n");
}

static void
nothing_to_do(void **state)
{
	struct plan_case *c = *state;

	a_redhat(c, "DAEMON=no\nQUEUE=1h\n");
	plan_mode(c, MODE_QUEUE_ONLY);
	assert_null(c->plan.refusals);
	assert_null(c->plan.first);
	tree_file(&c->f->tree, "etc/sysconfig/sendmail",
	    "DAEMON=yes\nQUEUE=1h\n");
	plan_mode(c, MODE_OBSERVE);
	assert_null(c->plan.refusals);
	assert_null(c->plan.first);
	/* Granted for now. */
	findings_add(&c->findings, "sendmail-daemon-boot")->verdict =
	    VERDICT_EXEMPT;
	plan_mode(c, MODE_QUEUE_ONLY);
	assert_null(c->plan.refusals);
	assert_null(c->plan.first);
	plan_mode(c, MODE_SERVER);
	assert_null(c->plan.refusals);
	assert_null(c->plan.first);
}

/* What nobody understands is not changed. */
static void
not_known(void **state)
{
	struct plan_case *c = *state;

	a_redhat(c, "DAEMON=yes\nQUEUE=1h\n");
	script(c->f, "etc/rc.d/init.d/sendmail", "#!/bin/sh\n"
	    "read x </dev/tty\nif [ \"$x\" ]; then eval \"$x\"; fi\n"
	    "case $x in y) /usr/sbin/sendmail $x -q1h;; esac\n");
	plan_mode(c, MODE_QUEUE_ONLY);
	assert_non_null(c->plan.refusals);
	assert_null(c->plan.first);
}

/* inetd runs no queue: queue-only means that the queue is run. */
static void
a_runner_is_made(void **state)
{
	struct plan_case *c = *state;

	a_redhat(c, "DAEMON=no\nQUEUE=1h\n");
	unlink(tree_path(&c->f->tree, "etc/rc.d/rc3.d/S80sendmail"));
	tree_folder(&c->f->tree, "etc/cron.d");
	tree_file(&c->f->tree, "etc/inetd.conf", "smtp stream tcp nowait "
	    "root /usr/sbin/sendmail sendmail -bs\n");
	tree_file(&c->f->tree, "etc/inittab", "id:3:initdefault:\n"
	    "l3:3:wait:/etc/rc.d/rc 3\nin:3:once:/usr/sbin/inetd\n");
	plan_mode(c, MODE_QUEUE_ONLY);
	assert_null(c->plan.refusals);
	assert_int_equal(c->plan.first->phase, PHASE_RUNNER);
	assert_string_equal(step_at(c, "/etc/cron.d/hardenmail")->data,
	    "0,15,30,45 * * * * root /usr/sbin/sendmail -q\n");
	assert_string_equal(step_at(c, "/etc/inetd.conf")->data,
	    "#smtp stream tcp nowait root /usr/sbin/sendmail sendmail "
	    "-bs\n");
}

/* Two S names of one file are one file (unix.md 0.4). */
static void
names_of_one_file(void **state)
{
	struct plan_case *c = *state;
	struct tree *t = &c->f->tree;

	with_sendmail(c->f);
	tree_file(t, "etc/release", "  Solaris 7 SPARC\n");
	tree_file(t, "etc/init.d/sendmail",
	    "#!/sbin/sh\n/usr/lib/sendmail -bd -q15m &\n");
	hard_link(c->f, "etc/init.d/sendmail", "etc/rc2.d/S88sendmail");
	hard_link(c->f, "etc/init.d/sendmail", "etc/rc3.d/S88sendmail");
	tree_file(t, "etc/inittab", "is:3:initdefault:\n");
	plan_mode(c, MODE_QUEUE_ONLY);
	assert_null(c->plan.refusals);
	assert_non_null(c->plan.first);
	assert_int_equal(c->plan.first->kind, STEP_PUT);
	assert_true(c->plan.first->next == NULL ||
	    c->plan.first->next->live);
}

/* On a system of which little is known the policy has to ask for it. */
static void
unproven(void **state)
{
	struct plan_case *c = *state;

	with_sendmail(c->f);
	tree_file(&c->f->tree, "etc/rc", "#!/bin/sh\n. /etc/rc.local\n");
	tree_file(&c->f->tree, "etc/rc.local",
	    "/usr/lib/sendmail -bd -q1h&\n");
	plan_mode(c, MODE_QUEUE_ONLY);
	assert_true(refused(c, "unproven = yes", false));
	assert_null(c->plan.first);
	c->policy.unproven = true;
	plan_mode(c, MODE_QUEUE_ONLY);
	assert_null(c->plan.refusals);
	assert_string_equal(step_at(c, "/etc/rc.local")->data,
	    "/usr/lib/sendmail -q1h&\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PLAN_TEST(queue_only),
		PLAN_TEST(proved_by_a_second_look),
		PLAN_TEST(disabled),
		PLAN_TEST(local_only),
		PLAN_TEST(nothing_to_do),
		PLAN_TEST(not_known),
		PLAN_TEST(a_runner_is_made),
		PLAN_TEST(names_of_one_file),
		PLAN_TEST(unproven),
	};

	return cmocka_run_group_tests_name("make_plan", tests, NULL, NULL);
}
