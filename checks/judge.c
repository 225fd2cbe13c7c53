/* The table of verdicts, and what of the facts goes into it. */
#include "checks/judge.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/*
 * DESIGN, "The verdict, exactly". NEED stands for "pass where local mail
 * needs it, else warn". MODE_OBSERVE is judged as queue-only.
 */
#define NEED VERDICT_NOT_APPLICABLE

static const enum verdict table[][STANCE_NONE + 1] = {
	[MODE_DISABLED] = {
		[STANCE_UNKNOWN] = VERDICT_UNKNOWN,
		[STANCE_EXPOSED] = VERDICT_FAIL,
		[STANCE_LOOPBACK] = VERDICT_FAIL,
		[STANCE_RUNNER] = VERDICT_FAIL,
		[STANCE_NONE] = VERDICT_PASS,
	},
	[MODE_QUEUE_ONLY] = {
		[STANCE_UNKNOWN] = VERDICT_UNKNOWN,
		[STANCE_EXPOSED] = VERDICT_FAIL,
		[STANCE_LOOPBACK] = NEED,
		[STANCE_RUNNER] = VERDICT_PASS,
		[STANCE_NONE] = VERDICT_PASS,
	},
	[MODE_LOCAL_ONLY] = {
		[STANCE_UNKNOWN] = VERDICT_UNKNOWN,
		[STANCE_EXPOSED] = VERDICT_FAIL,
		[STANCE_LOOPBACK] = VERDICT_PASS,
		[STANCE_RUNNER] = VERDICT_PASS,
		[STANCE_NONE] = VERDICT_PASS,
	},
	/* Exposed: judge_server() has the answer. */
	[MODE_SERVER] = {
		[STANCE_UNKNOWN] = VERDICT_UNKNOWN,
		[STANCE_EXPOSED] = VERDICT_UNKNOWN,
		[STANCE_LOOPBACK] = VERDICT_PASS,
		[STANCE_RUNNER] = VERDICT_PASS,
		[STANCE_NONE] = VERDICT_PASS,
	},
};

enum verdict
judge(enum mode mode, enum stance stance, bool needed)
{
	enum verdict v;

	if (mode == MODE_OBSERVE)
		mode = MODE_QUEUE_ONLY;
	assert((size_t)mode < sizeof(table) / sizeof(table[0]));
	assert(stance <= STANCE_NONE);
	v = table[mode][stance];
	if (v == NEED)
		v = needed ? VERDICT_PASS : VERDICT_WARN;
	return v;
}

enum verdict
judge_start(enum mode mode, enum stance stance, bool needed, enum tri starts)
{
	enum verdict v;

	if (starts == TRI_NO)
		return VERDICT_PASS;
	v = judge(mode, stance, needed);
	if (starts == TRI_UNKNOWN && v != VERDICT_PASS)
		return VERDICT_UNKNOWN;
	return v;
}

enum stance
stance_of_starter(const struct starter *s)
{
	switch (s->role) {
	case ROLE_DAEMON:
		return STANCE_EXPOSED;
	case ROLE_INETD:
		return s->loopback ? STANCE_LOOPBACK : STANCE_EXPOSED;
	case ROLE_LOOPBACK_DAEMON:
		return STANCE_LOOPBACK;
	case ROLE_QUEUE_RUNNER:
	case ROLE_SUBMISSION_RUNNER:
		return STANCE_RUNNER;
	case ROLE_UNKNOWN:
		return STANCE_UNKNOWN;
	default:
		return STANCE_NONE;
	}
}

/* Every socket of this process was seen, there are some, and all of them
 * are on loopback. */
static bool
seen_on_loopback(const struct facts *f, const struct process *p)
{
	const struct listener *l;
	bool any = false;

	if (!f->sockets_seen || note_about(f->doubts, "listeners") != NULL)
		return false;
	for (l = f->listeners; l != NULL; l = l->next) {
		if (l->pid != p->pid)
			continue;
		if (l->bound != BOUND_LOOPBACK)
			return false;
		any = true;
	}
	return any;
}

/* Its descriptors could not be read, and every socket beyond loopback has
 * another holder: its own may be on loopback, or on a port nobody asks for. */
static bool
may_be_on_loopback(const struct facts *f, const struct process *p)
{
	const struct listener *l;

	if (p->exe != NULL || !f->sockets_seen)
		return false;
	for (l = f->listeners; l != NULL; l = l->next)
		if (l->bound != BOUND_LOOPBACK &&
		    (l->pid == 0 || l->pid == p->pid))
			return false;
	return true;
}

enum stance
stance_of_process(const struct facts *f, const struct process *p)
{
	switch (p->role) {
	case ROLE_DAEMON:
		if (seen_on_loopback(f, p))
			return STANCE_LOOPBACK;
		return may_be_on_loopback(f, p) ? STANCE_UNKNOWN :
		    STANCE_EXPOSED;
	case ROLE_LOOPBACK_DAEMON:
		return STANCE_LOOPBACK;
	case ROLE_QUEUE_RUNNER:
	case ROLE_SUBMISSION_RUNNER:
		return STANCE_RUNNER;
	case ROLE_UNKNOWN:
		return STANCE_UNKNOWN;
	default:
		return STANCE_NONE;
	}
}

