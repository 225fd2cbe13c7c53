/* Plans a tree, carries the plan out and, when asked, undoes it: what
 * tests/hosts/plans runs beside the program.
 *
 *	plan_apply apply|undo ROOT MODE
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "agent/run/apply.h"
#include "agent/run/gather.h"
#include "agent/run/make_plan.h"
#include "agent/run/undo.h"
#include "checks/check.h"

static int
fail(const struct err *e, int r)
{
	fprintf(stderr, "%s\n", e->text[0] != '\0' ? e->text : strerror(-r));
	return 1;
}

static int
apply_plan(struct host *h, const char *mode)
{
	struct findings findings;
	struct policy policy;
	struct facts facts;
	struct plan plan;
	struct run run = { .fd = -1 };
	struct err e = { .code = 0 };
	enum applied applied = APPLIED_NOTHING;
	int r;

	journal_init(&run.j);
	findings_init(&findings);
	policy_init(&policy);
	facts_init(&facts);
	plan_init(&plan);
	policy.mode = strcmp(mode, "disabled") == 0 ? MODE_DISABLED :
	    strcmp(mode, "local-only") == 0 ? MODE_LOCAL_ONLY :
	    MODE_QUEUE_ONLY;
	r = gather(h, &facts, &e);
	if (r == 0)
		r = make_plan(h, &facts, &findings, &policy, NULL, &plan, &e);
	if (r == 0 && plan.first != NULL)
		r = apply(h, &plan, &(struct apply_how){ .force = false },
		    &run, &applied, &e);
	if (r == 0 && plan.first != NULL && applied != APPLIED_ALL)
		r = -1;
	run_close(&run);
	plan_release(&plan);
	facts_release(&facts);
	policy_release(&policy);
	findings_release(&findings);
	return r < 0 ? fail(&e, r) : 0;
}

static int
undo_plan(struct host *h)
{
	struct run run = { .fd = -1 };
	struct err e = { .code = 0 };
	int r;

	journal_init(&run.j);
	r = run_open(h, 1, &run, &e);
	if (r == 0)
		r = undo_run(&run, &(struct undo_how){ .force = false }, NULL,
		    &e);
	run_close(&run);
	return r < 0 ? fail(&e, r) : 0;
}

int
main(int argc, char *argv[])
{
	struct host h = { .root = ROOT_INIT, .source = SOURCE_ROOT,
	    .clock = &clock_port };
	struct err e = { .code = 0 };
	int r;

	if (argc != 4)
		return 64;
	r = root_open(&h.root, argv[2], &e);
	if (r < 0)
		return fail(&e, r);
	r = strcmp(argv[1], "undo") == 0 ? undo_plan(&h) :
	    apply_plan(&h, argv[3]);
	root_release(&h.root);
	return r;
}
