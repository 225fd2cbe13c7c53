/* smtp-listener: from where each socket can be reached, in every mode. */
#include "checks/all_checks.h"

#include "tests/unit/check_facts.h"

static const struct check *const check = &check_smtp_listener;

static const enum mode modes[] = { MODE_DISABLED, MODE_QUEUE_ONLY,
	MODE_LOCAL_ONLY, MODE_SERVER, MODE_OBSERVE };

static const struct {
	enum bound bound;
	bool needed, unclear;	/* unclear: where mail is handed to */
	const char *verdicts;
} cases[] = {
	{ BOUND_ANY, false, false, "FFFUF" },
	{ BOUND_ANY, true, false, "FFFUF" },
	{ BOUND_ANY, false, true, "FFFUF" },
	{ BOUND_ADDRESS, false, false, "FFFUF" },
	{ BOUND_LINK, false, false, "FFFUF" },
	{ BOUND_LOOPBACK, false, false, "FWPPW" },
	{ BOUND_LOOPBACK, true, false, "FPPPP" },
	{ BOUND_LOOPBACK, false, true, "FUPPU" },
	{ BOUND_LOOPBACK, true, true, "FPPPP" },
	{ BOUND_UNKNOWN, false, false, "UUUUU" },
};

static char
letter(enum verdict v)
{
	return v == VERDICT_PASS ? 'P' : v == VERDICT_WARN ? 'W' :
	    v == VERDICT_FAIL ? 'F' : v == VERDICT_UNKNOWN ? 'U' : '?';
}

static void
every_mode_and_binding(void **state)
{
	struct facts f;
	size_t i, m;
	char got;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		host_init(&f);
		f.submission.needs_listener = cases[i].needed;
		if (cases[i].unclear)
			facts_doubt(&f, "submission", "/etc/mail/"
			    "submit.cf", 0, "Input/output error");
		listens(&f, "sendmail", "192.0.2.1", cases[i].bound, 91);
		for (m = 0; m < 5; m++) {
			got = letter(ask(check, &f, modes[m])->verdict);
			if (got != cases[i].verdicts[m])
				fail_msg("case %zu, %s: %c, expected %c", i,
				    mode_name(modes[m]), got,
				    cases[i].verdicts[m]);
		}
		facts_release(&f);
	}
}

static void
whoever_holds_it(void **state)
{
	struct listener *l;
	struct facts f;

	host_init(&f);
	l = listens(&f, NULL, "0.0.0.0", BOUND_ANY, 0);
	l->holder = HOLDER_UNKNOWN;
	assert_string_equal(ask(check, &f, MODE_QUEUE_ONLY)->summary,
	    "a process that was not seen listens on 0.0.0.0:25, reachable "
	    "from other hosts");
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "fail");
	l->holder = HOLDER_SUPER;
	assert_string_equal(ask(check, &f, MODE_QUEUE_ONLY)->summary,
	    "a super-server listens on 0.0.0.0:25, reachable from other "
	    "hosts");
	l->holder = HOLDER_OTHER;
	l->exe = "/usr/bin/python3";
	l->pid = 7;
	assert_string_equal(ask(check, &f, MODE_QUEUE_ONLY)->summary,
	    "python3 listens on 0.0.0.0:25, reachable from other hosts");
	facts_release(&f);
}

static void
a_firewall_lowers_severity_only(void **state)
{
	const struct finding *n;
	struct listener *l;
	struct facts f;

	host_init(&f);
	l = listens(&f, "sendmail", "0.0.0.0", BOUND_ANY, 91);
	l->firewalled = TRI_YES;
	n = ask(check, &f, MODE_QUEUE_ONLY);
	assert_int_equal(n->verdict, VERDICT_FAIL);
	assert_int_equal(n->severity, SEVERITY_MEDIUM);
	/* one that is not behind it counts */
	listens(&f, "sendmail", "::", BOUND_ANY, 91);
	n = ask(check, &f, MODE_QUEUE_ONLY);
	assert_int_equal(n->severity, SEVERITY_DEFAULT);
	l->firewalled = TRI_UNKNOWN;
	l->next->firewalled = TRI_YES;
	assert_int_equal(ask(check, &f, MODE_QUEUE_ONLY)->severity,
	    SEVERITY_DEFAULT);
	facts_release(&f);
}

static void
what_the_policy_allows(void **state)
{
	struct findings fs;
	struct policy p;
	struct finding *n;
	struct facts f;

	host_init(&f);
	findings_init(&fs);
	policy_init(&p);
	assert_int_equal(strv_push(&p.pool, &p.allow, "192.0.2.25:25"), 0);
	listens(&f, "sendmail", "192.0.2.25", BOUND_ADDRESS, 91);
	n = findings_add(&fs, check->name);
	check->evaluate(&f, &p, &fs, n);
	assert_int_equal(n->verdict, VERDICT_PASS);
	assert_string_equal(n->summary, "sendmail listens on 192.0.2.25:25, "
	    "reachable from other hosts, as the policy allows");
	/* any address is not that address, nor is another port */
	listens(&f, "sendmail", "0.0.0.0", BOUND_ANY, 91);
	n = findings_add(&fs, check->name);
	check->evaluate(&f, &p, &fs, n);
	assert_int_equal(n->verdict, VERDICT_FAIL);
	assert_int_equal(count_evidence(n), 1);
	f.listeners->next->address = "192.0.2.25";
	f.listeners->next->port = 587;
	n = findings_add(&fs, check->name);
	check->evaluate(&f, &p, &fs, n);
	assert_int_equal(n->verdict, VERDICT_FAIL);
	policy_release(&p);
	findings_release(&fs);
	facts_release(&f);
}

static void
doubts_and_trees(void **state)
{
	struct facts f;

	host_init(&f);
	assert_verdict(check, &f, MODE_DISABLED, "pass");
	facts_doubt(&f, "listeners", NULL, 0, "holders were not readable");
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "unknown");
	listens(&f, "sendmail", "127.0.0.1", BOUND_LOOPBACK, 91);
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "unknown");
	listens(&f, "sendmail", "0.0.0.0", BOUND_ANY, 91);
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "fail");
	facts_release(&f);
	host_init(&f);
	f.sockets_seen = false;
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "not-applicable");
	/* looked for in vain is not the same */
	facts_doubt(&f, "listeners", NULL, 0, "no netlink");
	assert_verdict(check, &f, MODE_QUEUE_ONLY, "unknown");
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
		cmocka_unit_test(every_mode_and_binding),
		cmocka_unit_test(whoever_holds_it),
		cmocka_unit_test(a_firewall_lowers_severity_only),
		cmocka_unit_test(what_the_policy_allows),
		cmocka_unit_test(doubts_and_trees),
	};

	return cmocka_run_group_tests_name("smtp_listener", tests, NULL,
	    teardown);
}
