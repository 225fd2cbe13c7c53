/* Makes a plan: recipes are tried, and the first that proves itself wins. */
#include "agent/run/make_plan.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

#include "agent/run/closing.h"
#include "agent/run/plan_parts.h"
#include "agent/run/plan_proof.h"
#include "agent/run/was.h"
#include "checks/judge.h"
#include "platforms/platform.h"

/* More ways to edit one starter are not tried. */
#define MAX_TURNS 32

static bool
is_refused(const struct plan *p)
{
	const struct refusal *n;

	for (n = p->refusals; n != NULL; n = n->next)
		if (!n->forcible)
			return true;
	return false;
}

/* The edits of one choice. 1, 0: does not fit; -errno. */
static int
edit_one(const struct planning *g, const struct choice *c, struct plan *p,
    struct err *e)
{
	struct edit_job j = {
		.host = g->host,
		.facts = g->facts,
		.starter = c->starter,
		.policy = g->policy,
		.recipe = c->recipe,
		.aim = g->aim,
		.turn = c->turn,
		.plan = p,
		.was = was_read,
	};
	int r = c->recipe->edit(&j, e);

	if (r > 0 && c->recipe->also != NULL)
		r = c->recipe->also(&j, e);
	return r;
}

/* All file steps that were chosen so far, and this one more. */
static int
build(struct planning *g, const struct choice *more, struct plan *p,
    struct err *e)
{
	unsigned i;
	int r = 1;

	if (g->hub)
		r = plan_mail_path(g, p, e);
	for (i = 0; r > 0 && i < g->n; i++)
		r = edit_one(g, &g->choices[i], p, e);
	if (r > 0 && more != NULL)
		r = edit_one(g, more, p, e);
	if (r > 0 && plan_seal(p) < 0)
		r = -ENOMEM;
	return r;
}

/* 1: proved, and *after is what the boot would start then; 0: no. */
static int
prove(struct planning *g, const struct facts *before, const struct choice *c,
    struct facts *after, const char **flaw, struct err *e)
{
	struct facts seen;
	struct plan p;
	int r;

	plan_init(&p);
	facts_init(&seen);
	r = build(g, c, &p, e);
	if (r > 0) {
		r = proof_gather(g->host, &p, UINT_MAX, &seen, NULL);
		if (r == 0) {
			*flaw = proof_flaw(before, &seen,
			    g->policy, g->aim);
			r = *flaw == NULL;
		} else if (r != -ENOMEM) {
			r = 0;
		}
	}
	plan_release(&p);
	if (r > 0) {
		facts_release(after);
		*after = seen;
		return 1;
	}
	facts_release(&seen);
	return r;
}

/* Try all recipes for one starter. 1: one was chosen. */
static int
choose(struct planning *g, const struct starter *s, struct facts *now,
    const char **flaw, struct err *e)
{
	const struct recipe *rc;
	struct choice c = { .starter = s };
	int r = 0, edited;

	if (g->n == MAX_CHOICES)
		return 0;
	for (rc = recipes; r == 0 && rc->edit != NULL; rc++) {
		if (!recipe_fits(rc, g->facts, s, g->aim))
			continue;
		c.recipe = rc;
		for (c.turn = 0; r == 0 && c.turn < MAX_TURNS; c.turn++) {
			struct plan p;

			plan_init(&p);
			edited = edit_one(g, &c, &p, e);
			plan_release(&p);
			if (edited <= 0) {
				r = edited;
				break;
			}
			r = prove(g, now, &c, now, flaw, e);
			if (r > 0) {
				g->choices[g->n++] = c;
				return 1;
			}
		}
	}
	return r;
}

