/* relay-open: what is found of the rules, weighed by what listens. */
#include "checks/all_checks.h"

#include "tests/unit/check_facts.h"

static const struct check *const check = &check_relay_open;

static void
relays(struct facts *f, enum relay disk, enum relay_cause cause,
    const char *path, unsigned line)
{
	struct relay_level *l = &f->relaying.disk;

	host_init(f);
	l->verdict = disk;
	l->cf = "/etc/mail/sendmail.cf";
	l->cause = cause;
	if (path != NULL)
		place_add(&f->pool, &l->because, path, line, "why");
	if (disk > RELAY_CLOSED)
		strv_push(&f->pool, &l->examples, "MAIL FROM:<a> RCPT TO:<b> "
		    "from 203.0.113.9 (x)");
}

static void
expect(enum relay disk, enum role role, const char *verdict,
    const char *severity)
{
	const struct finding *n;
	struct facts f;

	relays(&f, disk, RELAY_CAUSE_RULE, "/etc/mail/sendmail.cf", 7);
	if (role != ROLE_NONE)
		starts(&f, "sendmail", role, TRI_YES);
	n = ask(check, &f, MODE_QUEUE_ONLY);
	assert_string_equal(verdict_name(n->verdict), verdict);
	if (severity != NULL)
		assert_string_equal(severity_name(n->severity), severity);
	facts_release(&f);
}

/* An open relay is a fail, less severe on loopback; where nothing listens it
 * is a warning: the next start makes it one. */
static void
test_table(void **state)
{
	expect(RELAY_OPEN, ROLE_DAEMON, "fail", NULL);
	expect(RELAY_SENDER, ROLE_DAEMON, "fail", NULL);
	expect(RELAY_MX, ROLE_INETD, "fail", NULL);
	expect(RELAY_OPEN, ROLE_UNKNOWN, "fail", NULL);
	expect(RELAY_OPEN, ROLE_LOOPBACK_DAEMON, "fail", "medium");
	expect(RELAY_OPEN, ROLE_QUEUE_RUNNER, "warn", "low");
	expect(RELAY_OPEN, ROLE_NONE, "warn", "low");
	expect(RELAY_DOMAIN, ROLE_DAEMON, "warn", "medium");
	expect(RELAY_NETWORK, ROLE_DAEMON, "warn", "medium");
	expect(RELAY_DOMAIN, ROLE_LOOPBACK_DAEMON, "pass", NULL);
	expect(RELAY_LAN_ONLY, ROLE_DAEMON, "pass", NULL);
	expect(RELAY_CLOSED, ROLE_DAEMON, "pass", NULL);
	expect(RELAY_UNKNOWN, ROLE_DAEMON, "unknown", NULL);
	expect(RELAY_UNKNOWN, ROLE_LOOPBACK_DAEMON, "unknown", NULL);
	expect(RELAY_UNKNOWN, ROLE_NONE, "pass", NULL);
	expect(RELAY_ABSENT, ROLE_DAEMON, "not-applicable", NULL);
}

/* No cf where it belongs, and a process that nobody could look at. */
static void
test_hidden(void **state)
{
	static const char *const abouts[] = { "relay", "processes", "boot" };
	struct facts f;
	size_t i;

	for (i = 0; i < 3; i++) {
		host_init(&f);
		f.relaying.disk.verdict = RELAY_ABSENT;
		facts_doubt(&f, abouts[i], NULL, 0, "hidden");
		assert_string_equal(ask(check, &f, MODE_QUEUE_ONLY)->summary,
		    "whether sendmail has rules that relay for strangers is "
		    "not known: hidden");
		assert_verdict(check, &f, MODE_QUEUE_ONLY, "unknown");
		facts_release(&f);
	}
}

/* What the daemon has loaded counts as what the next one would. */
static void
test_running(void **state)
{
	const struct finding *n;
	struct facts f;

	relays(&f, RELAY_CLOSED, RELAY_CAUSE_NONE, NULL, 0);
	runs(&f, "sendmail", ROLE_DAEMON, 91);
	listens(&f, "sendmail", "0.0.0.0", BOUND_ANY, 91);
	f.relaying.running = (struct relay_level){ .verdict = RELAY_OPEN,
	    .cf = "/etc/mail/sendmail.cf", .cause = RELAY_CAUSE_DEFERRED };
	place_add(&f.pool, &f.relaying.running.because, NULL, 0,
	    "DeliveryMode=deferred on the command line");
	n = ask(check, &f, MODE_QUEUE_ONLY);
	assert_int_equal(n->verdict, VERDICT_FAIL);
	assert_non_null(strstr(n->summary, "on disk: closed, running: open"));
	assert_non_null(strstr(n->remedy, "where the daemon is started"));
	f.relaying.running = (struct relay_level){ .verdict = RELAY_UNKNOWN,
	    .cf = "/etc/mail/sendmail.cf", .reason = "it is newer" };
	n = ask(check, &f, MODE_QUEUE_ONLY);
	assert_int_equal(n->verdict, VERDICT_UNKNOWN);
	assert_non_null(strstr(n->summary, "it is newer"));
	facts_release(&f);
}

