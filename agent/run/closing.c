/* Mode server: what relays for strangers is closed, the listener stays. */
#include "agent/run/closing.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

#include "agent/base/overlay.h"
#include "agent/run/closing_kept.h"
#include "agent/run/closing_parts.h"
#include "agent/run/plan_proof.h"
#include "agent/run/second_opinion.h"
#include "checks/judge.h"

/* Entries of maps and classes that are taken out, one after the other. */
#define MAX_ROUNDS 100

/* The vendor's own way first: m4, where it makes what stands there. */
static const struct {
	enum relay_cause cause;
	cure_fn *cure;
	bool sideways;		/* one of several: what decides afterwards
				 * may be another of the kind */
} cures[] = {
	{ RELAY_CAUSE_DEFERRED, cure_delivery, true },
	{ RELAY_CAUSE_CLASS, cure_class, true },
	{ RELAY_CAUSE_MAP, cure_map, true },
	{ RELAY_CAUSE_RULE, cure_switch, false },
	{ RELAY_CAUSE_RULE, cure_wide, true },
	{ RELAY_CAUSE_RULE, cure_mc_exact, true },
	{ RELAY_CAUSE_RULE, cure_hook, true },
	{ RELAY_CAUSE_RULE, cure_rule, true },
	{ RELAY_CAUSE_RULE, cure_mc_lossy, true },
	{ RELAY_CAUSE_NO_RULESET, cure_switch, false },
	{ RELAY_CAUSE_NO_RULESET, cure_mc_lossy, true },
};

/* The host with these files. ret was initialised. */
static int
look(const struct closing *c, struct facts *ret, struct kept *kept,
    struct err *e)
{
	struct host h = *c->g->host;
	struct plan p;
	int r;

	plan_init(&p);
	h.root.overlay = NULL;
	h.root.seen = NULL;
	r = closing_steps(c, &p);
	if (r == 0)
		r = proof_gather(c->g->host, &p, UINT_MAX, ret, e);
	if (r == 0)
		r = proof_lay(&h.root, &p, UINT_MAX, e);
	if (r == 0)
		r = kept_gather(&h, ret, &ret->relaying.disk, kept, e);
	overlay_free(h.root.overlay);
	plan_release(&p);
	return r;
}

static bool
same_place(const struct relay_level *a, const struct relay_level *b)
{
	const struct place *p = a->because, *q = b->because;

	if (a->cause != b->cause || p == NULL || q == NULL)
		return a->cause == b->cause;
	return p->path != NULL && q->path != NULL &&
	    strcmp(p->path, q->path) == 0 && p->line == q->line &&
	    p->text != NULL && q->text != NULL &&
	    strcmp(p->text, q->text) == 0;
}

/* Fewer are served, or another thing serves them. */
static bool
is_better(const struct relay_level *now, const struct relay_level *then,
    bool sideways)
{
	if (then->verdict < RELAY_CLOSED || then->verdict > now->verdict)
		return false;
	return then->verdict < now->verdict ||
	    (sideways && !same_place(now, then));
}

/* One cure, proved. 1: *c and *now are what comes of it. */
static int
try_cure(struct closing *c, size_t i, struct facts *now, struct kept *kept,
    struct err *e)
{
	const struct relay_level *l = &now->relaying.disk;
	struct closing trial = *c;
	struct kept after = { .own = false };
	struct facts seen;
	const char *lost;
	int r;

	/* The pool goes along, and comes back whatever becomes of it. */
	trial.now = now;
	r = cures[i].cure(&trial, l, e);
	c->pool = trial.pool;
	c->why_not = trial.why_not;
	if (r <= 0)
		return r;
	facts_init(&seen);
	r = look(&trial, &seen, &after, e);
	lost = r < 0 ? NULL : kept_lost(kept, &after,
	    l->verdict == RELAY_OPEN);
	if (r == 0 && lost != NULL)
		c->why_not = pool_printf(&c->pool, "%s would not pass any "
		    "more", lost);
	else if (r == 0 && is_better(l, &seen.relaying.disk,
	    cures[i].sideways))
		r = 1;
	if (r <= 0) {
		facts_release(&seen);
		kept_release(&after);
		return r;
	}
	trial.pool = c->pool;
	*c = trial;
	facts_release(now);
	kept_release(kept);
	*now = seen;
	*kept = after;
	return 1;
}

/* 1: something was done; 0: nothing helps. */
static int
one_round(struct closing *c, struct facts *now, struct kept *kept,
    struct err *e)
{
	const enum relay_cause cause = now->relaying.disk.cause;
	size_t i;
	int r = 0;

	for (i = 0; r == 0 && i < sizeof(cures) / sizeof(cures[0]); i++)
		if (cures[i].cause == cause)
			r = try_cure(c, i, now, kept, e);
	return r;
}

static int
refuse(const struct closing *c, const struct relay_level *l, struct plan *p)
{
	const struct place *at = l->because;
	const char *path = at != NULL && at->path != NULL ? at->path : l->cf;
	const unsigned line = at != NULL && at->path != NULL ? at->line : 0;

	if (l->verdict < RELAY_CLOSED)
		return plan_refuse(p, l->cf, 0, false, "whether it relays for "
		    "strangers is not known: %s", l->reason != NULL ?
		    l->reason : "its rules gave no answer");
	return plan_refuse(p, path, line, false, "it relays for strangers "
	    "(%s), and no way was found to close that: %s",
	    relay_name(l->verdict), c->why_not != NULL ? c->why_not :
	    l->cause == RELAY_CAUSE_NO_RULESET ? "it has no rules that could "
	    "refuse, and needs a sendmail.cf of 8.9 or newer" :
	    "what decides is no line that can be taken out alone");
}

