/* The JSON format is the report itself, byte for byte. */
#include "agent/format.h"

#include "tests/unit/report_cases.h"

static void
the_report_itself(void **state)
{
	struct buf a = BUF_INIT(1 << 20), b = BUF_INIT(1 << 20);
	struct findings fs;
	struct policy p;
	struct facts f;
	struct report r = { .program = "0.1.0", .run = "x", .time = CASE_NOW,
	    .source = "live", .facts = &f, .policy = &p, .findings = &fs };

	host_init(&f);
	policy_init(&p);
	findings_init(&fs);
	assert_int_equal(checks_run(&f, &p, CASE_NOW, &fs), 0);
	report_json(&r, &a);
	/* colour has no place in it */
	format_json.write(&r, &(struct look){ .colour = true }, &b);
	assert_string_equal(a.p, b.p);
	assert_null(strchr(b.p, '\033'));
	findings_release(&fs);
	policy_release(&p);
	facts_release(&f);
	buf_release(&a);
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_report_itself),
	};

	return cmocka_run_group_tests_name("format_json", tests, NULL, NULL);
}