static void
test_remedies(void **state)
{
	static const struct {
		enum relay_cause cause;
		const char *path;
		unsigned line;
		const char *text;
	} rows[] = {
		{ RELAY_CAUSE_MAP, "/etc/mail/access", 3, "take line 3 out of "
		    "/etc/mail/access, then: makemap hash /etc/mail/access < "
		    "/etc/mail/access" },
		{ RELAY_CAUSE_MAP, "/etc/mail/access.db", 0, "stands in no "
		    "line of /etc/mail/access: makemap hash" },
		{ RELAY_CAUSE_CLASS, "/etc/mail/relay-domains", 2,
		    "(/etc/mail/relay-domains line 2)" },
		{ RELAY_CAUSE_DEFERRED, "/etc/mail/sendmail.cf", 5,
		    "DeliveryMode=background (/etc/mail/sendmail.cf line 5)" },
		{ RELAY_CAUSE_NO_RULESET, "/etc/sendmail.cf", 0,
		    "replace /etc/sendmail.cf" },
		{ RELAY_CAUSE_RULE, "/etc/mail/sendmail.cf", 1103,
		    "/etc/mail/sendmail.cf line 1103" },
	};
	const struct finding *n;
	struct facts f;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		relays(&f, RELAY_OPEN, rows[i].cause, rows[i].path,
		    rows[i].line);
		starts(&f, "sendmail", ROLE_DAEMON, TRI_YES);
		n = ask(check, &f, MODE_QUEUE_ONLY);
		assert_non_null(strstr(n->remedy, rows[i].text));
		assert_string_equal(n->evidence->at.path, rows[i].path);
		assert_int_equal(n->evidence->at.line, rows[i].line);
		assert_non_null(strstr(n->evidence->next->at.text,
		    "relayed: MAIL FROM:<a>"));
		facts_release(&f);
	}
}

/* A file that could not be read leaves it open; what is open stays so. */
static void
test_doubt(void **state)
{
	struct facts f;

	relays(&f, RELAY_CLOSED, RELAY_CAUSE_NONE, NULL, 0);
	starts(&f, "sendmail", ROLE_DAEMON, TRI_YES);
	facts_doubt(&f, "relay", "/etc/mail/access.db", 0, "I/O error");
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "unknown");
	f.relaying.disk.verdict = RELAY_OPEN;
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "fail");
	facts_release(&f);
	host_init(&f);
	f.relaying.disk.reason = "there is no sendmail.cf";
	assert_string_equal(ask(check, &f, MODE_QUEUE_ONLY)->summary,
	    "there is no sendmail.cf");
	facts_release(&f);
	ask(NULL, NULL, MODE_QUEUE_ONLY);
}

/* One that agrees is not worth a line. */
static void
test_second(void **state)
{
	const struct finding *n;
	struct facts f;

	relays(&f, RELAY_CLOSED, RELAY_CAUSE_NONE, NULL, 0);
	starts(&f, "sendmail", ROLE_DAEMON, TRI_YES);
	f.relaying.second = (struct relay_second){ .by = "sendmail -bt",
	    .agrees = TRI_YES, .asked = 16 };
	assert_int_equal(count_evidence(ask(check, &f, MODE_SERVER)), 0);
	f.relaying.second.agrees = TRI_UNKNOWN;
	f.relaying.second.reason = "it gave no answer";
	n = ask(check, &f, MODE_SERVER);
	assert_int_equal(n->verdict, VERDICT_PASS);
	assert_int_equal(count_evidence(n), 1);
	assert_string_equal(n->evidence->at.text,
	    "second opinion (sendmail -bt): it gave no answer");
	facts_release(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_running),
		cmocka_unit_test(test_hidden),
		cmocka_unit_test(test_remedies),
		cmocka_unit_test(test_doubt),
		cmocka_unit_test(test_second),
	};

	return cmocka_run_group_tests_name("relay_open", tests, NULL, NULL);
}
