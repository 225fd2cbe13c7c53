/* The whole run: registry, severities, on-fail, exemptions. */
#include "checks/all_checks.h"

#include "tests/unit/check_facts.h"

#define NOW 1795000000		/* 2026-11-18 */

static struct policy policy;
static struct findings findings;

static const struct finding *
run(const struct facts *f, const char *text, const char *check)
{
	struct err e = { .code = 0 };
	const struct finding *n;

	findings_release(&findings);
	policy_release(&policy);
	if (policy_parse(&policy, "p", text, strlen(text), check_known, &e))
		fail_msg("%s", e.text);
	assert_int_equal(checks_run(f, &policy, NOW, &findings), 0);
	for (n = findings.first; n != NULL; n = n->next)
		if (strcmp(n->check, check) == 0)
			return n;
	fail_msg("no finding of %s", check);
	return NULL;
}

static void
failing(struct facts *f)
{
	host_init(f);
	starts(f, "sendmail", ROLE_DAEMON, TRI_YES)->queue_interval = 900;
	runs(f, "sendmail", ROLE_DAEMON, 91)->queue_interval = 900;
	listens(f, "sendmail", "0.0.0.0", BOUND_ANY, 91);
}

static void
the_registry(void **state)
{
	const struct check *const *c;
	size_t n = 0;

	for (c = checks; *c != NULL; c++, n++) {
		assert_ptr_equal(check_find((*c)->name), *c);
		assert_true((*c)->severity != SEVERITY_DEFAULT);
		assert_true(strlen((*c)->title) < 56);
		assert_true(strlen((*c)->explain) > 100);
	}
	assert_int_equal(n, 11);
	assert_null(check_find("smtp"));
	assert_false(check_known(""));
	assert_true(check_known("smtp-listener"));
}

static void
the_worst_of_all(void **state)
{
	struct facts f;

	failing(&f);
	run(&f, "", "smtp-listener");
	assert_int_equal(findings.worst, VERDICT_FAIL);
	facts_release(&f);
	host_init(&f);
	run(&f, "", "smtp-listener");
	assert_int_equal(findings.worst, VERDICT_WARN);	/* queue-runner */
	f.mtas = NULL;
	f.submission.path = NULL;
	run(&f, "", "smtp-listener");
	assert_int_equal(findings.worst, VERDICT_PASS);
	facts_release(&f);
}

static void
severity_and_on_fail(void **state)
{
	const struct finding *n;
	struct facts f;

	failing(&f);
	n = run(&f, "", "smtp-listener");
	assert_int_equal(n->severity, SEVERITY_HIGH);
	n = run(&f, "[check smtp-listener]\nseverity = low\non-fail = warn\n",
	    "smtp-listener");
	assert_int_equal(n->severity, SEVERITY_LOW);
	assert_int_equal(n->verdict, VERDICT_WARN);
	/* the others fail as before */
	assert_int_equal(findings.worst, VERDICT_FAIL);
	facts_release(&f);
}

static void
an_exemption(void **state)
{
	const struct finding *n;
	struct facts f;

	failing(&f);
	n = run(&f, "[exemption hub]\ncheck = smtp-listener\n"
	    "reason = departmental hub, ticket 4711\nuntil = 2027-03-31\n",
	    "smtp-listener");
	assert_int_equal(n->verdict, VERDICT_EXEMPT);
	assert_string_equal(n->summary, "sendmail listens on 0.0.0.0:25, "
	    "reachable from other hosts (exempt until 2027-03-31: departmental "
	    "hub, ticket 4711)");
	assert_int_equal(findings.worst, VERDICT_FAIL);
	assert_null(findings.remarks);
	facts_release(&f);
}

/* What parses but is not in force is ignored, and said. */
static void
exemptions_that_do_not_count(void **state)
{
	static const struct { const char *text, *remark; } cases[] = {
		{ "[exemption a]\ncheck = smtp-listener\nreason = x\n"
		    "until = 2026-11-17\n",
		    "exemption \"a\" is ignored: it ended on 2026-11-17" },
		{ "[exemption a]\ncheck = smtp-listener\nreason = x\n",
		    "exemption \"a\" is ignored: it has no end" },
		{ "[exemption a]\ncheck = smtp-listener\nuntil = 2027-01-01\n",
		    "exemption \"a\" is ignored: it has no reason" },
		{ "[exemption a]\nreason = x\nuntil = 2027-01-01\n",
		    "exemption \"a\" is ignored: it names no check" },
	};
	const struct finding *n;
	struct facts f;
	size_t i;

	failing(&f);
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		n = run(&f, cases[i].text, "smtp-listener");
		assert_int_equal(n->verdict, VERDICT_FAIL);
		assert_string_equal(findings.remarks->text, cases[i].remark);
		assert_null(findings.remarks->next);
	}
	/* the last day counts: NOW is 2026-11-18 */
	n = run(&f, "[exemption a]\ncheck = smtp-listener\nreason = x\n"
	    "until = 2026-11-18\n", "smtp-listener");
	assert_int_equal(n->verdict, VERDICT_EXEMPT);
	facts_release(&f);
}

static void
the_unknown_is_not_exempt(void **state)
{
	struct facts f;

	host_init(&f);
	facts_doubt(&f, "boot", "/etc/rc", 0, "cannot be read");
	assert_int_equal(run(&f, "[exemption a]\ncheck = sendmail-daemon-boot\n"
	    "reason = x\nuntil = 2027-01-01\n[check sendmail-daemon-boot]\n"
	    "on-fail = warn\n", "sendmail-daemon-boot")->verdict,
	    VERDICT_UNKNOWN);
	facts_release(&f);
}

static int
teardown(void **state)
{
	findings_release(&findings);
	policy_release(&policy);
	return 0;
}

static int
setup(void **state)
{
	findings_init(&findings);
	policy_init(&policy);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_registry),
		cmocka_unit_test(the_worst_of_all),
		cmocka_unit_test(severity_and_on_fail),
		cmocka_unit_test(an_exemption),
		cmocka_unit_test(exemptions_that_do_not_count),
		cmocka_unit_test(the_unknown_is_not_exempt),
	};

	return cmocka_run_group_tests_name("all_checks", tests, setup,
	    teardown);
}