enum stance
stance_of_listener(const struct listener *l)
{
	switch (l->bound) {
	case BOUND_UNKNOWN:
		return STANCE_UNKNOWN;
	case BOUND_LOOPBACK:
		return STANCE_LOOPBACK;
	default:
		return STANCE_EXPOSED;
	}
}

bool
listener_needed(const struct facts *f)
{
	return f->submission.needs_listener || f->submission.clients.n > 0;
}

bool
is_sendmail(const char *mta)
{
	return mta != NULL && strcmp(mta, "sendmail") == 0;
}

const struct note *
note_about(const struct note *n, const char *about)
{
	for (; n != NULL; n = n->next)
		if (strcmp(n->about, about) == 0)
			return n;
	return NULL;
}

const char *
place_words(struct pool *p, const struct place *at)
{
	if (at->path == NULL)
		return at->text != NULL ? at->text : "?";
	if (at->line == 0)
		return at->path;
	return pool_printf(p, "%s line %u", at->path, at->line);
}

void
evidence_starter(struct findings *fs, struct finding *n,
    const struct starter *s)
{
	const struct place *b;

	finding_evidence(fs, n, &s->at, 0);
	for (b = s->because; b != NULL; b = b->next)
		finding_evidence(fs, n, b, 1);
}

void
evidence_process(struct findings *fs, struct finding *n,
    const struct process *p)
{
	const char *what = p->command;

	if (what == NULL)
		what = p->title != NULL ? p->title :
		    p->exe != NULL ? p->exe : "?";
	finding_evidence(fs, n, &(struct place){
	    .text = pool_printf(&fs->pool, "pid %ld %s%s%s%s", (long)p->pid,
	    what, p->unit != NULL ? " (" : "",
	    p->unit != NULL ? p->unit : "", p->unit != NULL ? ")" : "") }, 0);
}

const char *
listener_words(struct pool *p, const struct listener *l)
{
	const char *address = l->address != NULL ? l->address : "?";
	bool scope = l->interface != NULL && strchr(address, '%') == NULL;

	return pool_printf(p, "%s%s%s%s%s:%u", l->inet6 ? "[" : "", address,
	    scope ? "%" : "", scope ? l->interface : "",
	    l->inet6 ? "]" : "", l->port);
}

void
evidence_listener(struct findings *fs, struct finding *n,
    const struct listener *l)
{
	const char *where = listener_words(&fs->pool, l);
	const char *who = l->exe != NULL ? l->exe :
	    l->unit != NULL ? l->unit : l->mta;
	const char *text;

	if (where == NULL)
		return;
	if (l->pid != 0)
		text = pool_printf(&fs->pool, "%s pid %ld%s%s", where,
		    (long)l->pid, who != NULL ? " " : "",
		    who != NULL ? who : "");
	else
		text = pool_printf(&fs->pool, "%s %s", where,
		    who != NULL ? who : "held by a process that was not seen");
	finding_evidence(fs, n, &(struct place){ .text = text }, 0);
}

void
evidence_doubts(struct findings *fs, struct finding *n,
    const struct facts *f, const char *about)
{
	const struct note *d;
	struct place at;

	for (d = f->doubts; d != NULL; d = d->next) {
		if (strcmp(d->about, about) != 0)
			continue;
		at = d->at;
		at.text = d->reason;
		finding_evidence(fs, n, &at, 0);
	}
}

/* EXPOSED before UNKNOWN before LOOPBACK: the widest of what takes mail over
 * the network by these rules, now or after the next boot. */
static enum stance
widest(enum stance a, enum stance b)
{
	static const int weight[] = {
		[STANCE_UNKNOWN] = 3, [STANCE_EXPOSED] = 4,
		[STANCE_LOOPBACK] = 2, [STANCE_RUNNER] = 1,
		[STANCE_NONE] = 1,
	};

	return weight[a] >= weight[b] ? a : b;
}

enum stance
stance_of_sendmail(const struct facts *f)
{
	enum stance reach = STANCE_NONE;
	const struct starter *s;
	const struct process *p;

	if (note_about(f->doubts, "boot") != NULL ||
	    note_about(f->doubts, "processes") != NULL ||
	    note_about(f->doubts, "listeners") != NULL)
		reach = STANCE_UNKNOWN;
	for (s = f->starters; s != NULL; s = s->next)
		if (is_sendmail(s->mta) && s->at_boot != TRI_NO)
			reach = widest(reach, stance_of_starter(s));
	for (p = f->processes; p != NULL; p = p->next)
		if (is_sendmail(p->mta))
			reach = widest(reach, stance_of_process(f, p));
	return reach == STANCE_RUNNER ? STANCE_NONE : reach;
}

enum verdict
judge_server(const struct facts *f, const char *mta, bool running)
{
	const struct relaying *r = &f->relaying;
	/* What a super-server runs reads its rules anew each time. */
	const enum relay v = running && r->running.verdict != RELAY_ABSENT ?
	    r->running.verdict : r->disk.verdict;

	if (!is_sendmail(mta) || v == RELAY_ABSENT || v == RELAY_UNKNOWN)
		return VERDICT_UNKNOWN;
	if (relay_is_open(v))
		return VERDICT_FAIL;
	return note_about(f->doubts, "relay") != NULL ? VERDICT_UNKNOWN :
	    VERDICT_PASS;
}
