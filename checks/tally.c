/* Weighs what runs, what would start and what listens, one by one. */
#include "checks/tally.h"

#include <string.h>

#include "checks/remedy.h"

/* More than this many different remedies are left to the next run. */
#define MAX_REMEDIES 8

static bool
counts(const char *mta, enum whose whose)
{
	return whose == WHOSE_ALL ||
	    is_sendmail(mta) == (whose == WHOSE_SENDMAIL);
}

/* A socket without a known MTA behind it is nobody's but all's. */
static bool
holds(const struct listener *l, enum whose whose)
{
	return counts(l->mta, whose) &&
	    (whose != WHOSE_OTHER || l->mta != NULL);
}

/* That nothing needs a listener is not known while it could not be seen how
 * mail leaves the host. */
static enum verdict
settled(const struct facts *f, enum stance stance, enum verdict v)
{
	return stance == STANCE_LOOPBACK && v == VERDICT_WARN &&
	    !listener_needed(f) && note_about(f->doubts, "submission") !=
	    NULL ? VERDICT_UNKNOWN : v;
}

static bool
is_server(const struct policy *p, enum stance stance)
{
	return p->mode == MODE_SERVER && stance == STANCE_EXPOSED;
}

static enum verdict
starter_verdict(const struct facts *f, const struct policy *p,
    const struct starter *s)
{
	const enum stance stance = stance_of_starter(s);
	enum verdict v;

	if (s->role == ROLE_DAEMON && policy_allows_all(p, &s->exposed))
		return VERDICT_PASS;
	if (is_server(p, stance) && s->at_boot != TRI_NO) {
		v = judge_server(f, s->mta, false);
		return v == VERDICT_FAIL && s->at_boot == TRI_UNKNOWN ?
		    VERDICT_UNKNOWN : v;
	}
	return settled(f, stance, judge_start(p->mode, stance,
	    listener_needed(f), s->at_boot));
}

/* All sockets of this daemon beyond loopback were seen, there are some, and
 * the policy names each. */
static bool
sockets_allowed(const struct facts *f, const struct policy *policy,
    const struct process *p)
{
	const struct listener *l;
	bool any = false;

	if (!f->sockets_seen || note_about(f->doubts, "listeners") != NULL)
		return false;
	for (l = f->listeners; l != NULL; l = l->next) {
		if (l->pid != p->pid || l->bound == BOUND_LOOPBACK)
			continue;
		if (!policy_allows(policy, l->address, l->port))
			return false;
		any = true;
	}
	return any;
}

static enum verdict
process_verdict(const struct facts *f, const struct policy *policy,
    const struct process *p)
{
	enum stance stance = stance_of_process(f, p);

	if (p->role == ROLE_DAEMON && sockets_allowed(f, policy, p))
		return VERDICT_PASS;
	if (is_server(policy, stance))
		return judge_server(f, p->mta, true);
	/* A daemon, wherever it listens. */
	if (stance == STANCE_UNKNOWN && p->role == ROLE_DAEMON &&
	    policy->mode == MODE_DISABLED)
		stance = STANCE_LOOPBACK;
	return settled(f, stance, judge(policy->mode, stance,
	    listener_needed(f)));
}

/* What a super-server holds is the mail of the starter that it runs. */
static const char *
served_by(const struct facts *f, const struct listener *l)
{
	const struct starter *s;

	for (s = f->starters; l->mta == NULL && l->serves != NULL &&
	    s != NULL; s = s->next)
		if (strcmp(s->id, l->serves) == 0)
			return s->mta;
	return l->mta;
}

static enum verdict
listener_verdict(const struct facts *f, const struct policy *p,
    const struct listener *l)
{
	const enum stance stance = stance_of_listener(l);

	if (policy_allows(p, l->address, l->port))
		return VERDICT_PASS;
	if (is_server(p, stance))
		return judge_server(f, served_by(f, l), true);
	return settled(f, stance, judge(p->mode, stance,
	    listener_needed(f)));
}

/* True when v is worse than all before: the caller then notes the element.
 * Elements that pass are noted while there is nothing worse and nothing yet
 * that does anything. */
static bool
tally_add(struct tally *t, enum verdict v, enum stance stance)
{
	bool worse = verdict_worse(t->worst, v) != t->worst;
	bool first = v == VERDICT_PASS && t->worst == VERDICT_PASS &&
	    t->stance == STANCE_NONE && stance != STANCE_NONE;

	if (worse || first) {
		*t = (struct tally){ .worst = v, .stance = stance,
		    .behind_firewall = true };
		return true;
	}
	if (v == t->worst && stance != STANCE_NONE)
		t->others++;
	return false;
}

static const struct tally empty = { .worst = VERDICT_PASS,
	.stance = STANCE_NONE };

void
tally_starters(struct tally *t, const struct facts *f,
    const struct policy *p, enum whose whose)
{
	const struct starter *s;

	*t = empty;
	for (s = f->starters; s != NULL; s = s->next)
		if (s->at_boot != TRI_NO && counts(s->mta, whose) &&
		    tally_add(t, starter_verdict(f, p, s),
		    stance_of_starter(s)))
			t->starter = s;
}

