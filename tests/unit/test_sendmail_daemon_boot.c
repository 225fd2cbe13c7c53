/* sendmail-daemon-boot: every mode with every thing that may be started. */
#include "checks/all_checks.h"

#include "tests/unit/check_facts.h"

static const struct check *const check = &check_sendmail_daemon_boot;

/* Modes in this order: disabled, queue-only, local-only, server, observe. */
static const enum mode modes[] = { MODE_DISABLED, MODE_QUEUE_ONLY,
	MODE_LOCAL_ONLY, MODE_SERVER, MODE_OBSERVE };

/* F fail, P pass, W warn, U unknown: DESIGN, "The verdict, exactly". */
static const struct {
	const char *what;
	enum role role;
	enum tri at_boot;
	bool loopback, needed;
	const char *verdicts;
} cases[] = {
	{ "daemon", ROLE_DAEMON, TRI_YES, false, false, "FFFUF" },
	{ "daemon, needed", ROLE_DAEMON, TRI_YES, false, true, "FFFUF" },
	{ "daemon, off", ROLE_DAEMON, TRI_NO, false, false, "PPPPP" },
	{ "daemon, perhaps", ROLE_DAEMON, TRI_UNKNOWN, false, false, "UUUUU" },
	{ "inetd", ROLE_INETD, TRI_YES, false, false, "FFFUF" },
	{ "inetd on loopback", ROLE_INETD, TRI_YES, true, false, "FWPPW" },
	{ "inetd on loopback, needed", ROLE_INETD, TRI_YES, true, true,
	    "FPPPP" },
	{ "loopback", ROLE_LOOPBACK_DAEMON, TRI_YES, false, false, "FWPPW" },
	{ "loopback, needed", ROLE_LOOPBACK_DAEMON, TRI_YES, false, true,
	    "FPPPP" },
	{ "loopback, off", ROLE_LOOPBACK_DAEMON, TRI_NO, false, false,
	    "PPPPP" },
	{ "loopback, perhaps", ROLE_LOOPBACK_DAEMON, TRI_UNKNOWN, false,
	    false, "UUPPU" },
	{ "queue runner", ROLE_QUEUE_RUNNER, TRI_YES, false, false, "FPPPP" },
	{ "queue runner, perhaps", ROLE_QUEUE_RUNNER, TRI_UNKNOWN, false,
	    false, "UPPPP" },
	{ "submission runner", ROLE_SUBMISSION_RUNNER, TRI_YES, false, false,
	    "FPPPP" },
	{ "one shot", ROLE_ONE_SHOT, TRI_YES, false, false, "PPPPP" },
	{ "session", ROLE_SESSION, TRI_YES, false, false, "PPPPP" },
	{ "ends with an error", ROLE_NONE, TRI_YES, false, false, "PPPPP" },
	{ "not known", ROLE_UNKNOWN, TRI_YES, false, false, "UUUUU" },
	{ "not known, perhaps", ROLE_UNKNOWN, TRI_UNKNOWN, false, false,
	    "UUUUU" },
	{ "not known, off", ROLE_UNKNOWN, TRI_NO, false, false, "PPPPP" },
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
	struct starter *s;
	struct facts f;
	size_t i, m;
	char got;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		host_init(&f);
		/* The boot is judged in a tree too. */
		f.live = f.running_seen = f.sockets_seen = false;
		f.submission.needs_listener = cases[i].needed;
		s = starts(&f, "sendmail", cases[i].role, cases[i].at_boot);
		s->loopback = cases[i].loopback;
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

static void
nothing_passes(void **state)
{
	struct facts f;
	size_t m;

	host_init(&f);
	starts(&f, "postfix", ROLE_DAEMON, TRI_YES);	/* not sendmail */
	for (m = 0; m < 5; m++)
		assert_verdict(check, &f, modes[m], "pass");
	assert_string_equal(ask(check, &f, MODE_QUEUE_ONLY)->summary,
	    "no sendmail will start at the next boot");
	facts_release(&f);
}

static void
doubts_make_it_unknown_but_not_better(void **state)
{
	struct facts f;
	const struct finding *n;

	host_init(&f);
	facts_doubt(&f, "boot", "/etc/rc.local", 12, "cannot be read");
	n = ask(check, &f, MODE_QUEUE_ONLY);
	assert_int_equal(n->verdict, VERDICT_UNKNOWN);
	assert_string_equal(n->summary, "cannot tell what the next boot "
	    "starts: /etc/rc.local line 12: cannot be read");
	assert_string_equal(n->evidence->at.path, "/etc/rc.local");
	assert_string_equal(n->evidence->at.text, "cannot be read");
	/* worse than a warning */
	starts(&f, "sendmail", ROLE_LOOPBACK_DAEMON, TRI_YES);
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "unknown");
	/* a fail beats it */
	starts(&f, "sendmail", ROLE_DAEMON, TRI_YES);
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "fail");
	facts_release(&f);
	/* doubts about other things are others' */
	host_init(&f);
	facts_doubt(&f, "processes", NULL, 0, "hidden");
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "pass");
	facts_release(&f);
}