/* The starter, as it would be now; NULL: it is gone, or switched off. */
static bool
still_offends(const struct planning *g, const struct facts *now,
    const struct starter *s)
{
	const struct starter *t;

	for (t = now->starters; t != NULL; t = t->next)
		if (proof_offends(t, g->policy, g->aim) && t->mta != NULL &&
		    s->mta != NULL && strcmp(t->mta, s->mta) == 0 &&
		    strcmp(t->mechanism, s->mechanism) == 0)
			return true;
	return false;
}

static bool
has_plans(const char *mta)
{
	return is_sendmail(mta) ||
	    (mta != NULL && (strcmp(mta, "postfix") == 0 ||
	    strcmp(mta, "exim") == 0));
}

static int
refuse_starter(struct plan *p, const struct starter *s, const char *flaw)
{
	if (!has_plans(s->mta))
		return plan_refuse(p, s->at.path, s->at.line, false,
		    "%s would be started, and there are no plans for it yet",
		    s->mta != NULL ? s->mta : "a mail program");
	if (s->at_boot == TRI_UNKNOWN || s->role == ROLE_UNKNOWN)
		return plan_refuse(p, s->at.path, s->at.line, false,
		    "what it starts is not known for certain: %s",
		    s->reason != NULL ? s->reason : "its words are not known");
	return plan_refuse(p, s->at.path, s->at.line, false,
	    "no way was found to turn this down: %s", flaw != NULL ? flaw :
	    "no edit is known for it");
}

/* What is known of where this system keeps it, at least from documents? */
static bool
is_documented(const struct facts *f, const struct starter *s)
{
	const struct platform *os = f->platform == NULL ? NULL :
	    platform_find(f->platform);
	const struct entry *en;

	if (os == NULL)
		return false;
	for (en = os->entries; en->mech != NULL; en++)
		if (en->evidence >= EVIDENCE_DOCUMENTED &&
		    strcmp(en->mech->name, s->mechanism) == 0)
			return true;
	/* A command that others hand on has their mechanism's evidence. */
	for (en = os->entries; en->mech != NULL; en++)
		if (strcmp(en->mech->name, s->mechanism) == 0)
			return false;
	return true;
}

static int
check_evidence(const struct planning *g, struct plan *p)
{
	const struct starter *s;
	unsigned i;

	for (i = 0; i < g->n && !g->policy->unproven; i++) {
		s = g->choices[i].starter;
		if (!is_documented(g->facts, s))
			return plan_refuse(p, s->at.path, s->at.line, false,
			    "how this system reads it is not proved: "
			    "[enforce] unproven = yes in the policy allows "
			    "the plan");
	}
	return 0;
}

/* Choose for all that offend. 0; refusals where one stays. */
static int
choose_all(struct planning *g, struct facts *now, struct plan *p,
    struct err *e)
{
	const struct starter *s;
	const char *flaw = NULL;
	int r = 0;

	for (s = g->facts->starters; r >= 0 && s != NULL; s = s->next) {
		if (!proof_offends(s, g->policy, g->aim) ||
		    !still_offends(g, now, s))
			continue;
		flaw = NULL;
		r = has_plans(s->mta) ? choose(g, s, now, &flaw, e) : 0;
		if (r == 0)
			r = refuse_starter(p, s, flaw);
	}
	if (r >= 0 && !is_refused(p))
		for (s = now->starters; r >= 0 && s != NULL; s = s->next)
			if (proof_offends(s, g->policy, g->aim))
				r = refuse_starter(p, s, NULL);
	return r < 0 ? r : 0;
}

static bool
all_queues_run(const struct facts *f)
{
	const bool msp = f->submission.path != NULL &&
	    strcmp(f->submission.path, "msp") == 0;

	return proof_runs_queue(f, false) &&
	    (!msp || proof_runs_queue(f, true));
}

/* A listener without -q goes: something has to run the queues then. 0, with
 * a refusal where cron would not. */
static int
add_runner(struct planning *g, struct facts *now, struct plan *p,
    struct err *e)
{
	struct choice c = { .recipe = &recipe_runner };
	struct facts seen;
	struct plan trial;
	unsigned i;
	int r;

