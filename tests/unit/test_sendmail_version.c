/* sendmail-version: the policy's floor, holes, and vendors' packages. */
#include "checks/all_checks.h"

#include "agent/model/relay_flaw.h"
#include "tests/unit/check_facts.h"

static const struct check *const check = &check_sendmail_version;

static void
add(struct facts *f, enum relay_flaw_kind kind, const char *version)
{
	const struct relay_flaw flaw = { .kind = kind, .why = "CVE-1: it is",
	    .at.path = "/usr/lib/sendmail", .at.text = version };

	assert_int_equal(relay_flaw_add(&f->pool, &f->flaws, &flaw), 0);
}

static void
expect(enum relay_flaw_kind hole, const char *least, const char *verdict,
    const char *summary)
{
	struct findings fs;
	struct finding *n;
	struct policy p;
	struct facts f;

	host_init(&f);
	policy_init(&p);
	findings_init(&fs);
	p.minimum_version = least;
	add(&f, FLAW_VERSION, "8.14.4");
	if (hole != FLAW_FEATURE)
		add(&f, hole, "8.14.4");
	n = findings_add(&fs, check->name);
	assert_true(check->applies(&f));
	check->evaluate(&f, &p, &fs, n);
	assert_string_equal(verdict_name(n->verdict), verdict);
	assert_string_equal(n->summary, summary);
	assert_true((n->remedy != NULL) == (n->verdict != VERDICT_PASS));
	findings_release(&fs);
	policy_release(&p);
	facts_release(&f);
}

static void
test_table(void **state)
{
	expect(FLAW_FEATURE, NULL, "pass",
	    "/usr/lib/sendmail is version 8.14.4");
	expect(FLAW_OLD, NULL, "warn",
	    "/usr/lib/sendmail is version 8.14.4: CVE-1: it is");
	expect(FLAW_PERHAPS, NULL, "pass", "/usr/lib/sendmail is version "
	    "8.14.4, which has published holes, unless its vendor mended "
	    "them under that number");
	expect(FLAW_FEATURE, "8.14.4", "pass",
	    "/usr/lib/sendmail is version 8.14.4");
	expect(FLAW_FEATURE, "8.14", "pass",
	    "/usr/lib/sendmail is version 8.14.4");
	expect(FLAW_FEATURE, "8.14.10", "fail", "/usr/lib/sendmail is "
	    "version 8.14.4, and the policy wants 8.14.10 or newer");
	expect(FLAW_OLD, "8.15", "fail", "/usr/lib/sendmail is "
	    "version 8.14.4, and the policy wants 8.15 or newer");
}

static void
test_absent(void **state)
{
	struct facts f;

	host_init(&f);
	assert_false(check->applies(&f));
	facts_release(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_absent),
	};

	return cmocka_run_group_tests_name("sendmail_version", tests, NULL,
	    NULL);
}
