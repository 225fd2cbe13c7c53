/* The text format against texts that were written by hand. */
#include "agent/format.h"

#include <stdio.h>

#include "tests/unit/report_cases.h"

/* tests/data/text/NAME.txt */
static void
read_expected(const char *name, struct buf *b)
{
	char path[256], part[4096];
	size_t n;
	FILE *f;

	snprintf(path, sizeof(path), "tests/data/text/%s.txt", name);
	f = fopen(path, "r");
	if (f == NULL)
		fail_msg("%s: cannot be opened", path);
	while ((n = fread(part, 1, sizeof(part), f)) > 0)
		buf_add(b, part, n);
	fclose(f);
}

static void
as_written(void **state)
{
	struct buf got = BUF_INIT(1 << 20), expected = BUF_INIT(1 << 20);
	size_t i;

	for (i = 0; i < N_REPORT_CASES; i++) {
		buf_clear(&got);
		buf_clear(&expected);
		show_case(&report_cases[i], &format_text, &got);
		read_expected(report_cases[i].name, &expected);
		assert_string_equal(got.p, expected.p);
	}
	buf_release(&got);
	buf_release(&expected);
}

/* Prose never passes the 80th column; only commands may. */
static void
width_and_bytes(void **state)
{
	struct buf b = BUF_INIT(1 << 20);
	size_t i, at, column;

	for (i = 0; i < N_REPORT_CASES; i++) {
		buf_clear(&b);
		show_case(&report_cases[i], &format_text, &b);
		for (at = column = 0; at < b.len; at++) {
			unsigned char c = (unsigned char)b.p[at];

			if (c == '\n') {
				column = 0;
				continue;
			}
			if (!report_cases[i].colour &&
			    (c < 0x20 || c == 0x7f || c >= 0x80))
				fail_msg("%s: byte %u", report_cases[i].name,
				    c);
			if (!report_cases[i].colour && ++column > 80)
				fail_msg("%s: past 80 columns at byte %zu",
				    report_cases[i].name, at);
		}
	}
	buf_release(&b);
}

static void
nothing_is_said_twice(void **state)
{
	struct buf b = BUF_INIT(1 << 20);
	struct look look = { .columns = 80 };
	struct findings fs;
	struct finding *n;
	struct policy p;
	struct facts f;

	facts_init(&f);
	findings_init(&fs);
	policy_init(&p);
	n = findings_add(&fs, "other-mta");
	n->severity = SEVERITY_HIGH;
	finding_say(&fs, n, VERDICT_UNKNOWN, "cannot tell: no /proc");
	finding_evidence(&fs, n, &(struct place){ .text = "no /proc" }, 0);
	finding_evidence(&fs, n, &(struct place){ .path = "/etc/rc",
	    .text = "no /proc" }, 0);
	finding_evidence(&fs, n, &(struct place){ .path = "/etc/rc" }, 1);
	fs.worst = VERDICT_UNKNOWN;
	format_text.write(&(struct report){ .source = "live", .facts = &f,
	    .policy = &p, .findings = &fs }, &look, &b);
	assert_string_equal(b.p, "this host: CANNOT TELL (mode queue-only)\n"
	    "\nUNKNOWN other-mta (high)\n  cannot tell: no /proc\n"
	    "    /etc/rc: no /proc\n\n");
	/* nor does the first line grow past the width */
	buf_clear(&b);
	f.title = "Red Hat Enterprise Linux Server 7.9 (Maipo)";
	format_text.write(&(struct report){ .source = "root", .facts = &f,
	    .policy = &p, .findings = &fs }, &look, &b);
	assert_memory_equal(b.p, "this host: CANNOT TELL (mode queue-only; "
	    "Red Hat Enterprise Linux Server 7.9\n  (Maipo); a tree)\n", 96);
	buf_release(&b);
	policy_release(&p);
	findings_release(&fs);
	facts_release(&f);
}

static void
much_evidence_is_counted(void **state)
{
	struct buf b = BUF_INIT(1 << 20);
	struct findings fs;
	struct policy p;
	struct starter *s;
	struct facts f;
	int i;

	host_init(&f);
	policy_init(&p);
	findings_init(&fs);
	for (i = 0; i < 100; i++) {
		s = starts(&f, "sendmail", ROLE_DAEMON, TRI_YES);
		s->at.line = 100 + (unsigned)i;
	}
	assert_int_equal(checks_run(&f, &p, CASE_NOW, &fs), 0);
	format_text.write(&(struct report){ .program = "x", .run = "x",
	    .source = "live", .facts = &f, .policy = &p, .findings = &fs },
	    &(struct look){ .columns = 80 }, &b);
	assert_non_null(strstr(b.p, ":119: "));
	assert_null(strstr(b.p, ":120: "));
	assert_non_null(strstr(b.p, "    and 80 more\n"));
	findings_release(&fs);
	facts_release(&f);
	policy_release(&p);
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_written),
		cmocka_unit_test(width_and_bytes),
		cmocka_unit_test(nothing_is_said_twice),
		cmocka_unit_test(much_evidence_is_counted),
	};

	return cmocka_run_group_tests_name("format_text", tests, NULL, NULL);
}
