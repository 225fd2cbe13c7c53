/* Tests of a build server, against texts that were written by hand. */
#include "agent/format.h"

#include "tests/unit/format_case.h"

static void
as_written(void **state)
{
	format_case("exposed", &format_junit);
	format_case("hostile", &format_junit);
}

/* What XML does not permit, and what it would take for its own. */
static void
characters(void **state)
{
	struct buf b = BUF_INIT(1 << 16);
	struct findings fs;
	struct finding *n;
	struct policy p;
	struct facts f;

	facts_init(&f);
	findings_init(&fs);
	policy_init(&p);
	n = findings_add(&fs, "other-mta");
	assert_non_null(n);
	finding_say(&fs, n, VERDICT_WARN, "%s", "<a> & \"b\" \xef\xbf\xbf!");
	format_junit.write(&(struct report){ .facts = &f, .policy = &p,
	    .findings = &fs }, &(struct look){ .columns = 80 }, &b);
	assert_non_null(strstr(b.p, "name=\"other-mta\"><system-out>warning: "
	    "&lt;a&gt; &amp; &quot;b&quot; \xef\xbf\xbd!\n</system-out>"
	    "</testcase>\n"));
	assert_non_null(strstr(b.p, " hostname=\"this host\" "
	    "timestamp=\"1970-01-01T00:00:00Z\" tests=\"1\" failures=\"0\" "
	    "errors=\"0\" skipped=\"0\">\n"));
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
		cmocka_unit_test(characters),
	};

	return cmocka_run_group_tests_name("format_junit", tests, NULL, NULL);
}
