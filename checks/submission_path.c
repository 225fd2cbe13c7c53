/* Check: would mail that is submitted on this host leave it? */
#include "checks/all_checks.h"

#include <string.h>

#include "agent/model/smcf.h"
#include "checks/judge.h"
#include "checks/remedy.h"

/* Can the target be reached by this socket? A name may be any address of
 * this host; what is written as one of IPv4 or IPv6 is just that one. */
static enum tri
is_reached(const struct listener *l, const char *target, unsigned port)
{
	bool mapped = l->inet6 && l->address != NULL &&
	    strncmp(l->address, "::ffff:", 7) == 0;
	const char *own = mapped ? l->address + 7 : l->address;

	if (port != 0 ? l->port != port : l->port != 25 && l->port != 587)
		return TRI_NO;
	if (target == NULL || own == NULL)
		return TRI_YES;
	if (strchr(target, ':') == NULL && (*target < '0' || *target > '9'))
		return TRI_YES;
	if (strchr(target, ':') != NULL)
		return tri_of(l->inet6 && !mapped && (l->bound == BOUND_ANY ||
		    smcf_is_loopback(own) == smcf_is_loopback(target)));
	if (l->bound == BOUND_ANY && l->inet6 && !mapped && l->v6only_unseen)
		return TRI_UNKNOWN;
	if (l->bound == BOUND_ANY)
		return tri_of(!l->inet6 || mapped || !l->v6only);
	return tri_of((!l->inet6 || mapped) && strcmp(own, target) == 0);
}

/* Does anything listen on this way now? port 0: 25 or 587. */
static enum tri
is_listening(const struct facts *f, const char *target, unsigned port)
{
	const struct note *doubt = note_about(f->doubts, "listeners");
	const struct listener *l;
	const struct process *p;
	enum tri answer = TRI_NO, one;
	enum stance s;

	for (l = f->listeners; l != NULL; l = l->next) {
		one = is_reached(l, target, port);
		if (one == TRI_YES)
			return TRI_YES;
		if (one == TRI_UNKNOWN)
			answer = TRI_UNKNOWN;
	}
	for (p = f->processes; p != NULL && !f->sockets_seen; p = p->next) {
		s = stance_of_process(f, p);
		if (s == STANCE_EXPOSED || s == STANCE_LOOPBACK)
			return TRI_YES;
	}
	if (doubt == NULL && !f->sockets_seen)
		doubt = note_about(f->doubts, "processes");
	return doubt != NULL ? TRI_UNKNOWN : answer;
}

/* The one whose mail would be stranded: the MSP, or a client. */
struct user {
	const char *who;	/* "fetchmail" */
	const char *target;	/* or NULL */
	unsigned port;		/* 0: not known */
	const struct place *at;	/* or NULL */
};

static enum tri
is_served(const struct facts *f, const struct user *u, struct user *worst,
    enum tri answer)
{
	enum tri now = is_listening(f, u->target, u->port);

	if (now == TRI_YES || (answer == TRI_NO) ||
	    (answer == TRI_UNKNOWN && now == TRI_UNKNOWN))
		return answer;
	*worst = *u;
	return now;
}

/* Does everyone who speaks to this host's listener find it now? The first
 * who does not is the one to be named; without such, the first of all. */
static enum tri
all_served(const struct facts *f, struct user *ret)
{
	const struct submission *s = &f->submission;
	struct user u = { .who = "mail submitted on this host",
		.target = s->target };
	enum tri answer = TRI_YES;
	const struct client *c;

	if (!s->needs_listener)
		u = (struct user){ .who = s->clients.v[0] };
	*ret = u;
	if (s->needs_listener || f->clients == NULL)
		answer = is_served(f, &u, ret, answer);
	for (c = f->clients; c != NULL; c = c->next) {
		u = (struct user){ .who = c->name, .port = c->port,
			.at = c->at.path != NULL && c->user == NULL ?
			    &c->at : NULL };	/* homes are private */
		/* A connection has found its way; where it comes from is
		 * not where it goes. */
		if (c->remote || c->kind == CLIENT_CONNECTED)
			continue;
		if (c->kind == CLIENT_FETCHMAIL)
			u.target = c->address;
		answer = is_served(f, &u, ret, answer);
	}
	return answer;
}

/* What runs was looked at, or should have been. */
static bool
is_live(const struct facts *f)
{
	return f->running_seen || f->sockets_seen ||
	    note_about(f->doubts, "listeners") != NULL ||
	    note_about(f->doubts, "processes") != NULL;
}

/* YES, NO, or UNKNOWN where something may start that may listen. */
static enum tri
will_listen(const struct facts *f)
{
	enum tri answer = TRI_NO;
	const struct starter *s;
	enum stance st;

	if (note_about(f->doubts, "boot") != NULL)
		answer = TRI_UNKNOWN;
	for (s = f->starters; s != NULL; s = s->next) {
		st = stance_of_starter(s);
		if (s->at_boot == TRI_NO || st == STANCE_RUNNER ||
		    st == STANCE_NONE)
			continue;
		if (s->at_boot == TRI_YES && st != STANCE_UNKNOWN)
			return TRI_YES;
		answer = TRI_UNKNOWN;
	}
	return answer;
}

