/* Metrics, against a text that was written by hand. */
#include "agent/format.h"

#include "tests/unit/format_case.h"

static void
as_written(void **state)
{
	format_case("exposed", &format_prometheus);
}

/* A label is quoted, and has no other line. */
static void
labels(void **state)
{
	struct buf b = BUF_INIT(1 << 16);
	struct findings fs;
	struct policy p;
	struct queue *q;
	struct facts f;

	facts_init(&f);
	findings_init(&fs);
	policy_init(&p);
	f.title = "a \"b\" \\ c\nd";
	q = facts_queue(&f);
	q->path = "/var/spool/unseen";
	q->messages = -1;
	format_prometheus.write(&(struct report){ .program = "1",
	    .facts = &f, .policy = &p, .findings = &fs },
	    &(struct look){ .columns = 80 }, &b);
	assert_non_null(strstr(b.p, "\nhardenmail_info{program=\"1\","
	    "mode=\"queue-only\",platform=\"\","
	    "title=\"a \\\"b\\\" \\\\ c\\\\012d\"} 1\n"));
	assert_null(strstr(b.p, "queue_messages"));
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
		cmocka_unit_test(labels),
	};

	return cmocka_run_group_tests_name("format_prometheus", tests, NULL,
	    NULL);
}
