/* A check of a tree with the look through each script's words (reach.h), and
 * one that evaluates all scripts: the complete reports must be the same.
 *
 *	check_twice --check --root DIR --format json
 *
 * as tests/hosts/run calls hardenmail; 70 when they differ. */
#include <stdio.h>
#include <string.h>

#include "agent/format.h"
#include "agent/output.h"
#include "agent/port/host.h"
#include "agent/port/recorded.h"
#include "agent/run/gather.h"
#include "checks/check.h"

/* Appends the report; a run's status, or -errno. */
static int
check(const char *root, bool evaluate_all, struct buf *out)
{
	struct host h = { .root = ROOT_INIT, .source = SOURCE_ROOT,
		.clock = &clock_port, .evaluate_all = evaluate_all };
	static const int status[] = { [VERDICT_FAIL] = 2, [VERDICT_WARN] = 1,
		[VERDICT_UNKNOWN] = 3, [VERDICT_PASS] = 0 };
	struct err e = { .code = 0 };
	struct policy policy;
	struct facts facts;
	struct findings findings;
	struct look how;
	int r;

	policy_init(&policy);
	facts_init(&facts);
	findings_init(&findings);
	output_look(NULL, &how);
	r = root_open(&h.root, root, &e);
	if (r == 0 && recorded_is_capture(&h.root))
		recorded_use(&h);
	if (r == 0)
		r = gather(&h, &facts, &e);
	if (r == 0)
		r = checks_run(&facts, &policy, 946684800, &findings);
	if (r == 0) {
		format_json.write(&(struct report){ .program = HM_VERSION,
		    .run = "twice", .time = 946684800, .source = "root",
		    .facts = &facts, .policy = &policy,
		    .findings = &findings }, &how, out);
		r = findings.worst <= VERDICT_FAIL ?
		    status[findings.worst] : 0;
	}
	findings_release(&findings);
	facts_release(&facts);
	policy_release(&policy);
	root_release(&h.root);
	return r;
}

int
main(int argc, char *argv[])
{
	struct buf quick = BUF_INIT(64 << 20), all = BUF_INIT(64 << 20);
	int r, s;

	if (argc < 4)
		return 64;
	r = check(argv[3], false, &quick);
	s = check(argv[3], true, &all);
	if (r < 0 || s < 0)
		return 71;
	fwrite(quick.p, 1, quick.len, stdout);
	if (r != s || quick.len != all.len ||
	    memcmp(quick.p, all.p, all.len) != 0) {
		fprintf(stderr, "evaluating all scripts, it says: %.*s\n",
		    (int)all.len, all.p);
		r = 70;
	}
	buf_release(&quick);
	buf_release(&all);
	return r;
}
