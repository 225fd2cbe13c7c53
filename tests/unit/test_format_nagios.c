/* What monitoring is told, against texts that were written by hand. */
#include "agent/format.h"

#include "tests/unit/format_case.h"

static void
as_written(void **state)
{
	format_case("exposed", &format_nagios);
	format_case("compliant", &format_nagios);
	format_case("unknown", &format_nagios);
	format_case("hostile", &format_nagios);
	format_case("stranded", &format_nagios);
}

/* "|" parts text from figures: there is one, in the first line. */
static void
one_bar(void **state)
{
	struct buf b = BUF_INIT(4096);
	struct findings fs;
	struct finding *n;
	struct policy p;
	struct facts f;

	facts_init(&f);
	findings_init(&fs);
	policy_init(&p);
	n = findings_add(&fs, "other-mta");
	assert_non_null(n);
	n->severity = SEVERITY_HIGH;
	fs.worst = VERDICT_FAIL;
	finding_say(&fs, n, VERDICT_FAIL, "a | b\nc");
	format_nagios.write(&(struct report){ .facts = &f, .policy = &p,
	    .findings = &fs }, &(struct look){ .columns = 80 }, &b);
	assert_string_equal(b.p, "HARDENMAIL CRITICAL - a / b\\012c | fail=1 "
	    "unknown=0 warn=0 pass=0\n"
	    "FAIL other-mta (high): a / b\\012c\n");
	buf_release(&b);
	policy_release(&p);
	findings_release(&fs);
	facts_release(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_written),
		cmocka_unit_test(one_bar),
	};

	return cmocka_run_group_tests_name("format_nagios", tests, NULL, NULL);
}