void
tally_processes(struct tally *t, const struct facts *f,
    const struct policy *p, enum whose whose)
{
	const struct process *pr;

	*t = empty;
	for (pr = f->processes; pr != NULL; pr = pr->next)
		if (counts(pr->mta, whose) &&
		    tally_add(t, process_verdict(f, p, pr),
		    stance_of_process(f, pr)))
			t->process = pr;
}

void
tally_listeners(struct tally *t, const struct facts *f,
    const struct policy *p, enum whose whose)
{
	const struct listener *l;
	enum verdict v;

	*t = empty;
	for (l = f->listeners; l != NULL; l = l->next) {
		if (!holds(l, whose))
			continue;
		v = listener_verdict(f, p, l);
		if (tally_add(t, v, stance_of_listener(l)))
			t->listener = l;
		if (v == t->worst && l->firewalled != TRI_YES)
			t->behind_firewall = false;
	}
}

/* The order in which evidence is shown. */
static const enum verdict shown[] = { VERDICT_FAIL, VERDICT_UNKNOWN,
	VERDICT_WARN };

#define N_SHOWN (sizeof(shown) / sizeof(shown[0]))

void
tally_evidence_starters(struct findings *fs, struct finding *n,
    const struct facts *f, const struct policy *p, enum whose whose)
{
	const struct starter *s;
	size_t i;

	for (i = 0; i < N_SHOWN; i++)
		for (s = f->starters; s != NULL; s = s->next)
			if (counts(s->mta, whose) &&
			    starter_verdict(f, p, s) == shown[i])
				evidence_starter(fs, n, s);
}

void
tally_evidence_processes(struct findings *fs, struct finding *n,
    const struct facts *f, const struct policy *p, enum whose whose)
{
	const struct process *pr;
	size_t i;

	for (i = 0; i < N_SHOWN; i++)
		for (pr = f->processes; pr != NULL; pr = pr->next)
			if (counts(pr->mta, whose) &&
			    process_verdict(f, p, pr) == shown[i])
				evidence_process(fs, n, pr);
}

void
tally_evidence_listeners(struct findings *fs, struct finding *n,
    const struct facts *f, const struct policy *p, enum whose whose)
{
	const struct listener *l;
	size_t i;

	for (i = 0; i < N_SHOWN; i++)
		for (l = f->listeners; l != NULL; l = l->next)
			if (holds(l, whose) &&
			    listener_verdict(f, p, l) == shown[i])
				evidence_listener(fs, n, l);
}

struct remedies {
	const char *seen[MAX_REMEDIES];
	unsigned n;
	const char *text;		/* all of them, one below the other */
};

static void
add_remedy(struct pool *p, struct remedies *r, const char *text)
{
	unsigned i;

	if (text == NULL || r->n == MAX_REMEDIES)
		return;
	for (i = 0; i < r->n; i++)
		if (strcmp(r->seen[i], text) == 0)
			return;
	r->seen[r->n++] = text;
	r->text = r->text == NULL ? text :
	    pool_printf(p, "%s\n%s", r->text, text);
}

const char *
tally_remedy(struct findings *fs, const struct tally *t,
    const struct facts *f, const struct policy *p, enum whose whose)
{
	struct remedies all = { .text = NULL };
	const struct starter *s = t->starter;
	const struct process *pr = t->process;
	const struct listener *l = t->listener;
	struct pool *pool = &fs->pool;

	for (; s != NULL; s = s->next)
		if (counts(s->mta, whose) &&
		    starter_verdict(f, p, s) == t->worst)
			add_remedy(pool, &all, remedy_starter(pool, f, p, s));
	for (; pr != NULL; pr = pr->next)
		if (counts(pr->mta, whose) &&
		    process_verdict(f, p, pr) == t->worst)
			add_remedy(pool, &all, remedy_process(pool, f, p, pr));
	for (; l != NULL; l = l->next)
		if (holds(l, whose) && listener_verdict(f, p, l) == t->worst)
			add_remedy(pool, &all, remedy_listener(pool, f, p, l));
	return all.text;
}

/* What a starter would do, as "%s ..." with the name of the MTA before. */
static const char *
would(const struct starter *s, enum stance stance)
{
	if (stance == STANCE_UNKNOWN)
		return "will be started at the next boot, as what is not clear";
	if (s->role == ROLE_INETD)
		return stance == STANCE_LOOPBACK ?
		    "will be run by the super-server on loopback" :
		    "will be run by the super-server for whoever connects";
	if (stance == STANCE_RUNNER)
		return "will run its queue after the next boot";
	if (stance == STANCE_LOOPBACK)
		return "will listen on loopback after the next boot";
	if (s->activation == ACTIVATION_SOCKET)
		return "will be started by a socket for whoever connects";
	if (s->activation == ACTIVATION_CRON)
		return "will be started as a daemon by cron";
	return "will start as a daemon at the next boot";
}