static void
the_sentence_and_the_evidence(void **state)
{
	const struct finding *n;
	struct starter *s;
	struct facts f;

	host_init(&f);
	starts(&f, "sendmail", ROLE_QUEUE_RUNNER, TRI_YES);
	s = starts(&f, "sendmail", ROLE_DAEMON, TRI_YES);
	assert_int_equal(place_add(&f.pool, &s->because,
	    "/etc/default/sendmail", 3, "MODE=-bd"), 0);
	n = ask(check, &f, MODE_QUEUE_ONLY);
	assert_string_equal(n->summary, "sendmail will start as a daemon at "
	    "the next boot: /etc/rc2.d/S88sendmail line 24");
	assert_int_equal(count_evidence(n), 2);
	assert_string_equal(n->evidence->at.path, "/etc/rc2.d/S88sendmail");
	assert_int_equal(n->evidence->at.line, 24);
	assert_int_equal(n->evidence->depth, 0);
	assert_string_equal(n->evidence->next->at.text, "MODE=-bd");
	assert_int_equal(n->evidence->next->depth, 1);
	assert_non_null(strstr(n->remedy, "MODE=\"\""));
	s = starts(&f, "sendmail", ROLE_DAEMON, TRI_YES);
	s->at.path = "/etc/rc.local";
	n = ask(check, &f, MODE_QUEUE_ONLY);
	assert_string_equal(n->summary, "sendmail will start as a daemon at "
	    "the next boot: /etc/rc2.d/S88sendmail line 24, and 1 more");
	n = ask(check, &f, MODE_SERVER);
	assert_non_null(strstr(n->summary,
	    "whether it relays for strangers is not known"));
	facts_release(&f);
}

static void
why_it_is_not_known(void **state)
{
	struct starter *s;
	struct facts f;

	host_init(&f);
	s = starts(&f, "sendmail", ROLE_DAEMON, TRI_UNKNOWN);
	s->reason = "SMF keeps its state in a database";
	assert_string_equal(ask(check, &f, MODE_QUEUE_ONLY)->summary,
	    "cannot tell whether sendmail will start as a daemon at the next "
	    "boot: /etc/rc2.d/S88sendmail line 24 (SMF keeps its state in a "
	    "database)");
	facts_release(&f);
}

/* Each of those that fail has its own way out. */
static void
a_remedy_for_each(void **state)
{
	struct starter *s;
	struct facts f;

	host_init(&f);
	f.platform = "generic";
	starts(&f, "sendmail", ROLE_DAEMON, TRI_YES);
	s = starts(&f, "sendmail", ROLE_DAEMON, TRI_NO);
	s->at.line = 30;
	s = starts(&f, "sendmail", ROLE_INETD, TRI_YES);
	s->mechanism = "inetd";
	s->at.path = "/etc/inetd.conf";
	s->at.line = 3;
	s = starts(&f, "sendmail", ROLE_DAEMON, TRI_YES);
	assert_string_equal(ask(check, &f, MODE_QUEUE_ONLY)->remedy,
	    "in /etc/rc2.d/S88sendmail line 24: take the -b option out of the "
	    "sendmail command, keep its -q option\n"
	    "stop sendmail and start it again\n"
	    "in /etc/inetd.conf line 3: put a # before the line\n"
	    "kill -HUP the process id of inetd");
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
		cmocka_unit_test(nothing_passes),
		cmocka_unit_test(doubts_make_it_unknown_but_not_better),
		cmocka_unit_test(the_sentence_and_the_evidence),
		cmocka_unit_test(a_remedy_for_each),
		cmocka_unit_test(why_it_is_not_known),
	};

	return cmocka_run_group_tests_name("sendmail_daemon_boot", tests,
	    NULL, teardown);
}
