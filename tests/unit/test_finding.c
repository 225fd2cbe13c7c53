/* Verdicts: names, weight, and lists that keep copies. */
#include "agent/model/finding.h"

#include "tests/unit/unit.h"

static void
weight(void **state)
{
	/* fail > unknown > warn > pass; the rest count as pass */
	static const enum verdict order[] = { VERDICT_FAIL, VERDICT_UNKNOWN,
		VERDICT_WARN, VERDICT_PASS };
	size_t i, j;

	for (i = 0; i < 4; i++)
		for (j = 0; j < 4; j++)
			assert_int_equal(verdict_worse(order[i], order[j]),
			    order[i < j ? i : j]);
	assert_int_equal(verdict_worse(VERDICT_EXEMPT,
	    VERDICT_NOT_APPLICABLE), VERDICT_PASS);
	assert_int_equal(verdict_worse(VERDICT_EXEMPT, VERDICT_WARN),
	    VERDICT_WARN);
	assert_int_equal(verdict_worse(VERDICT_FAIL, VERDICT_EXEMPT),
	    VERDICT_FAIL);
}

static void
names(void **state)
{
	assert_string_equal(verdict_name(VERDICT_UNKNOWN), "unknown");
	assert_string_equal(verdict_name(VERDICT_PASS), "pass");
	assert_string_equal(verdict_name(VERDICT_WARN), "warn");
	assert_string_equal(verdict_name(VERDICT_FAIL), "fail");
	assert_string_equal(verdict_name(VERDICT_NOT_APPLICABLE),
	    "not-applicable");
	assert_string_equal(verdict_name(VERDICT_EXEMPT), "exempt");
	assert_string_equal(severity_name(SEVERITY_HIGH), "high");
	assert_string_equal(run_verdict_name(VERDICT_FAIL), "non-compliant");
	assert_string_equal(run_verdict_name(VERDICT_WARN), "warning");
	assert_string_equal(run_verdict_name(VERDICT_PASS), "compliant");
	assert_string_equal(run_verdict_name(VERDICT_UNKNOWN), "unknown");
}

static void
lists(void **state)
{
	struct place at = { .path = "/a", .line = 1, .text = "x" };
	struct findings f;
	struct finding *n, *two;

	findings_init(&f);
	n = findings_add(&f, "one");
	assert_int_equal(n->verdict, VERDICT_UNKNOWN);
	two = findings_add(&f, "two");
	assert_ptr_equal(two, n->next);
	finding_say(&f, n, VERDICT_WARN, "%d of %s", 3, "four");
	assert_string_equal(n->summary, "3 of four");
	finding_evidence(&f, n, &at, 0);
	finding_evidence(&f, n, &at, 1);	/* the same again */
	at.text = "y";
	finding_evidence(&f, n, &at, 1);
	assert_string_equal(n->evidence->at.text, "x");
	assert_int_equal(n->evidence->next->depth, 1);
	assert_null(n->evidence->next->next);
	assert_int_equal(findings_remark(&f, "a %s", "b"), 0);
	assert_int_equal(findings_remark(&f, "c"), 0);
	assert_string_equal(f.remarks->text, "a b");
	assert_string_equal(f.remarks->next->text, "c");
	findings_release(&f);
	assert_null(f.first);
	findings_release(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(weight),
		cmocka_unit_test(names),
		cmocka_unit_test(lists),
	};

	return cmocka_run_group_tests_name("finding", tests, NULL, NULL);
}
