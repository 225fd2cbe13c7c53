/* submission-path: does mail that is submitted here find a listener? */
#include "checks/all_checks.h"

#include "tests/unit/check_facts.h"

static const struct check *const check = &check_submission_path;

static void
msp_to_itself(struct facts *f)
{
	host_init(f);
	f->submission.path = "msp";
	f->submission.target = "127.0.0.1";
	f->submission.needs_listener = true;
	f->submission.at.path = "/etc/mail/submit.cf";
	f->submission.at.line = 120;
	f->submission.at.text = "D{MTAHost}[127.0.0.1]";
}

static void
stranded_now(void **state)
{
	const struct finding *n;
	struct queue *q;
	struct facts f;

	msp_to_itself(&f);
	starts(&f, "sendmail", ROLE_DAEMON, TRI_YES);
	n = ask(check, &f, MODE_QUEUE_ONLY);
	assert_int_equal(n->verdict, VERDICT_WARN);
	assert_string_equal(n->summary, "mail submitted on this host goes to "
	    "port 25 of this host (127.0.0.1) and is stranded: nothing "
	    "listens there");
	assert_string_equal(n->evidence->at.path, "/etc/mail/submit.cf");
	assert_non_null(strstr(n->remedy, "point submit.cf at a mail hub"));
	q = facts_queue(&f);
	q->path = "/var/spool/clientmqueue";
	q->msp = true;
	q->messages = 1;
	assert_non_null(strstr(ask(check, &f, MODE_QUEUE_ONLY)->summary,
	    "; 1 message waits in the client queue"));
	q->messages = 4;
	assert_non_null(strstr(ask(check, &f, MODE_LOCAL_ONLY)->summary,
	    "; 4 messages wait in the client queue"));
	facts_release(&f);
}

static void
stranded_after_the_boot(void **state)
{
	struct facts f;

	msp_to_itself(&f);
	listens(&f, "sendmail", "127.0.0.1", BOUND_LOOPBACK, 91);
	starts(&f, "sendmail", ROLE_DAEMON, TRI_NO);
	starts(&f, "sendmail", ROLE_QUEUE_RUNNER, TRI_YES);
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "warn");
	assert_non_null(strstr(ask(check, &f, MODE_QUEUE_ONLY)->summary,
	    "nothing will listen there after the next boot"));
	f.starters->at_boot = TRI_UNKNOWN;
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "unknown");
	f.starters->at_boot = TRI_YES;
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "pass");
	f.starters->role = ROLE_LOOPBACK_DAEMON;
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "pass");
	facts_release(&f);
}

static void
in_a_tree(void **state)
{
	struct facts f;

	msp_to_itself(&f);
	f.running_seen = f.sockets_seen = false;
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "warn");
	facts_doubt(&f, "boot", "/etc/rc", 1, "cannot be read");
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "unknown");
	starts(&f, "postfix", ROLE_DAEMON, TRI_YES);
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "pass");
	facts_release(&f);
}

static void
processes_where_sockets_are_not_seen(void **state)
{
	struct facts f;

	msp_to_itself(&f);
	f.sockets_seen = false;
	starts(&f, "sendmail", ROLE_DAEMON, TRI_YES);
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "warn");
	runs(&f, "sendmail", ROLE_DAEMON, 91);
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "pass");
	facts_release(&f);
}

/* A listener that the MSP's target does not lead to is none for it. */
static void
another_address_is_no_way(void **state)
{
	static const struct {
		const char *target, *address;
		enum bound bound;
		bool v6only;
		const char *verdict;
		bool unseen;
	} rows[] = {
		{ "127.0.0.1", "127.0.0.1", BOUND_LOOPBACK, false,
		    "pass", false },
		{ "127.0.0.1", "0.0.0.0", BOUND_ANY, false, "pass", false },
		{ "127.0.0.1", "::", BOUND_ANY, false, "pass", false },
		{ "127.0.0.1", "::", BOUND_ANY, true, "warn", false },
		{ "127.0.0.1", "::", BOUND_ANY, false, "unknown", true },
		{ "::1", "::", BOUND_ANY, false, "pass", true },
		{ "127.0.0.1", "::1", BOUND_LOOPBACK, true, "warn", false },
		{ "127.0.0.1", "::ffff:127.0.0.1", BOUND_LOOPBACK, false,
		    "pass", false },
		{ "127.0.0.1", "192.0.2.25", BOUND_ADDRESS, false,
		    "warn", false },
		{ "127.0.0.1", "127.0.0.2", BOUND_LOOPBACK, false,
		    "warn", false },
		{ "::1", "::1", BOUND_LOOPBACK, true, "pass", false },
		{ "::1", "::", BOUND_ANY, true, "pass", false },
		{ "::1", "127.0.0.1", BOUND_LOOPBACK, false, "warn", false },
		{ "::1", "2001:db8::25", BOUND_ADDRESS, false, "warn", false },
		{ "localhost", "::1", BOUND_LOOPBACK, true, "pass", false },
		{ "host.example", "192.0.2.25", BOUND_ADDRESS, false, "pass",
		    false },
	};
	struct listener *l;
	struct facts f;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		msp_to_itself(&f);
		f.submission.target = rows[i].target;
		starts(&f, "sendmail", ROLE_DAEMON, TRI_YES);
		l = listens(&f, "sendmail", rows[i].address, rows[i].bound,
		    91);
		l->v6only = rows[i].v6only;
		l->v6only_unseen = rows[i].unseen;
		if (strcmp(verdict_name(ask(check, &f,
		    MODE_QUEUE_ONLY)->verdict), rows[i].verdict) != 0)
			fail_msg("row %zu: expected %s", i, rows[i].verdict);
		facts_release(&f);
	}
}