	/* The others run their queue without a listener too, or cannot. */
	for (i = 0; i < g->n && c.starter == NULL; i++)
		if (is_sendmail(g->choices[i].starter->mta))
			c.starter = g->choices[i].starter;
	if (g->aim != AIM_QUEUE || c.starter == NULL ||
	    g->n == MAX_CHOICES || all_queues_run(now))
		return 0;
	plan_init(&trial);
	facts_init(&seen);
	r = build(g, &c, &trial, e);
	if (r > 0 && (r = proof_gather(g->host, &trial, UINT_MAX, &seen,
	    e)) == 0)
		r = all_queues_run(&seen) && proof_count(&seen, g->policy,
		    g->aim) == 0;
	plan_release(&trial);
	if (r > 0) {
		g->choices[g->n++] = c;
		facts_release(now);
		*now = seen;
		return 0;
	}
	facts_release(&seen);
	return r < 0 ? r : plan_refuse(p, c.starter->at.path,
	    c.starter->at.line, false, "without it nothing would run the "
	    "queue, and no way was found to have cron do it");
}

/* What the boot does must be known before it can be changed. */
static int
refuse_doubts(const struct facts *f, struct plan *p)
{
	const struct note *d = note_about(f->doubts, "boot");

	if (d == NULL)
		return 0;
	return plan_refuse(p, d->at.path, d->at.line, false,
	    "what the boot does is not known for certain: %s", d->reason);
}

static int
plan_boot(struct planning *g, struct plan *p, struct err *e)
{
	struct facts now, gone;
	struct plan none;
	int r;

	plan_init(&none);
	facts_init(&now);
	facts_init(&gone);
	/* The same look without an edit, so that like is held to like. */
	r = proof_gather(g->host, &none, 0, &now, e);
	if (r == 0)
		r = choose_all(g, &now, p, e);
	if (r == 0 && !is_refused(p))
		r = add_runner(g, &now, p, e);
	if (r == 0)
		r = check_evidence(g, p);
	if (r == 0 && !is_refused(p))
		r = build(g, NULL, p, e) < 0 ? -ENOMEM : 0;
	if (r == 0 && !is_refused(p) && p->first != NULL)
		r = plan_mail_ends(g, &now, p);
	if (r == 0 && !is_refused(p))
		r = plan_service(g, &now, p, e);
	facts_release(&now);
	facts_release(&gone);
	plan_release(&none);
	return r;
}

/* What may start, or relay, is granted by the policy for now. */
static bool
is_exempt(const struct findings *fs, enum mode mode)
{
	const char *check = mode == MODE_SERVER ? "relay-open" :
	    "sendmail-daemon-boot";
	const struct finding *n;

	for (n = fs->first; n != NULL; n = n->next)
		if (n->verdict == VERDICT_EXEMPT &&
		    strcmp(n->check, check) == 0)
			return true;
	return false;
}

int
make_plan(const struct host *h, const struct facts *f,
    const struct findings *findings, const struct policy *policy,
    const struct hub_ask *ask, struct plan *p, struct err *e)
{
	struct planning g = { .host = h, .facts = f, .policy = policy,
	    .ask = ask };
	int r;

	p->wanted = p->mode = policy->mode;
	if (policy->mode == MODE_OBSERVE || is_exempt(findings,
	    policy->mode))
		return 0;
	r = refuse_doubts(f, p);
	if (r == 0 && !is_refused(p) && policy->mode == MODE_SERVER)
		r = plan_closing(&g, p, e);
	else if (r == 0 && !is_refused(p))
		r = plan_mail_aim(&g, p, e);
	if (r == 0 && !is_refused(p) && policy->mode != MODE_SERVER)
		r = plan_boot(&g, p, e);
	if (r == -ENOMEM)
		return err_set(e, ENOMEM, "out of memory");
	return r;
}