/* Messages in the client queue: -1 where that is not known. */
static long
waiting(const struct facts *f)
{
	const struct queue *q;
	long n = -1;

	for (q = f->queues; q != NULL; q = q->next)
		if (q->msp && q->messages >= 0)
			n = (n < 0 ? 0 : n) + q->messages;
	return n;
}

static void
say_stranded(const struct facts *f, const struct policy *p,
    struct findings *fs, struct finding *n, const struct user *u,
    const char *when)
{
	const char *target = u->target, *many = "", *hub;
	long m = waiting(f);

	if (m > 0)
		many = pool_printf(&fs->pool, "; %ld message%s wait%s in the "
		    "client queue", m, m == 1 ? "" : "s", m == 1 ? "s" : "");
	if (u->at != NULL)
		finding_evidence(fs, n, u->at, 0);
	finding_say(fs, n, VERDICT_WARN, "%s goes to port %u of this host"
	    "%s%s%s and is stranded: nothing %s%s", u->who,
	    u->port != 0 ? u->port : 25, target != NULL ? " (" : "",
	    target != NULL ? target : "",
	    target != NULL ? ")" : "", when, many != NULL ? many : "");
	hub = remedy_hub(&fs->pool, p);
	if (hub != NULL)
		n->remedy = pool_printf(&fs->pool, "point submit.cf at a mail "
		    "hub: %s\nor in sendmail.cf: O DaemonPortOptions="
		    "Name=MTA,Port=smtp,Addr=127.0.0.1", hub);
}

static bool
has_sendmail(const struct facts *f)
{
	const struct mta *m;

	for (m = f->mtas; m != NULL; m = m->next)
		if (is_sendmail(m->kind))
			return true;
	return false;
}

/* The answer where nothing on this host speaks to its own listener. */
static void
say_path(const struct facts *f, struct findings *fs, struct finding *n)
{
	const struct submission *s = &f->submission;

	if (s->path == NULL && has_sendmail(f))
		finding_say(fs, n, VERDICT_UNKNOWN,
		    "cannot tell how mail submitted on this host leaves it");
	else if (s->path == NULL)
		finding_say(fs, n, VERDICT_NOT_APPLICABLE,
		    "no mail program takes mail from users of this host");
	else if (strcmp(s->path, "none") == 0)
		finding_say(fs, n, VERDICT_PASS,
		    "mail cannot be submitted on this host");
	else if (s->target != NULL)
		finding_say(fs, n, VERDICT_PASS,
		    "mail submitted on this host goes to %s", s->target);
	else
		finding_say(fs, n, VERDICT_PASS,
		    "mail submitted on this host needs no listener");
}

static void
evaluate(const struct facts *f, const struct policy *p, struct findings *fs,
    struct finding *n)
{
	const struct submission *s = &f->submission;
	const struct note *doubt = note_about(f->doubts, "submission");
	enum tri boot = will_listen(f), now = TRI_NO;
	struct user u;

	if (listener_needed(f))
		now = all_served(f, &u);
	if (s->at.path != NULL)
		finding_evidence(fs, n, &s->at, 0);
	if (!listener_needed(f) && doubt != NULL)
		finding_say(fs, n, VERDICT_UNKNOWN, "cannot tell how mail "
		    "submitted on this host leaves it: %s", doubt->reason);
	else if (!listener_needed(f))
		say_path(f, fs, n);
	else if (is_live(f) && now == TRI_NO)
		say_stranded(f, p, fs, n, &u, "listens there");
	else if (boot == TRI_NO)
		say_stranded(f, p, fs, n, &u, "will listen there after "
		    "the next boot");
	else if (is_live(f) && now == TRI_UNKNOWN)
		finding_say(fs, n, VERDICT_UNKNOWN, "mail submitted on this "
		    "host goes to its own port 25, and whether anything "
		    "listens there is not clear");
	else if (boot == TRI_UNKNOWN)
		finding_say(fs, n, VERDICT_UNKNOWN, "mail submitted on this "
		    "host goes to its own port 25, and whether anything will "
		    "listen there after the next boot is not clear");
	else
		finding_say(fs, n, VERDICT_PASS, "mail submitted on this host "
		    "goes to its own listener");
	if (n->verdict != VERDICT_PASS)
		evidence_doubts(fs, n, f, "submission");
}

const struct check check_submission_path = {
	.name = "submission-path",
	.title = "mail submitted on this host finds its way out",
	.explain = "From sendmail 8.12 on, a program that sends mail hands it "
	    "to the MSP, which delivers it to the host named in submit.cf: by "
	    "default this host's own port 25. Where nothing listens there, "
	    "such mail stays in /var/spool/clientmqueue.\n\n"
	    "It warns where that is so now, or will be after the next boot, "
	    "and says how many messages wait. Other programs that were seen "
	    "to speak to the listener count as the MSP does: fetchmail without "
	    "an mda, programs that are connected now, and those that the "
	    "mail log of seven days tells of.",
	.severity = SEVERITY_MEDIUM,
	.evaluate = evaluate,
};
