/* queue-runner: who runs which queue, now and after the next boot. */
#include "checks/all_checks.h"

#include "tests/unit/check_facts.h"

static const struct check *const check = &check_queue_runner;

static struct queue *
queue(struct facts *f, const char *path, bool msp, long messages)
{
	struct queue *q = facts_queue(f);

	q->path = path;
	q->msp = msp;
	q->messages = messages;
	return q;
}

/* The row "nothing": queue-only warns, but not on a host without an MTA. */
static void
nothing_runs(void **state)
{
	const struct finding *n;
	struct facts f;

	host_init(&f);
	n = ask(check, &f, MODE_QUEUE_ONLY);
	assert_int_equal(n->verdict, VERDICT_WARN);
	assert_string_equal(n->summary, "nothing runs the queue: mail that "
	    "cannot be delivered at once would stay there");
	assert_string_equal(n->remedy, "in root's crontab: "
	    "0,15,30,45 * * * * /usr/lib/sendmail -q");
	assert_verdict(check, &f, MODE_OBSERVE, "warn");
	assert_verdict(check, &f, MODE_DISABLED, "pass");
	assert_verdict(check, &f, MODE_SERVER, "pass");
	assert_verdict(check, &f, MODE_LOCAL_ONLY, "pass");
	/* with a file unread nobody knows; with the boot read, doubts about
	 * what runs do not hide what will not */
	f.running_seen = false;
	facts_doubt(&f, "boot", "/etc/rc.local", 1, "cannot be read");
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "unknown");
	f.doubts = NULL;
	f.running_seen = true;
	facts_doubt(&f, "processes", NULL, 0, "hidden");
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "warn");
	f.doubts = NULL;
	f.submission.path = "none";
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "pass");
	f.submission.path = "setuid";
	f.mtas = NULL;
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "pass");
	facts_release(&f);
}

static void
messages_wait(void **state)
{
	const struct finding *n;
	struct facts f;

	host_init(&f);
	f.mtas = NULL;
	queue(&f, "/var/spool/mqueue", false, 3);
	n = ask(check, &f, MODE_LOCAL_ONLY);
	assert_int_equal(n->verdict, VERDICT_WARN);
	assert_string_equal(n->summary,
	    "3 messages in the queue, and nothing runs it");
	assert_string_equal(n->evidence->at.path, "/var/spool/mqueue");
	assert_string_equal(n->evidence->at.text, "3 messages");
	f.queues->messages = 0;
	assert_verdict(check, &f, MODE_LOCAL_ONLY, "pass");
	f.queues->messages = -1;
	assert_verdict(check, &f, MODE_LOCAL_ONLY, "unknown");
	facts_release(&f);
}

/* What counts as running the queue: role, interval, and where it is. */
static void
who_runs_it(void **state)
{
	static const struct {
		enum role role;
		long interval;
		enum activation activation;
		const char *verdict;
	} cases[] = {
		{ ROLE_QUEUE_RUNNER, 900, ACTIVATION_BOOT, "pass" },
		{ ROLE_DAEMON, 900, ACTIVATION_BOOT, "pass" },
		{ ROLE_DAEMON, -1, ACTIVATION_BOOT, "warn" },
		{ ROLE_DAEMON, 0, ACTIVATION_BOOT, "warn" },
		{ ROLE_LOOPBACK_DAEMON, 1800, ACTIVATION_BOOT, "pass" },
		{ ROLE_SUBMISSION_RUNNER, 900, ACTIVATION_BOOT, "warn" },
		{ ROLE_ONE_SHOT, 0, ACTIVATION_CRON, "pass" },
		{ ROLE_ONE_SHOT, -1, ACTIVATION_CRON, "warn" },
		{ ROLE_ONE_SHOT, 0, ACTIVATION_BOOT, "warn" },
		{ ROLE_INETD, -1, ACTIVATION_INETD, "warn" },
		{ ROLE_UNKNOWN, -1, ACTIVATION_BOOT, "unknown" },
	};
	struct starter *s;
	struct facts f;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		host_init(&f);
		f.running_seen = false;
		s = starts(&f, "sendmail", cases[i].role, TRI_YES);
		s->activation = cases[i].activation;
		s->queue_interval = cases[i].interval;
		if (strcmp(verdict_name(ask(check, &f,
		    MODE_QUEUE_ONLY)->verdict), cases[i].verdict) != 0)
			fail_msg("case %zu: expected %s", i,
			    cases[i].verdict);
		/* switched off it runs nothing */
		s->at_boot = TRI_NO;
		assert_verdict(check, &f, MODE_QUEUE_ONLY, "warn");
		s->at_boot = TRI_UNKNOWN;
		assert_verdict(check, &f, MODE_QUEUE_ONLY,
		    strcmp(cases[i].verdict, "pass") == 0 ? "unknown" :
		    cases[i].verdict);
		facts_release(&f);
	}
}

