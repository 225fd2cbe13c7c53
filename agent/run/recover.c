/* Runs that did not come to their end: completed or reverted. */
#include "agent/run/recover.h"

#include <errno.h>
#include <string.h>

#include "agent/run/boot_id.h"
#include "agent/run/step_file.h"
#include "agent/run/step_live.h"
#include "agent/run/undo.h"

/* Nobody can tell where there is no boot id; then it is taken for the same,
 * as stopping what is stopped harms nothing. */
static bool
same_boot(const struct run *run)
{
	struct pool p = { .blocks = NULL };
	const char *now = boot_id(run->host, &p);
	bool same = now == NULL || run->j.boot == NULL ||
	    strcmp(now, run->j.boot) == 0;

	pool_release(&p);
	return same;
}

/* Also those whose mark was lost. */
static int
files_done(const struct run *run, bool *ret, struct err *e)
{
	const struct record *c;
	enum step_now now;
	int r = 0;

	*ret = true;
	for (c = run->j.first; r == 0 && *ret && c != NULL; c = c->next) {
		if (!step_is_file(&c->step))
			continue;
		*ret = c->begun;
		if (!c->begun || c->done)
			continue;
		r = step_file_now(run, c, &now, e);
		*ret = now == NOW_AFTER;
	}
	return r;
}

static int
revert(struct run *run, struct err *e)
{
	return undo_run(run, &(struct undo_how){
	    .rolled_back = run->j.state == RUN_APPLYING ||
	    run->j.rolled_back,
	    .files_only = !same_boot(run),
	}, NULL, e);
}

static int
finish_file(struct run *run, struct record *c, struct err *e)
{
	return c->done ? 0 : step_file_finish(run, c, e);
}

static int
complete(struct run *run, enum recovered *ret, struct err *e)
{
	const bool live = run->host->source == SOURCE_LIVE &&
	    same_boot(run);
	struct err why = { .code = 0 };
	struct record *c;
	int r = 0;

	*ret = RECOVERED_COMPLETED;
	for (c = run->j.first; r == 0 && c != NULL; c = c->next) {
		if (step_is_file(&c->step)) {
			r = finish_file(run, c, &why);
		} else if (!c->done) {
			/* What a boot has stopped and started by the files
			 * is done, and undo has to start it anew. */
			r = run_mark(run, MARK_BEGIN, c, &why);
			if (r == 0 && live)
				r = step_live_act(run->host, &c->step, &why);
		}
		if (r == 0 && !c->done && c->begun)
			r = run_mark(run, MARK_DONE, c, &why);
	}
	if (r == 0)
		r = run_mark_state(run, RUN_APPLIED, false, &why);
	if (r == 0) {
		(void)run_tidy(run, NULL);
		return 0;
	}
	*ret = RECOVERED_REVERTED;
	r = revert(run, e);
	if (r < 0 && e != NULL && e->text[0] == '\0')
		*e = why;
	return r;
}

static bool
is_late(const struct run *run)
{
	const struct host *h = run->host;

	return run->j.state == RUN_APPLIED && run->j.deadline != 0 &&
	    !run->j.confirmed && h->clock != NULL &&
	    h->clock->now(h) >= run->j.deadline;
}

static int
recover_one(struct run *run, enum recovered *ret, struct err *e)
{
	bool done;
	int r;

	*ret = RECOVERED_NOTHING;
	if (run->j.state == RUN_PREPARING)
		return run_discard(run, e);
	if (run->j.state == RUN_APPLYING) {
		r = files_done(run, &done, e);
		if (r < 0)
			return r;
		if (done)
			return complete(run, ret, e);
	} else if (run->j.state != RUN_UNDOING && !is_late(run)) {
		/* It may have ended before it had tidied up, and --confirm
		 * before the reverter was gone. */
		r = run->j.confirmed && run->j.state == RUN_APPLIED ?
		    undo_run(run, &(struct undo_how){ .reverter_only = true },
		    NULL, e) : 0;
		return r == 0 ? run_tidy(run, e) : r;
	}
	*ret = RECOVERED_REVERTED;
	return revert(run, e);
}

/* The newest first: an older one may lie below it. */
int
recover(const struct host *h, enum recovered *ret, unsigned *number,
    struct err *e)
{
	struct pool p = { .blocks = NULL };
	enum recovered one;
	struct run run;
	unsigned *v;
	size_t n;
	int r;

	*ret = RECOVERED_NOTHING;
	*number = 0;
	r = runs_list(h, &p, &v, &n, e);
	while (r == 0 && n > 0) {
		r = run_open(h, v[--n], &run, e);
		if (r == 0)
			r = recover_one(&run, &one, e);
		if (r == 0 && one != RECOVERED_NOTHING) {
			*ret = one;
			*number = run.j.run;
		}
		if (r < 0) {
			*number = v[n];
			if (e != NULL && e->text[0] == '\0')
				err_set(e, -r, "%s", strerror(-r));
			err_prefix(e, "run %u did not come to its end: ", v[n]);
		}
		run_close(&run);
	}
	pool_release(&p);
	return r;
}

int
recover_needed(const struct host *h, bool *ret, unsigned *number,
    struct err *e)
{
	struct pool p = { .blocks = NULL };
	struct run run;
	unsigned *v;
	size_t n;
	int r;

	*ret = false;
	r = runs_list(h, &p, &v, &n, e);
	while (r == 0 && n > 0 && !*ret) {
		r = run_open(h, v[--n], &run, e);
		if (r == 0 && (run.j.state == RUN_APPLYING ||
		    run.j.state == RUN_UNDOING || is_late(&run))) {
			*ret = true;
			*number = v[n];
		}
		run_close(&run);
	}
	pool_release(&p);
	return r;
}
