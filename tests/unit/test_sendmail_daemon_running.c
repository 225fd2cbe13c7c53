/* sendmail-daemon-running: every mode with every process there may be. */
#include "checks/all_checks.h"

#include "tests/unit/check_facts.h"

static const struct check *const check = &check_sendmail_daemon_running;

static const enum mode modes[] = { MODE_DISABLED, MODE_QUEUE_ONLY,
	MODE_LOCAL_ONLY, MODE_SERVER, MODE_OBSERVE };

/* DESIGN, "The verdict, exactly", for running state. bound: what the
 * process has open; UNKNOWN: no socket at all. */
static const struct {
	const char *what;
	enum role role;
	enum bound bound;
	bool needed;
	const char *verdicts;
} cases[] = {
	{ "daemon", ROLE_DAEMON, BOUND_ANY, false, "FFFUF" },
	{ "daemon on one address", ROLE_DAEMON, BOUND_ADDRESS, false,
	    "FFFUF" },
	{ "daemon, needed", ROLE_DAEMON, BOUND_ANY, true, "FFFUF" },
	{ "daemon with its doors closed", ROLE_DAEMON, BOUND_UNKNOWN, false,
	    "FFFUF" },
	{ "daemon on loopback", ROLE_DAEMON, BOUND_LOOPBACK, false, "FWPPW" },
	{ "daemon on loopback, needed", ROLE_DAEMON, BOUND_LOOPBACK, true,
	    "FPPPP" },
	{ "loopback daemon", ROLE_LOOPBACK_DAEMON, BOUND_LOOPBACK, false,
	    "FWPPW" },
	{ "loopback daemon, needed", ROLE_LOOPBACK_DAEMON, BOUND_LOOPBACK,
	    true, "FPPPP" },
	{ "queue runner", ROLE_QUEUE_RUNNER, BOUND_UNKNOWN, false, "FPPPP" },
	{ "submission runner", ROLE_SUBMISSION_RUNNER, BOUND_UNKNOWN, false,
	    "FPPPP" },
	{ "session", ROLE_SESSION, BOUND_UNKNOWN, false, "PPPPP" },
	{ "one shot", ROLE_ONE_SHOT, BOUND_UNKNOWN, false, "PPPPP" },
	{ "not known", ROLE_UNKNOWN, BOUND_UNKNOWN, false, "UUUUU" },
};

static char
letter(enum verdict v)
{
	return v == VERDICT_PASS ? 'P' : v == VERDICT_WARN ? 'W' :
	    v == VERDICT_FAIL ? 'F' : v == VERDICT_UNKNOWN ? 'U' : '?';
}

static void
every_mode_and_role(void **state)
{
	struct facts f;
	size_t i, m;
	char got;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		host_init(&f);
		f.submission.needs_listener = cases[i].needed;
		runs(&f, "sendmail", cases[i].role, 91);
		if (cases[i].bound != BOUND_UNKNOWN)
			listens(&f, "sendmail", "192.0.2.1", cases[i].bound,
			    91);
		for (m = 0; m < 5; m++) {
			got = letter(ask(check, &f, modes[m])->verdict);
			if (got != cases[i].verdicts[m])
				fail_msg("%s, %s: %c, expected %c",
				    cases[i].what, mode_name(modes[m]), got,
				    cases[i].verdicts[m]);
		}
		facts_release(&f);
	}
}

