/* The report: time, identity, and JSON against DESIGN's member list. */
#include "agent/model/report.h"

#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/report_cases.h"

static void
times(void **state)
{
	char text[32];

	time_words(CASE_NOW, text);
	assert_string_equal(text, "2026-11-22T09:00:00Z");
	time_words(0, text);
	assert_string_equal(text, "1970-01-01T00:00:00Z");
}

static void
identities_differ(void **state)
{
	char a[33], b[33];

	run_identity("host", 1, 2, 3, a);
	assert_int_equal(strlen(a), 32);
	assert_int_equal(strspn(a, "0123456789abcdef"), 32);
	run_identity("host", 1, 2, 3, b);
	assert_string_equal(a, b);
	run_identity("host", 1, 2, 4, b);
	assert_string_not_equal(a, b);
	run_identity("other", 1, 2, 3, b);
	assert_string_not_equal(a, b);
	run_identity(NULL, 1, 3, 3, b);
	assert_string_not_equal(a, b);
}

/* tests/report.py holds the members, written by hand. */
static void
is_a_report(const char *name, const struct buf *b)
{
	extern char **environ;
	char path[] = "/tmp/hm-report-XXXXXX";
	char python[] = "python3", script[] = "tests/report.py";
	char *argv[] = { python, script, path, NULL };
	int fd = mkstemp(path), status;
	pid_t pid;

	assert_true(fd >= 0);
	assert_int_equal(write(fd, b->p, b->len), (ssize_t)b->len);
	close(fd);
	assert_int_equal(posix_spawnp(&pid, python, NULL, NULL, argv, environ),
	    0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	unlink(path);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		fail_msg("%s is no report", name);
}

static void
every_member_in_order(void **state)
{
	struct buf b = BUF_INIT(1 << 20);
	size_t i;

	for (i = 0; i < N_REPORT_CASES; i++) {
		buf_clear(&b);
		show_case(&report_cases[i], &format_json, &b);
		is_a_report(report_cases[i].name, &b);
	}
	buf_release(&b);
}

/* What tells one run from the next is not in it. */
static void
canonical(void **state)
{
	struct buf b = BUF_INIT(1 << 20);
	struct policy p;
	struct findings fs;
	struct facts f;

	policy_init(&p);
	findings_init(&fs);
	fill_exposed(&f);
	report_json(&(struct report){ .program = "0.1.0", .run = "one",
	    .time = CASE_NOW, .source = "live", .facts = &f, .policy = &p,
	    .findings = &fs, .canonical = true }, &b);
	assert_null(strstr(b.p, "\"run\""));
	assert_null(strstr(b.p, "\"time\""));
	assert_null(strstr(b.p, "\"sequence\""));
	assert_null(strstr(b.p, "\"recipients\""));
	assert_null(strstr(b.p, "\"pid\": 9"));
	assert_null(strstr(b.p, "\"summary\""));
	assert_non_null(strstr(b.p, "\"pid\": null"));
	assert_non_null(strstr(b.p, "\"messages\": null"));
	facts_release(&f);
	findings_release(&fs);
	policy_release(&p);
	buf_release(&b);
}

static bool
holds(const struct buf *b, const char *text)
{
	if (strstr(b->p, text) == NULL)
		print_message("missing: %s\n", text);
	return strstr(b->p, text) != NULL;
}

static void
values(void **state)
{
	struct buf b = BUF_INIT(1 << 20);

	show_case(&report_cases[1], &format_json, &b);
	assert_true(holds(&b, "\"verdict\": \"non-compliant\""));
	assert_true(holds(&b, "\"queue_interval\": 900"));
	assert_true(holds(&b, "\"source\": \"root\""));
	assert_true(holds(&b, "\"digest\": null"));
	assert_true(holds(&b, "\"sockets: not observable in a tree\""));
	assert_true(holds(&b, "\"time\": \"2026-11-22T09:00:00Z\""));
	/* additions say what a reader must not lose */
	buf_clear(&b);
	show_case(&report_cases[3], &format_json, &b);
	assert_true(holds(&b, "\"argv\": null"));
	assert_true(holds(&b, "\"reason\": \"its words are not known\""));
	assert_true(holds(&b, "\"about\": \"boot\""));
	buf_clear(&b);
	show_case(&report_cases[2], &format_json, &b);
	assert_true(holds(&b, "\"oldest\": \"2026-11-21T22:26:40Z\""));
	assert_true(holds(&b, "exemption \\\"old\\\" is ignored"));
	assert_true(holds(&b, "\"verdict\": \"exempt\""));
	assert_true(holds(&b, "\"serial\": \"XK4711\""));
	/* bytes that are not UTF-8 are kept beside */
	buf_clear(&b);
	show_case(&report_cases[4], &format_json, &b);
	assert_true(holds(&b, "\"raw_text\": \""));
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(times),
		cmocka_unit_test(identities_differ),
		cmocka_unit_test(every_member_in_order),
		cmocka_unit_test(canonical),
		cmocka_unit_test(values),
	};

	return cmocka_run_group_tests_name("report", tests, NULL, NULL);
}
