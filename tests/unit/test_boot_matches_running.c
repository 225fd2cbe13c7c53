/* boot-matches-running: what differs is said, what is the same is not. */
#include "checks/all_checks.h"

#include "tests/unit/check_facts.h"

static const struct check *const check = &check_boot_matches_running;

static void
the_same_passes(void **state)
{
	struct facts f;

	host_init(&f);
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "pass");
	starts(&f, "sendmail", ROLE_DAEMON, TRI_YES);
	runs(&f, "sendmail", ROLE_DAEMON, 91);
	starts(&f, "sendmail", ROLE_SUBMISSION_RUNNER, TRI_YES);
	runs(&f, "sendmail", ROLE_SUBMISSION_RUNNER, 92);
	/* a session is started by a daemon, not by the boot */
	runs(&f, "sendmail", ROLE_SESSION, 93);
	starts(&f, "sendmail", ROLE_ONE_SHOT, TRI_YES);
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "pass");
	facts_release(&f);
}

static void
started_by_hand(void **state)
{
	const struct finding *n;
	struct facts f;

	host_init(&f);
	starts(&f, "sendmail", ROLE_DAEMON, TRI_NO);
	runs(&f, "sendmail", ROLE_DAEMON, 91);
	n = ask(check, &f, MODE_QUEUE_ONLY);
	assert_int_equal(n->verdict, VERDICT_WARN);
	assert_string_equal(n->summary, "sendmail as daemon runs and will not "
	    "start at the next boot");
	assert_int_equal(count_evidence(n), 1);
	facts_release(&f);
}

static void
comes_back_at_boot(void **state)
{
	const struct finding *n;
	struct facts f;

	host_init(&f);
	starts(&f, "sendmail", ROLE_DAEMON, TRI_YES);
	runs(&f, "sendmail", ROLE_QUEUE_RUNNER, 91);
	n = ask(check, &f, MODE_QUEUE_ONLY);
	assert_int_equal(n->verdict, VERDICT_WARN);
	assert_string_equal(n->summary, "sendmail as queue-runner runs and "
	    "will not start at the next boot; sendmail as daemon will start "
	    "at the next boot and does not run");
	facts_release(&f);
}

static void
two_runners_are_two_things(void **state)
{
	struct facts f;

	host_init(&f);
	starts(&f, "sendmail", ROLE_QUEUE_RUNNER, TRI_YES);
	runs(&f, "sendmail", ROLE_SUBMISSION_RUNNER, 91);
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "warn");
	facts_release(&f);
	/* and so are two programs */
	host_init(&f);
	starts(&f, "sendmail", ROLE_DAEMON, TRI_YES);
	runs(&f, "exim", ROLE_DAEMON, 91);
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "warn");
	facts_release(&f);
}

static void
loopback_is_not_the_network(void **state)
{
	struct facts f;

	host_init(&f);
	starts(&f, "sendmail", ROLE_LOOPBACK_DAEMON, TRI_YES);
	runs(&f, "sendmail", ROLE_DAEMON, 91);
	listens(&f, "sendmail", "0.0.0.0", BOUND_ANY, 91);
	assert_verdict(check, &f, MODE_LOCAL_ONLY, "warn");
	f.listeners->bound = BOUND_LOOPBACK;
	assert_verdict(check, &f, MODE_LOCAL_ONLY, "pass");
	facts_release(&f);
}

static void
what_is_not_known_is_no_likeness(void **state)
{
	struct facts f;

	host_init(&f);
	starts(&f, "sendmail", ROLE_DAEMON, TRI_UNKNOWN);
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "unknown");
	runs(&f, "sendmail", ROLE_DAEMON, 91);
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "unknown");
	facts_release(&f);
	host_init(&f);
	starts(&f, "sendmail", ROLE_UNKNOWN, TRI_YES);
	runs(&f, "sendmail", ROLE_DAEMON, 91);
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "unknown");
	/* what differs for certain is said */
	runs(&f, "postfix", ROLE_DAEMON, 92);
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "unknown");
	assert_non_null(strstr(ask(check, &f, MODE_QUEUE_ONLY)->summary,
	    "postfix as daemon runs and will not start"));
	facts_release(&f);
	host_init(&f);
	runs(&f, "sendmail", ROLE_UNKNOWN, 91);
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "unknown");
	facts_doubt(&f, "boot", "/etc/rc", 1, "cannot be read");
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "unknown");
	f.running_seen = false;
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "not-applicable");
	facts_doubt(&f, "processes", NULL, 0, "no /proc");
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "unknown");
	facts_release(&f);
}

/* cron and sockets start things too, and a tree's boot is all there is. */
static void
whatever_starts_it_accounts_for_it(void **state)
{
	struct facts f;

	host_init(&f);
	runs(&f, "sendmail", ROLE_DAEMON, 91);
	starts(&f, "sendmail", ROLE_DAEMON, TRI_YES)->activation =
	    ACTIVATION_CRON;
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
		cmocka_unit_test(the_same_passes),
		cmocka_unit_test(started_by_hand),
		cmocka_unit_test(comes_back_at_boot),
		cmocka_unit_test(two_runners_are_two_things),
		cmocka_unit_test(loopback_is_not_the_network),
		cmocka_unit_test(what_is_not_known_is_no_likeness),
		cmocka_unit_test(whatever_starts_it_accounts_for_it),
	};

	return cmocka_run_group_tests_name("boot_matches_running", tests,
	    NULL, teardown);
}