/* Granted: what it has loaded decides. */
static void
a_server(void **state)
{
	struct facts f;

	host_init(&f);
	runs(&f, "sendmail", ROLE_DAEMON, 91);
	listens(&f, "sendmail", "192.0.2.1", BOUND_ADDRESS, 91);
	f.relaying.disk.verdict = f.relaying.running.verdict = RELAY_CLOSED;
	assert_string_equal(ask(check, &f, MODE_SERVER)->summary, "sendmail "
	    "is running as a daemon: pid 91, and does not relay for "
	    "strangers");
	assert_verdict(check, &f, MODE_SERVER, "pass");
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "fail");
	f.relaying.running.verdict = RELAY_OPEN;
	assert_verdict(check, &f, MODE_SERVER, "fail");
	assert_string_equal(ask(check, &f, MODE_SERVER)->summary, "sendmail "
	    "is running as a daemon: pid 91, and relays for strangers");
	facts_release(&f);
	/* Nobody asks another's rules. */
	host_init(&f);
	runs(&f, "sendmail", ROLE_DAEMON, 91);
	f.relaying.disk.verdict = RELAY_ABSENT;
	assert_verdict(check, &f, MODE_SERVER, "unknown");
	facts_release(&f);
}

static void
not_applicable_in_a_tree(void **state)
{
	struct facts f;

	host_init(&f);
	f.running_seen = false;
	assert_verdict(check, &f, MODE_DISABLED, "not-applicable");
	facts_release(&f);
}

static void
doubts(void **state)
{
	struct facts f;

	host_init(&f);
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "pass");
	facts_doubt(&f, "processes", NULL, 0, "3 processes are hidden");
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "unknown");
	runs(&f, "sendmail", ROLE_DAEMON, 91);
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "fail");
	assert_int_equal(count_evidence(ask(check, &f, MODE_QUEUE_ONLY)), 2);
	facts_release(&f);
	/* a live host without /proc is no tree */
	host_init(&f);
	f.running_seen = false;
	facts_doubt(&f, "processes", NULL, 0, "no /proc");
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "unknown");
	facts_release(&f);
}

/* Without root a daemon shows its title, and nobody its descriptors. */
static void
whose_sockets_cannot_be_seen(void **state)
{
	struct process *p;
	struct listener *l;
	struct facts f;

	host_init(&f);
	p = runs(&f, "sendmail", ROLE_DAEMON, 91);
	p->exe = NULL;
	l = listens(&f, NULL, "127.0.0.1", BOUND_LOOPBACK, 0);
	assert_string_equal(ask(check, &f, MODE_QUEUE_ONLY)->summary,
	    "sendmail is running, as what is not clear: pid 91 (who holds "
	    "the sockets cannot be seen without root)");
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "unknown");
	assert_verdict(check, &f, MODE_LOCAL_ONLY, "unknown");
	assert_verdict(check, &f, MODE_DISABLED, "fail");
	/* what is open to all may well be its own */
	l->bound = BOUND_ANY;
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "fail");
	/* another one is known to hold that */
	l->pid = 7;
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "unknown");
	facts_release(&f);
}

static void
what_it_says(void **state)
{
	const struct finding *n;
	struct process *p;
	struct facts f;

	host_init(&f);
	p = runs(&f, "sendmail", ROLE_DAEMON, 91);
	n = ask(check, &f, MODE_QUEUE_ONLY);
	assert_string_equal(n->summary,
	    "sendmail is running as a daemon: pid 91");
	assert_string_equal(n->evidence->at.text,
	    "pid 91 /usr/lib/sendmail -bd -q15m");
	/* nothing starts it: only the process is left to end */
	assert_string_equal(n->remedy, "kill 91");
	p->role = ROLE_UNKNOWN;
	p->reason = "its title is cut";
	assert_string_equal(ask(check, &f, MODE_QUEUE_ONLY)->summary,
	    "sendmail is running, as what is not clear: pid 91 (its title is "
	    "cut)");
	/* another MTA's process is another check's */
	p->mta = "exim";
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "pass");
	facts_release(&f);
}

static int
teardown(void **state)
{
	ask(NULL, NULL, MODE_QUEUE_ONLY);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_mode_and_role),
		cmocka_unit_test(a_server),
		cmocka_unit_test(not_applicable_in_a_tree),
		cmocka_unit_test(doubts),
		cmocka_unit_test(whose_sockets_cannot_be_seen),
		cmocka_unit_test(what_it_says),
	};

	return cmocka_run_group_tests_name("sendmail_daemon_running", tests,
	    NULL, teardown);
}