static void
now_and_after_the_boot(void **state)
{
	struct process *p;
	struct starter *s;
	struct facts f;

	host_init(&f);
	p = runs(&f, "sendmail", ROLE_QUEUE_RUNNER, 91);
	assert_string_equal(ask(check, &f, MODE_QUEUE_ONLY)->summary,
	    "nothing will run the queue after the next boot: mail that cannot "
	    "be delivered at once would stay there");
	s = starts(&f, "sendmail", ROLE_QUEUE_RUNNER, TRI_YES);
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "pass");
	p->role = ROLE_SESSION;
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "warn");
	/* cron serves the running host too */
	s->activation = ACTIVATION_CRON;
	s->role = ROLE_ONE_SHOT;
	s->queue_interval = 0;
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "pass");
	facts_release(&f);
}

/* Where submit.cf cannot be read, mail may need either queue. */
static void
how_mail_leaves_is_not_known(void **state)
{
	struct facts f;

	host_init(&f);
	f.submission.path = "msp";
	facts_doubt(&f, "submission", "/etc/mail/submit.cf", 0, "unread");
	runs(&f, "sendmail", ROLE_SUBMISSION_RUNNER, 92);
	starts(&f, "sendmail", ROLE_SUBMISSION_RUNNER, TRI_YES);
	assert_string_equal(ask(check, &f, MODE_QUEUE_ONLY)->summary,
	    "cannot tell which queues have to be run");
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "unknown");
	assert_int_equal(count_evidence(ask(check, &f, MODE_QUEUE_ONLY)), 1);
	assert_verdict(check, &f, MODE_LOCAL_ONLY, "pass");
	runs(&f, "sendmail", ROLE_QUEUE_RUNNER, 91);
	starts(&f, "sendmail", ROLE_QUEUE_RUNNER, TRI_YES);
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "pass");
	facts_release(&f);
}

/* Hidden processes, and queues that a user may not read. */
static void
what_is_not_seen_is_not_run(void **state)
{
	struct process *p;
	struct starter *s;
	struct queue *q;
	struct facts f;

	host_init(&f);
	s = starts(&f, "sendmail", ROLE_QUEUE_RUNNER, TRI_YES);
	facts_doubt(&f, "processes", NULL, 0, "hidden");
	assert_string_equal(ask(check, &f, MODE_QUEUE_ONLY)->summary,
	    "cannot tell whether anything runs the queue");
	assert_int_equal(count_evidence(ask(check, &f, MODE_QUEUE_ONLY)), 1);
	s->at_boot = TRI_UNKNOWN;
	assert_int_equal(count_evidence(ask(check, &f, MODE_QUEUE_ONLY)), 2);
	s->at_boot = TRI_YES;
	f.running_seen = false;
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "unknown");
	f.running_seen = true;
	p = runs(&f, "sendmail", ROLE_QUEUE_RUNNER, 91);
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "pass");
	facts_release(&f);
	host_init(&f);
	q = facts_queue(&f);
	q->path = "/var/spool/mqueue";
	q->messages = -1;
	facts_doubt(&f, "queues", q->path, 0, "Permission denied");
	assert_string_equal(ask(check, &f, MODE_LOCAL_ONLY)->summary,
	    "cannot tell whether mail waits in /var/spool/mqueue, which "
	    "nothing is sure to run");
	assert_verdict(check, &f, MODE_LOCAL_ONLY, "unknown");
	assert_int_equal(count_evidence(ask(check, &f, MODE_LOCAL_ONLY)), 1);
	p = runs(&f, "sendmail", ROLE_QUEUE_RUNNER, 91);
	s = starts(&f, "sendmail", ROLE_QUEUE_RUNNER, TRI_YES);
	assert_verdict(check, &f, MODE_LOCAL_ONLY, "pass");
	/* that is the other queue's */
	p->role = s->role = ROLE_SUBMISSION_RUNNER;
	assert_verdict(check, &f, MODE_LOCAL_ONLY, "unknown");
	facts_release(&f);
}

