/* A plan for people and for patch. */
#include "tests/unit/unit.h"

#include <string.h>

#include "agent/format_plan.h"

static void
show(const struct plan *p, struct buf *b)
{
	struct facts f;
	struct policy policy;

	facts_init(&f);
	policy_init(&policy);
	f.name = "relay1";
	f.title = "Solaris 7";
	buf_clear(b);
	plan_text(&(struct report){ .facts = &f, .policy = &policy,
	    .plan = p }, &(struct look){ .columns = 80 }, b);
	policy_release(&policy);
	facts_release(&f);
}

static void
whole(void **state)
{
	static const char *const argv[] = { "/etc/init.d/sendmail", "stop",
		NULL };
	struct buf b = BUF_INIT(65536);
	struct plan p;
	struct step *s;

	plan_init(&p);
	p.mode = MODE_LOCAL_ONLY;
	plan_end(&p, "cron's letters", "the hub");
	plan_refuse(&p, "/etc/x", 3, true, "not this");
	s = plan_step(&p, STEP_PUT, PHASE_CONFIGURATION);
	s->path = "/etc/x";
	s->old = "a\n";
	s->old_len = 2;
	s->data = "b\n";
	s->len = 2;
	s = plan_step(&p, STEP_MOVE, PHASE_CONFIGURATION);
	s->path = "/etc/rc2.d/S88 x";
	s->to = "/etc/rc2.d/_S88'x";
	s = plan_step(&p, STEP_LINK, PHASE_CONFIGURATION);
	s->path = "/etc/l";
	s->to = "/dev/null";
	s = plan_step(&p, STEP_MODE, PHASE_CONFIGURATION);
	s->path = "/etc/m";
	s->mode = 0100600;
	s = plan_step(&p, STEP_BUS, PHASE_STOP);
	s->verb = "Reload";
	s->live = true;
	s = plan_step(&p, STEP_ARGV, PHASE_STOP);
	s->argv = argv;
	s->live = true;
	s = plan_step(&p, STEP_SIGNAL, PHASE_STOP);
	s->pid = 91;
	s->live = true;
	show(&p, &b);
	assert_string_equal(b.p,
	    "# relay1: mode queue-only, as local-only: local mail needs a "
	    "listener on loopback (Solaris 7)\n"
	    "# refused (--force goes on): /etc/x line 3: not this\n"
	    "# cron's letters: the hub\n"
	    "--- a/etc/x\n+++ b/etc/x\n@@ -1 +1 @@\n-a\n+b\n"
	    "#\n# links and names:\n"
	    "#   mv '/etc/rc2.d/S88 x' '/etc/rc2.d/_S88'\\''x'\n"
	    "#   ln -s /dev/null /etc/l\n"
	    "#   chmod 0600 /etc/m\n"
	    "#\n# on the running host, then:\n"
	    "#   systemctl daemon-reload\n"
	    "#   /etc/init.d/sendmail stop\n"
	    "#   kill 91\n");
	plan_release(&p);
	buf_release(&b);
}

static void
empty(void **state)
{
	struct buf b = BUF_INIT(4096);
	struct plan p;

	plan_init(&p);
	show(&p, &b);
	assert_string_equal(b.p, "# relay1: mode queue-only (Solaris 7)\n"
	    "# nothing to change\n");
	p.wanted = p.mode = MODE_OBSERVE;
	show(&p, &b);
	assert_non_null(strstr(b.p, "nothing is changed"));
	/* A line break in a name cannot begin a line of a patch. */
	plan_refuse(&p, "/a\n--- b", 0, false, "odd");
	show(&p, &b);
	assert_non_null(strstr(b.p, "# refused: /a\\012--- b: odd\n"));
	plan_release(&p);
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole),
		cmocka_unit_test(empty),
	};

	return cmocka_run_group_tests_name("format_plan", tests, NULL, NULL);
}