static void
where_nothing_could_be_seen(void **state)
{
	struct facts f;

	msp_to_itself(&f);
	starts(&f, "sendmail", ROLE_DAEMON, TRI_YES);
	f.running_seen = f.sockets_seen = false;
	facts_doubt(&f, "listeners", NULL, 0, "no netlink");
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "unknown");
	facts_release(&f);
}

static void
other_ways_out(void **state)
{
	struct facts f;

	host_init(&f);
	assert_string_equal(ask(check, &f, MODE_QUEUE_ONLY)->summary,
	    "mail submitted on this host needs no listener");
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "pass");
	f.submission.path = "msp";
	f.submission.target = "hub.example";
	assert_string_equal(ask(check, &f, MODE_QUEUE_ONLY)->summary,
	    "mail submitted on this host goes to hub.example");
	facts_doubt(&f, "submission", "/etc/mail/submit.cf", 0,
	    "cannot be read");
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "unknown");
	f.doubts = NULL;
	f.submission.path = NULL;
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "unknown");
	f.mtas = NULL;
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "not-applicable");
	facts_release(&f);
}

static void
another_client(void **state)
{
	struct facts f;

	host_init(&f);
	assert_int_equal(strv_push(&f.pool, &f.submission.clients,
	    "fetchmail"), 0);
	assert_string_equal(ask(check, &f, MODE_QUEUE_ONLY)->summary,
	    "fetchmail goes to port 25 of this host and is stranded: nothing "
	    "listens there");
	facts_release(&f);
}

/* Each client by the address and port that it speaks to. */
static void
clients_by_their_way(void **state)
{
	const struct finding *n;
	struct client *c;
	struct facts f;

	msp_to_itself(&f);
	listens(&f, "sendmail", "127.0.0.1", BOUND_LOOPBACK, 91);
	starts(&f, "sendmail", ROLE_LOOPBACK_DAEMON, TRI_YES);
	c = facts_client(&f);
	c->kind = CLIENT_FETCHMAIL;
	c->name = "fetchmail";
	c->address = "localhost";
	c->port = 25;
	c->at.path = "/etc/fetchmailrc";
	c->at.line = 3;
	assert_int_equal(facts_client_done(&f, c), 0);
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "pass");
	c->port = 587;
	n = ask(check, &f, MODE_QUEUE_ONLY);
	assert_int_equal(n->verdict, VERDICT_WARN);
	assert_string_equal(n->summary, "fetchmail goes to port 587 of this "
	    "host (localhost) and is stranded: nothing listens there");
	assert_string_equal(n->evidence->next->at.path, "/etc/fetchmailrc");
	/* A user's home is not shown. */
	c->user = "alice";
	assert_null(ask(check, &f, MODE_QUEUE_ONLY)->evidence->next);
	c->port = 25;
	c->address = "192.0.2.25";
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "warn");
	c->address = "127.0.0.1";
	/* What is connected has found its way; another host is no client of
	 * ours; what the log tells of may come by any address. */
	c = facts_client(&f);
	c->kind = CLIENT_CONNECTED;
	c->name = "invoices";
	c->address = "192.0.2.25";
	c->port = 587;
	facts_client_done(&f, c);
	c = facts_client(&f);
	c->kind = CLIENT_LOGGED;
	c->name = c->address = "203.0.113.9";
	c->remote = true;
	facts_client_done(&f, c);
	c = facts_client(&f);
	c->kind = CLIENT_LOGGED;
	c->name = "a program seen in the mail log";
	facts_client_done(&f, c);
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "pass");
	assert_int_equal(f.submission.clients.n, 3);
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
		cmocka_unit_test(stranded_now),
		cmocka_unit_test(stranded_after_the_boot),
		cmocka_unit_test(in_a_tree),
		cmocka_unit_test(processes_where_sockets_are_not_seen),
		cmocka_unit_test(another_address_is_no_way),
		cmocka_unit_test(where_nothing_could_be_seen),
		cmocka_unit_test(other_ways_out),
		cmocka_unit_test(another_client),
		cmocka_unit_test(clients_by_their_way),
	};

	return cmocka_run_group_tests_name("submission_path", tests,
	    NULL, teardown);
}
