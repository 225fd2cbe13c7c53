/* Carries a plan out, or leaves the host as it was. */
#include "agent/run/apply.h"

#include <errno.h>
#include <string.h>

#include "agent/run/boot_id.h"
#include "agent/run/step_file.h"
#include "agent/run/step_live.h"
#include "agent/run/undo.h"

/* Does a step before this one change the same path? */
static bool
is_twice(const struct plan *plan, const struct step *s)
{
	const struct step *o;

	for (o = plan->first; o != NULL && o != s; o = o->next)
		if (step_is_file(o) && strcmp(o->path, s->path) == 0)
			return true;
	return false;
}

static bool
left_out(const struct host *h, const struct step *s)
{
	return !step_is_file(s) && h->source != SOURCE_LIVE;
}

/* Every file as it was, before a single one is touched. */
static int
check_all(const struct host *h, const struct plan *plan, bool force,
    struct err *e)
{
	const struct step *s;
	int r = 0;

	for (s = plan == NULL ? NULL : plan->first; r == 0 && s != NULL;
	    s = s->next)
		if (step_is_file(s))
			r = step_file_check(h, s, force, is_twice(plan, s), e);
	return r;
}

static const char *const *
copy_words(struct pool *p, const char *const *v)
{
	struct strv copy = { .n = 0 };

	for (; v != NULL && *v != NULL; v++)
		if (strv_push(p, &copy, *v) < 0)
			return NULL;
	return copy.v;
}

static int
add_step(struct run *run, const struct plan *plan, const struct step *s,
    const struct apply_how *how, struct err *e)
{
	struct pool *p = &run->j.pool;
	struct record *c = journal_record(&run->j);

	if (c == NULL)
		return -ENOMEM;
	c->step = *s;
	c->step.next = NULL;
	c->step.path = step_is_file(s) ? pool_strdup(p, s->path) : NULL;
	c->step.to = pool_strdup(p, s->to);
	c->step.verb = pool_strdup(p, s->verb);
	c->step.undo_verb = pool_strdup(p, s->undo_verb);
	c->step.unit = pool_strdup(p, s->unit);
	c->step.why = pool_strdup(p, s->why);
	c->step.argv = copy_words(p, s->argv);
	c->step.undo_argv = copy_words(p, s->undo_argv);
	c->step.live = !step_is_file(s);
	c->reverter = plan == how->reverter;
	if (p->failed)
		return -ENOMEM;
	return step_is_file(s) ? step_file_prepare(run, c, how->force,
	    is_twice(plan, s), e) : 0;
}

static int
add_all(struct run *run, const struct plan *plan,
    const struct apply_how *how, struct err *e)
{
	const struct step *s;
	int r = 0;

	for (s = plan == NULL ? NULL : plan->first; r == 0 && s != NULL;
	    s = s->next)
		if (!left_out(run->host, s))
			r = add_step(run, plan, s, how, e);
	return r;
}

static int
prepare(struct run *run, const struct plan *plan,
    const struct apply_how *how, struct err *e)
{
	const struct host *h = run->host;
	struct journal *j = &run->j;
	int r;

	j->time = h->clock == NULL ? 0 : h->clock->now(h);
	j->program = HM_VERSION;
	j->mode = plan->mode;
	j->live = h->source == SOURCE_LIVE;
	j->deadline = how->deadline;
	j->boot = boot_id(h, &j->pool);
	r = add_all(run, how->reverter, how, e);
	if (r == 0)
		r = add_all(run, plan, how, e);
	if (r == 0)
		r = run_ready(run, e);
	return r;
}

static int
do_step(struct run *run, struct record *c, bool force, struct err *e)
{
	struct err why = { .code = 0 };
	int r = run_mark(run, MARK_BEGIN, c, e);

	if (r == 0)
		r = step_is_file(&c->step) ? step_file_act(run, c, force, e) :
		    step_live_act(run->host, &c->step, e);
	if (r == 0)
		return run_mark(run, MARK_DONE, c, e);
	/* What is there now is somebody's own: not to be put back. */
	if (r == -EAGAIN && step_is_file(&c->step) &&
	    step_file_drop(run, c, &why) == 0)
		(void)run_mark(run, MARK_UNDONE, c, &why);
	return r;
}

static int
do_all(struct run *run, bool force, struct err *e)
{
	struct record *c;
	int r = 0;

	for (c = run->j.first; r == 0 && c != NULL; c = c->next) {
		r = do_step(run, c, force, e);
		if (r < 0 && e->text[0] == '\0')
			err_set(e, -r, "step %u: %s", c->n, strerror(-r));
	}
	if (r == 0)
		r = run_mark_state(run, RUN_APPLIED, false, e);
	return r;
}

int
apply(const struct host *h, const struct plan *plan,
    const struct apply_how *how, struct run *run, enum applied *ret,
    struct err *e)
{
	struct err own = { .code = 0 }, why = { .code = 0 };
	int r;

	*ret = APPLIED_NOTHING;
	if (e == NULL)
		e = &own;
	r = check_all(h, how->reverter, how->force, e);
	if (r == 0)
		r = check_all(h, plan, how->force, e);
	if (r == 0)
		r = runs_prepare(h, e);
	if (r == 0)
		r = run_create(h, run, e);
	if (r < 0)
		goto out;
	r = prepare(run, plan, how, e);
	if (r < 0) {
		(void)run_discard(run, NULL);
		run_close(run);
		goto out;
	}
	r = do_all(run, how->force, e);
	if (r == 0) {
		(void)run_tidy(run, NULL);
		*ret = APPLIED_ALL;
		return 0;
	}
	*ret = APPLIED_ROLLED_BACK;
	if (undo_run(run, &(struct undo_how){ .rolled_back = true }, NULL,
	    &why) < 0)
		*ret = APPLIED_STUCK;
	if (why.text[0] != '\0') {
		struct err both = *e;

		err_set(e, both.code, "%.240s; and on the way back: %.240s",
		    both.text, why.text);
	}
out:
	if (r < 0 && e->text[0] == '\0')
		err_set(e, -r, "%s", strerror(-r));
	return r;
}