static const char *
starter_sentence(struct findings *fs, const struct tally *t)
{
	const struct starter *s = t->starter;
	const char *what = would(s, t->stance);
	const char *reason = s->reason;

	/* The switch, not the role, is what is unclear. */
	if (s->at_boot == TRI_UNKNOWN)
		return pool_printf(&fs->pool, "cannot tell whether %s %s: %s%s"
		    "%s%s", s->mta != NULL ? s->mta : "an MTA", what,
		    place_words(&fs->pool, &s->at), reason != NULL ? " (" : "",
		    reason != NULL ? reason : "", reason != NULL ? ")" : "");
	return pool_printf(&fs->pool, "%s %s: %s%s%s%s",
	    s->mta != NULL ? s->mta : "an MTA", what,
	    place_words(&fs->pool, &s->at), reason != NULL ? " (" : "",
	    reason != NULL ? reason : "", reason != NULL ? ")" : "");
}

static const char *
process_sentence(struct findings *fs, const struct tally *t)
{
	static const char *const does[] = {
		[STANCE_UNKNOWN] = "is running, as what is not clear",
		[STANCE_EXPOSED] = "is running as a daemon",
		[STANCE_LOOPBACK] = "is running as a daemon on loopback",
		[STANCE_RUNNER] = "is running its queue",
		[STANCE_NONE] = "is running",
	};
	const struct process *p = t->process;
	const char *r = p->reason;

	if (r == NULL && t->stance == STANCE_UNKNOWN && p->role == ROLE_DAEMON)
		r = "who holds the sockets cannot be seen without root";
	return pool_printf(&fs->pool, "%s %s: pid %ld%s%s%s",
	    p->mta != NULL ? p->mta : "an MTA", does[t->stance],
	    (long)p->pid, r != NULL ? " (" : "", r != NULL ? r : "",
	    r != NULL ? ")" : "");
}

static const char *
listener_sentence(struct findings *fs, const struct tally *t)
{
	const struct listener *l = t->listener;
	const char *who = l->mta;

	if (who == NULL && l->exe != NULL)
		who = strrchr(l->exe, '/') != NULL ?
		    strrchr(l->exe, '/') + 1 : l->exe;
	if (who == NULL)
		who = l->holder == HOLDER_SUPER ? "a super-server" :
		    "a process that was not seen";
	if (t->stance == STANCE_UNKNOWN)
		return pool_printf(&fs->pool, "cannot tell from where %s "
		    "can be reached on %s", who, listener_words(&fs->pool, l));
	return pool_printf(&fs->pool, "%s listens on %s, %s", who,
	    listener_words(&fs->pool, l), t->stance == STANCE_LOOPBACK ?
	    "reachable from this host only" : "reachable from other hosts");
}

/* Why it passes, or not, in mode server. */
static const char *
server_tail(const struct facts *f, const struct tally *t)
{
	const char *mta = t->starter != NULL ? t->starter->mta :
	    t->process != NULL ? t->process->mta :
	    t->listener != NULL ? served_by(f, t->listener) : NULL;

	if (t->worst == VERDICT_PASS && is_sendmail(mta) &&
	    judge_server(f, mta, t->starter == NULL) == VERDICT_PASS)
		return ", and does not relay for strangers";
	if (t->worst == VERDICT_PASS)
		return ", as the policy allows";
	if (t->worst == VERDICT_FAIL)
		return ", and relays for strangers";
	return is_sendmail(mta) ? "; whether it relays for strangers is not "
	    "known" : "; whether it relays for strangers was not evaluated";
}

const char *
tally_sentence(struct findings *fs, const struct tally *t,
    const struct facts *f, const struct policy *p)
{
	const char *text, *tail = "", *more = "";

	if (t->starter != NULL)
		text = starter_sentence(fs, t);
	else if (t->process != NULL)
		text = process_sentence(fs, t);
	else if (t->listener != NULL)
		text = listener_sentence(fs, t);
	else
		return NULL;
	if (t->others > 0)
		more = pool_printf(&fs->pool, ", and %u more", t->others);
	if (is_server(p, t->stance))
		tail = server_tail(f, t);
	else if (t->stance == STANCE_EXPOSED && t->worst == VERDICT_PASS)
		tail = ", as the policy allows";
	else if (t->stance == STANCE_LOOPBACK && t->worst == VERDICT_WARN)
		tail = "; nothing on this host was found to need it";
	else if (t->stance == STANCE_LOOPBACK && t->worst == VERDICT_UNKNOWN &&
	    !listener_needed(f))
		tail = "; whether anything needs it cannot be told";
	else if (t->stance == STANCE_LOOPBACK && t->worst == VERDICT_PASS &&
	    listener_needed(f))
		tail = "; local mail needs it";
	if (text == NULL || more == NULL)
		return NULL;
	return pool_printf(&fs->pool, "%s%s%s", text, more, tail);
}