static bool
listens(const struct starter *s)
{
	return s->at_boot != TRI_NO && (s->role == ROLE_DAEMON ||
	    s->role == ROLE_LOOPBACK_DAEMON);
}

/* What nothing starts anew would keep the rules that it has loaded. */
static int
refuse_strays(const struct planning *g, struct plan *p)
{
	const struct process *pr;

	for (pr = g->facts->processes; pr != NULL; pr = pr->next)
		if (is_sendmail(pr->mta) && pr->starter == NULL &&
		    pr->unit == NULL && (pr->role == ROLE_DAEMON ||
		    pr->role == ROLE_LOOPBACK_DAEMON) &&
		    plan_refuse(p, NULL, 0, false, "a sendmail daemon (pid "
		    "%ld) runs that the boot does not start: it would keep "
		    "its rules; end it first", (long)pr->pid) < 0)
			return -ENOMEM;
	return 0;
}

static int
restart(struct planning *g, const struct facts *after, struct plan *p,
    struct err *e)
{
	const struct starter *s;

	for (s = g->facts->starters; s != NULL && g->n < MAX_CHOICES;
	    s = s->next)
		if (is_sendmail(s->mta) && listens(s))
			g->choices[g->n++] = (struct choice){ .starter = s };
	return g->n == 0 ? 0 : plan_service(g, after, p, e);
}

/* Whether others relay nobody asks here. */
static int
refuse_others(const struct facts *f, struct plan *p)
{
	const struct starter *s;

	for (s = f->starters; s != NULL; s = s->next)
		if (!is_sendmail(s->mta) && listens(s) &&
		    plan_refuse(p, s->at.path, s->at.line, false, "whether %s "
		    "relays for strangers is not evaluated", s->mta != NULL ?
		    s->mta : "a mail program") < 0)
			return -ENOMEM;
	return 0;
}

static bool
is_changed(const struct closing *c)
{
	unsigned i;

	for (i = 0; i < c->n; i++)
		if (c->files[i].text != c->files[i].old)
			return true;
	return false;
}

/* Other files than the cf, and what it is made of, are changed too: those
 * sendmail -bt could only ask as they are now. */
static bool
is_cf_alone(const struct closing *c, const char *cf)
{
	const struct closing_file *f;
	size_t len = strlen(cf);

	for (f = c->files; f < c->files + c->n; f++)
		if (f->text != f->old && (strlen(f->path) != len ||
		    strncmp(f->path, cf, len - 2) != 0))
			return false;
	return true;
}

/* sendmail itself reads the new cf before it stands there. What it does not
 * answer is no reason against it. */
static int
ask_sendmail(struct closing *c, struct facts *now, struct plan *p,
    struct err *e)
{
	struct relay_level was = now->relaying.disk;
	struct host h = *c->g->host;
	struct plan files;
	int r;

	if (h.tool == NULL || was.cf == NULL || !is_cf_alone(c, was.cf))
		return 0;
	plan_init(&files);
	h.root.overlay = NULL;
	h.root.seen = NULL;
	r = closing_steps(c, &files);
	if (r == 0)
		r = proof_lay(&h.root, &files, UINT_MAX, e);
	if (r == 0)
		r = second_opinion_planned(&h, now, e);
	overlay_free(h.root.overlay);
	plan_release(&files);
	if (r == 0 && now->relaying.second.agrees == TRI_NO)
		r = plan_refuse(p, was.cf, 0, false, "the new one is not "
		    "closed for sendmail itself: %s",
		    now->relaying.second.reason);
	now->relaying.disk = was;
	return r;
}

static int
finish(struct closing *c, struct planning *g, struct facts *now,
    struct plan *p, struct err *e)
{
	const struct relay_level *l = &now->relaying.disk;
	const struct relay_level *running = &g->facts->relaying.running;
	int r = 0;

	if (!is_changed(c) && !relay_is_open(running->verdict) &&
	    !running->stale)
		return 0;
	r = refuse_strays(g, p);
	if (r == 0 && p->refusals == NULL && is_changed(c))
		r = ask_sendmail(c, now, p, e);
	if (r < 0 || p->refusals != NULL)
		return r;
	if (c->lost > 0)
		r = plan_refuse(p, l->cf, 0, true, "m4 does not make %u of "
		    "its lines, which were changed by hand and would be lost",
		    c->lost);
	if (r == 0)
		r = closing_steps(c, p);
	return r == 0 ? restart(g, now, p, e) : r;
}

int
plan_closing(struct planning *g, struct plan *p, struct err *e)
{
	struct closing c = { .g = g };
	struct kept kept = { .own = false };
	struct relay_level *l;
	struct facts now;
	unsigned rounds = 0;
	int r = refuse_others(g->facts, p);

	g->aim = AIM_NOTHING;
	facts_init(&now);
	l = &now.relaying.disk;
	if (r == 0)
		r = look(&c, &now, &kept, e);
	for (; r == 0 && relay_is_open(l->verdict) && rounds < MAX_ROUNDS;
	    rounds++) {
		r = one_round(&c, &now, &kept, e);
		if (r == 0)
			break;
		r = r > 0 ? 0 : r;
	}
	if (r == 0 && (relay_is_open(l->verdict) ||
	    l->verdict == RELAY_UNKNOWN))
		r = refuse(&c, l, p);
	else if (r == 0 && l->verdict >= RELAY_CLOSED)
		r = finish(&c, g, &now, p, e);
	kept_release(&kept);
	facts_release(&now);
	pool_release(&c.pool);
	return r;
}