/* The title "accepting connections" never says whether it has -q. */
static void
a_title_hides_the_interval(void **state)
{
	struct process *p;
	struct starter *s;
	struct facts f;

	host_init(&f);
	p = runs(&f, "sendmail", ROLE_DAEMON, 91);
	p->command_source = "title";
	s = starts(&f, "sendmail", ROLE_DAEMON, TRI_YES);
	s->queue_interval = 900;
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "pass");
	p->command_source = "cmdline";
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "warn");
	facts_release(&f);
}

/* 8.12 and later: two queues, two runners. */
static void
the_client_queue(void **state)
{
	const struct finding *n;
	struct starter *s;
	struct facts f;

	host_init(&f);
	f.running_seen = false;
	f.submission.path = "msp";
	f.submission.target = "hub.example";
	n = ask(check, &f, MODE_QUEUE_ONLY);
	assert_string_equal(n->summary, "nothing will run the client queue "
	    "after the next boot: mail that cannot be delivered at once would "
	    "stay there");
	assert_non_null(strstr(n->remedy, "sendmail -Ac -q"));
	s = starts(&f, "sendmail", ROLE_SUBMISSION_RUNNER, TRI_YES);
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "pass");
	/* cron's -Ac -q is as good, cron's -q is not */
	s->activation = ACTIVATION_CRON;
	s->role = ROLE_ONE_SHOT;
	s->queue_interval = 0;
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "warn");
	words_push(&f.pool, &s->words, "/usr/sbin/sendmail", WORD_KNOWN);
	words_push(&f.pool, &s->words, "-Ac", WORD_KNOWN);
	words_push(&f.pool, &s->words, "-q", WORD_KNOWN);
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "pass");
	/* speaking to the own listener, it needs the other queue too */
	f.submission.needs_listener = true;
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "warn");
	s = starts(&f, "sendmail", ROLE_LOOPBACK_DAEMON, TRI_YES);
	s->queue_interval = 900;
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "pass");
	facts_release(&f);
}

static void
other_programs_run_their_own(void **state)
{
	struct process *p;
	struct starter *s;
	struct facts f;

	host_init(&f);
	f.mtas->kind = "postfix";
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "warn");
	assert_null(ask(check, &f, MODE_QUEUE_ONLY)->remedy);
	p = runs(&f, "postfix", ROLE_LOOPBACK_DAEMON, 91);
	s = starts(&f, "postfix", ROLE_LOOPBACK_DAEMON, TRI_YES);
	assert_int_equal(p->queue_interval, -1);
	assert_int_equal(s->queue_interval, -1);
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "pass");
	f.mtas->kind = "ssmtp";		/* keeps no queue */
	f.processes = NULL;
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
		cmocka_unit_test(nothing_runs),
		cmocka_unit_test(messages_wait),
		cmocka_unit_test(who_runs_it),
		cmocka_unit_test(now_and_after_the_boot),
		cmocka_unit_test(what_is_not_seen_is_not_run),
		cmocka_unit_test(how_mail_leaves_is_not_known),
		cmocka_unit_test(a_title_hides_the_interval),
		cmocka_unit_test(the_client_queue),
		cmocka_unit_test(other_programs_run_their_own),
	};

	return cmocka_run_group_tests_name("queue_runner", tests,
	    NULL, teardown);
}
