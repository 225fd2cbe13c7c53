/* relay-settings: flaws of the files, weighed by what listens. */
#include "checks/all_checks.h"

#include "agent/model/relay_flaw.h"
#include "tests/unit/check_facts.h"

static const struct check *const check = &check_relay_settings;

static void
flawed(struct facts *f, enum relay_flaw_kind kind)
{
	const struct relay_flaw flaw = { .kind = kind, .why = "is so",
	    .at.path = "/etc/mail/sendmail.mc", .at.line = 4,
	    .at.text = "FEATURE(`x')" };

	host_init(f);
	f->relaying.disk.verdict = RELAY_CLOSED;
	assert_int_equal(relay_flaw_add(&f->pool, &f->flaws, &flaw), 0);
}

static void
expect(enum relay_flaw_kind kind, enum role role, const char *verdict)
{
	const struct finding *n;
	struct facts f;

	flawed(&f, kind);
	if (role != ROLE_NONE)
		starts(&f, "sendmail", role, TRI_YES);
	n = ask(check, &f, MODE_SERVER);
	assert_string_equal(verdict_name(n->verdict), verdict);
	assert_string_equal(n->evidence->at.path, "/etc/mail/sendmail.mc");
	assert_int_equal(n->evidence->at.line, 4);
	assert_string_equal(n->evidence->next->at.text, "is so");
	facts_release(&f);
}

static void
test_table(void **state)
{
	expect(FLAW_FEATURE, ROLE_DAEMON, "warn");
	expect(FLAW_WIDE, ROLE_INETD, "warn");
	expect(FLAW_STALE, ROLE_DAEMON, "warn");
	expect(FLAW_FEATURE, ROLE_UNKNOWN, "warn");
	expect(FLAW_FEATURE, ROLE_LOOPBACK_DAEMON, "pass");
	expect(FLAW_FEATURE, ROLE_QUEUE_RUNNER, "pass");
	expect(FLAW_FEATURE, ROLE_NONE, "pass");
	expect(FLAW_LAX, ROLE_DAEMON, "pass");
	expect(FLAW_INERT, ROLE_DAEMON, "pass");
}

/* A file that cannot be read may say anything. */
static void
test_unread(void **state)
{
	struct facts f;

	host_init(&f);
	f.relaying.disk.verdict = RELAY_ABSENT;
	assert_verdict(check, &f, MODE_SERVER, "not-applicable");
	f.relaying.disk.verdict = RELAY_CLOSED;
	assert_verdict(check, &f, MODE_SERVER, "pass");
	facts_doubt(&f, "relay", "/etc/mail/access", 0, "I/O error");
	assert_string_equal(ask(check, &f, MODE_SERVER)->summary,
	    "cannot tell what the mail configuration says: "
	    "/etc/mail/access: I/O error");
	assert_verdict(check, &f, MODE_SERVER, "unknown");
	f.relaying.disk.verdict = RELAY_ABSENT;
	assert_verdict(check, &f, MODE_SERVER, "unknown");
	facts_release(&f);
}

static void
test_words(void **state)
{
	const struct finding *n;
	struct facts f;

	flawed(&f, FLAW_FEATURE);
	starts(&f, "sendmail", ROLE_DAEMON, TRI_YES);
	n = ask(check, &f, MODE_SERVER);
	assert_string_equal(n->summary, "/etc/mail/sendmail.mc line 4 is so");
	assert_string_equal(n->remedy, "take the line out "
	    "(/etc/mail/sendmail.mc line 4), or write what is meant");
	facts_release(&f);
	flawed(&f, FLAW_INERT);
	assert_string_equal(ask(check, &f, MODE_SERVER)->summary, "nothing in "
	    "the mail configuration widens relaying; 1 line is worth a look");
	facts_release(&f);
	host_init(&f);
	assert_verdict(check, &f, MODE_SERVER, "not-applicable");
	f.relaying.disk.verdict = RELAY_CLOSED;
	assert_verdict(check, &f, MODE_SERVER, "pass");
	facts_release(&f);
	ask(NULL, NULL, MODE_SERVER);
}

/* The policy's hub, or another; reached or not. */
static void
test_hub(void **state)
{
	static const struct {
		const char *host, *hub, *verdict;
	} rows[] = {
		{ "hub.example", "hub.example", "pass" },
		{ "HUB.example.", "hub.example", "pass" },
		{ "192.0.2.25", "[192.0.2.25]", "pass" },
		{ "hub.example", NULL, "pass" },
		{ "old.example", "hub.example", "warn" },
		{ "hub.example.org", "hub.example", "warn" },
	};
	struct relay_flaw flaw = { .kind = FLAW_ROUTE, .at.line = 3,
	    .at.path = "/etc/mail/sendmail.cf", .at.text = "DSx" };
	struct policy p;
	struct facts f;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct findings fs;
		struct finding *n;

		findings_init(&fs);
		n = findings_add(&fs, check->name);
		host_init(&f);
		policy_init(&p);
		p.smart_host = rows[i].hub;
		f.relaying.disk.verdict = RELAY_CLOSED;
		flaw.why = rows[i].host;
		assert_int_equal(relay_flaw_add(&f.pool, &f.flaws, &flaw), 0);
		check->evaluate(&f, &p, &fs, n);
		assert_string_equal(verdict_name(n->verdict),
		    rows[i].verdict);
		assert_true((n->evidence != NULL) ==
		    (n->verdict == VERDICT_WARN));
		if (n->verdict == VERDICT_WARN)
			assert_string_equal(n->remedy, "name hub.example "
			    "there (/etc/mail/sendmail.cf line 3), as the "
			    "policy does");
		findings_release(&fs);
		policy_release(&p);
		facts_release(&f);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_hub),
		cmocka_unit_test(test_unread),
	};

	return cmocka_run_group_tests_name("relay_settings", tests, NULL,
	    NULL);
}
