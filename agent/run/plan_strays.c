/* What runs against the aim, and no starter accounts for. */
#include <errno.h>
#include <string.h>

#include "agent/run/plan_parts.h"
#include "checks/judge.h"

static bool
is(const char *a, const char *b)
{
	return a != NULL && b != NULL && strcmp(a, b) == 0;
}

/* What is not clear is left alone, and so are sessions: they end. */
static bool
offends(const struct planning *g, const struct process *pr)
{
	if (!is_sendmail(pr->mta) || pr->role == ROLE_SESSION)
		return false;
	switch (pr->role) {
	case ROLE_DAEMON:
	case ROLE_LOOPBACK_DAEMON:
		return g->aim != AIM_LOOPBACK ||
		    stance_of_process(g->facts, pr) == STANCE_EXPOSED;
	case ROLE_QUEUE_RUNNER:
	case ROLE_SUBMISSION_RUNNER:
		return g->aim == AIM_OFF;
	default:
		return false;
	}
}

/* By a starter that is changed, its unit, or by itself. */
static bool
is_planned(const struct planning *g, const struct plan *p,
    const struct process *pr)
{
	const struct step *s;
	unsigned i;

	for (i = 0; i < g->n; i++)
		if (is(pr->starter, g->choices[i].starter->id) ||
		    is(pr->unit, g->choices[i].starter->unit))
			return true;
	for (s = p->first; s != NULL; s = s->next)
		if ((s->kind == STEP_SIGNAL && s->pid == pr->pid) ||
		    (s->kind == STEP_BUS && is(s->unit, pr->unit)))
			return true;
	return false;
}

/* The unit is the mail system's own, and not where somebody had a shell. */
static bool
is_mail_unit(const struct planning *g, const char *unit)
{
	const struct starter *s;

	for (s = g->facts->starters; s != NULL; s = s->next)
		if (is(s->unit, unit) && is_sendmail(s->mta) &&
		    is(s->mechanism, "unit") && plan_own_unit(s) &&
		    strstr(unit, ".service") != NULL)
			return true;
	return false;
}

static int
end_process(struct plan *p, const struct process *pr)
{
	struct step *s = plan_step(p, STEP_SIGNAL, PHASE_STOP);

	if (s == NULL)
		return -ENOMEM;
	s->pid = pr->pid;
	s->start = pr->start;
	s->limit = PLAN_STOP_LIMIT;
	s->live = true;
	s->undo_argv = plan_argv(p, &pr->words);
	s->why = "it runs, and nothing that is changed would end it";
	return p->pool.failed ? -ENOMEM : 0;
}

int
plan_strays(struct planning *g, struct plan *p)
{
	const struct process *pr;
	int r = 0;

	if (!g->facts->live || !g->facts->running_seen ||
	    g->aim == AIM_NOTHING)
		return 0;
	for (pr = g->facts->processes; r == 0 && pr != NULL; pr = pr->next) {
		if (!offends(g, pr) || is_planned(g, p, pr))
			continue;
		r = is(g->facts->init, "systemd") &&
		    is_mail_unit(g, pr->unit) ? plan_bus(p, PHASE_STOP,
		    "StopUnit", "StartUnit", pr->unit, "what runs now") :
		    end_process(p, pr);
	}
	return r;
}
