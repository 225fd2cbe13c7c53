/* Walks a run's journal back. */
#include "agent/run/undo.h"

#include <errno.h>
#include <string.h>

#include "agent/run/step_file.h"
#include "agent/run/step_live.h"

static bool
counts(const struct record *c, const struct undo_how *how)
{
	return c->begun && !c->undone && (!how->reverter_only || c->reverter);
}

static int
find_edited(struct run *run, const struct undo_how *how,
    struct strv *edited, struct err *e)
{
	struct strv own = { .n = 0 };
	struct strv *names = edited != NULL ? edited : &own;
	enum step_now now;
	struct record *c;
	int r = 0;

	for (c = run->j.first; r == 0 && c != NULL; c = c->next) {
		if (!counts(c, how) || !step_is_file(&c->step))
			continue;
		r = step_file_now(run, c, &now, e);
		if (r == 0 && now == NOW_EDITED)
			r = strv_push(&run->j.pool, names, c->step.path);
	}
	if (r < 0 || names->n == 0)
		return r;
	return err_set(e, EBUSY, "%s: was edited since run %u%s", names->v[0],
	    run->j.run, names->n > 1 ? ", and others" : "");
}

/* Records in the reverse order of doing. */
static struct record *
before(const struct journal *j, const struct record *c)
{
	struct record *o = j->first;

	if (o == c)
		return NULL;
	while (o != NULL && o->next != c)
		o = o->next;
	return o;
}

/* The first failure is kept: what comes behind it is tried all the same. */
static void
note(int *first, int r, struct err *e, const struct err *why)
{
	if (r == 0 || *first != 0)
		return;
	*first = r;
	if (e != NULL)
		*e = *why;
}

static int
undo_live(struct run *run, struct record *c, const struct undo_how *how,
    struct err *e)
{
	struct err why = { .code = 0 };
	int r = 0;

	if (!how->files_only && run->host->source == SOURCE_LIVE)
		r = step_live_undo(run->host, &c->step, &why);
	if (r < 0 && !how->force) {
		if (e != NULL)
			*e = why;
		return r;
	}
	return run_mark(run, MARK_UNDONE, c, e);
}

static bool
is_start(const struct record *c)
{
	return c->step.phase >= PHASE_START;
}

/* Reload first: what is started then is started by its old unit. */
static bool
is_reload(const struct record *c)
{
	return c->step.kind == STEP_BUS && c->step.unit == NULL;
}

enum part { PART_STARTED, PART_FILES, PART_RELOAD, PART_REST };

static enum part
part_of(const struct record *c)
{
	if (step_is_file(&c->step))
		return PART_FILES;
	if (is_start(c))
		return PART_STARTED;
	return is_reload(c) ? PART_RELOAD : PART_REST;
}

/* A file that cannot be put back ends it: those before it may stand below
 * it. Services go on. */
static int
undo_part(struct run *run, enum part part, const struct undo_how *how,
    struct err *e)
{
	struct err why = { .code = 0 };
	struct record *c;
	int first = 0, r;

	for (c = before(&run->j, NULL); c != NULL; c = before(&run->j, c)) {
		if (!counts(c, how) || part_of(c) != part)
			continue;
		if (part != PART_FILES) {
			r = undo_live(run, c, how, &why);
			note(&first, r, e, &why);
			continue;
		}
		r = step_file_undo(run, c, e);
		if (r == 0)
			r = run_mark(run, MARK_UNDONE, c, e);
		if (r < 0)
			return r;
	}
	return first;
}

int
undo_run(struct run *run, const struct undo_how *how, struct strv *edited,
    struct err *e)
{
	struct err why = { .code = 0 };
	enum part part;
	int first = 0, r = 0;

	if (run->j.state == RUN_PREPARING || run->j.state == RUN_UNDONE)
		return 0;
	if (!how->force)
		r = find_edited(run, how, edited, e);
	if (r == 0 && !how->reverter_only && run->j.state != RUN_UNDOING)
		r = run_mark_state(run, RUN_UNDOING, how->rolled_back, e);
	if (r < 0)
		return r;
	for (part = PART_STARTED; part <= PART_REST; part++) {
		r = undo_part(run, part, how, &why);
		note(&first, r, e, &why);
		if (r < 0 && part == PART_FILES)
			return first;
	}
	if (first < 0 || how->reverter_only)
		return first;
	r = run_mark_state(run, RUN_UNDONE, run->j.rolled_back, e);
	if (r == 0)
		(void)run_tidy(run, NULL);
	return r;
}
