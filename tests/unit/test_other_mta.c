/* other-mta: the same table for programs that are not sendmail. */
#include "checks/all_checks.h"

#include "tests/unit/check_facts.h"

static const struct check *const check = &check_other_mta;

static const enum mode modes[] = { MODE_DISABLED, MODE_QUEUE_ONLY,
	MODE_LOCAL_ONLY, MODE_SERVER, MODE_OBSERVE };

static char
letter(enum verdict v)
{
	return v == VERDICT_PASS ? 'P' : v == VERDICT_WARN ? 'W' :
	    v == VERDICT_FAIL ? 'F' : v == VERDICT_UNKNOWN ? 'U' : '?';
}

static const struct {
	enum role role;
	bool needed;
	const char *verdicts;
} cases[] = {
	{ ROLE_DAEMON, false, "FFFUF" },
	{ ROLE_LOOPBACK_DAEMON, false, "FWPPW" },
	{ ROLE_LOOPBACK_DAEMON, true, "FPPPP" },
	{ ROLE_QUEUE_RUNNER, false, "FPPPP" },
	{ ROLE_UNKNOWN, false, "UUUUU" },
	{ ROLE_NONE, false, "PPPPP" },
};

/* As a starter and as a process: the table is the same. */
static void
every_mode_and_role(void **state)
{
	struct facts f;
	size_t i, m, as;
	char got;

	for (as = 0; as < 2; as++)
		for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
			host_init(&f);
			f.submission.needs_listener = cases[i].needed;
			if (as == 0)
				starts(&f, "postfix", cases[i].role, TRI_YES);
			else
				runs(&f, "postfix", cases[i].role, 91);
			for (m = 0; m < 5; m++) {
				got = letter(ask(check, &f,
				    modes[m])->verdict);
				if (got != cases[i].verdicts[m])
					fail_msg("case %zu as %zu, %s: %c", i,
					    as, mode_name(modes[m]), got);
			}
			facts_release(&f);
		}
}

static void
sendmail_is_not_meant(void **state)
{
	struct facts f;

	host_init(&f);
	starts(&f, "sendmail", ROLE_DAEMON, TRI_YES);
	runs(&f, "sendmail", ROLE_DAEMON, 91);
	listens(&f, "sendmail", "0.0.0.0", BOUND_ANY, 91);
	listens(&f, NULL, "0.0.0.0", BOUND_ANY, 0);	/* smtp-listener's */
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "pass");
	assert_string_equal(ask(check, &f, MODE_QUEUE_ONLY)->summary,
	    "no other mail program runs or will start");
	facts_release(&f);
}

static void
its_listener_tells(void **state)
{
	const struct finding *n;
	struct facts f;

	host_init(&f);
	runs(&f, "postfix", ROLE_UNKNOWN, 50);
	listens(&f, "postfix", "0.0.0.0", BOUND_ANY, 50);
	n = ask(check, &f, MODE_QUEUE_ONLY);
	assert_int_equal(n->verdict, VERDICT_FAIL);
	assert_string_equal(n->summary,
	    "postfix listens on 0.0.0.0:25, reachable from other hosts");
	assert_int_equal(count_evidence(n), 2);
	/* a socket of nobody known before it changes nothing */
	f.listeners->mta = NULL;
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "unknown");
	listens(&f, "postfix", "0.0.0.0", BOUND_ANY, 50);
	assert_string_equal(ask(check, &f, MODE_QUEUE_ONLY)->summary,
	    "postfix listens on 0.0.0.0:25, reachable from other hosts");
	f.listeners = f.listeners->next;
	f.listeners->bound = BOUND_LOOPBACK;
	assert_verdict(check, &f, MODE_LOCAL_ONLY, "unknown");
	f.processes->role = ROLE_DAEMON;
	assert_verdict(check, &f, MODE_LOCAL_ONLY, "pass");
	facts_release(&f);
}

static void
the_worst_of_now_and_then(void **state)
{
	struct facts f;

	host_init(&f);
	runs(&f, "exim", ROLE_QUEUE_RUNNER, 50);
	starts(&f, "exim", ROLE_DAEMON, TRI_YES);
	assert_string_equal(ask(check, &f, MODE_QUEUE_ONLY)->summary,
	    "exim will start as a daemon at the next boot: "
	    "/etc/rc2.d/S88sendmail line 24");
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "fail");
	facts_release(&f);
}

static void
doubts(void **state)
{
	struct facts f;

	host_init(&f);
	facts_doubt(&f, "processes", NULL, 0, "hidden");
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "unknown");
	f.running_seen = f.sockets_seen = false;
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "unknown");
	facts_release(&f);
	host_init(&f);
	f.running_seen = f.sockets_seen = false;
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "pass");
	facts_doubt(&f, "boot", "/etc/rc", 2, "cannot be read");
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "unknown");
	starts(&f, "exim", ROLE_DAEMON, TRI_YES);
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "fail");
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
		cmocka_unit_test(sendmail_is_not_meant),
		cmocka_unit_test(its_listener_tells),
		cmocka_unit_test(the_worst_of_now_and_then),
		cmocka_unit_test(doubts),
	};

	return cmocka_run_group_tests_name("other_mta", tests, NULL, teardown);
}
