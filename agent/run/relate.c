/* Which starter a running process, and a listening socket, belongs to. */
#include "agent/run/relate.h"

#include <string.h>

#include "agent/base/name.h"
#include "agent/base/num.h"

static bool
same(const char *a, const char *b)
{
	return a != NULL && b != NULL && strcmp(a, b) == 0;
}

/* argv[0] by its last component: links and PATH may stand before it. */
static bool
same_words(const struct words *a, const struct words *b)
{
	size_t i;

	if (a->n == 0 || a->n != b->n ||
	    strcmp(name_of(a->v[0].text), name_of(b->v[0].text)) != 0)
		return false;
	for (i = 1; i < a->n; i++)
		if (a->v[i].gap != WORD_KNOWN || b->v[i].gap != WORD_KNOWN ||
		    strcmp(a->v[i].text, b->v[i].text) != 0)
			return false;
	return true;
}

/* A process that serves one connection came from its daemon. */
static bool
same_role(enum role process, enum role starter)
{
	if (process == ROLE_SESSION)
		return starter == ROLE_INETD;
	if (process == ROLE_DAEMON || process == ROLE_LOOPBACK_DAEMON)
		return starter == ROLE_DAEMON ||
		    starter == ROLE_LOOPBACK_DAEMON ||
		    starter == ROLE_UNKNOWN;
	return process != ROLE_UNKNOWN && process == starter;
}

/* sendmail keeps its words to itself, and some we do not know; but where
 * both are known and differ, the one did not come from the other. Other
 * programs start their daemon under another name. */
static bool
other_words(const struct process *p, const struct starter *s)
{
	size_t i;

	if (strcmp(p->mta, "sendmail") != 0 || p->words.n == 0 ||
	    s->words.n == 0 || p->role == ROLE_SESSION)
		return false;
	for (i = 0; i < p->words.n; i++)
		if (p->words.v[i].gap != WORD_KNOWN)
			return false;
	for (i = 0; i < s->words.n; i++)
		if (s->words.v[i].gap != WORD_KNOWN)
			return false;
	return !same_words(&p->words, &s->words);
}

enum likeness { UNLIKE, BY_ROLE, BY_ROLE_AT_BOOT, BY_UNIT, BY_WORDS,
	BY_UNIT_AND_ROLE };

static enum likeness
likeness(const struct process *p, const struct starter *s)
{
	bool role = same_role(p->role, s->role);

	if (!same(p->mta, s->mta))
		return UNLIKE;
	if (p->unit != NULL && s->unit != NULL && !same(p->unit, s->unit))
		return UNLIKE;
	if (same(p->unit, s->unit))
		return role ? BY_UNIT_AND_ROLE : BY_UNIT;
	if (same_words(&p->words, &s->words))
		return BY_WORDS;
	if (!role || other_words(p, s))
		return UNLIKE;
	return s->at_boot == TRI_YES ? BY_ROLE_AT_BOOT : BY_ROLE;
}

static void
relate_process(const struct facts *f, struct process *p)
{
	const struct starter *s, *best = NULL;
	enum likeness now, highest = UNLIKE;
	bool several = false;

	for (s = f->starters; s != NULL; s = s->next) {
		now = likeness(p, s);
		if (now == UNLIKE || now < highest)
			continue;
		several = now == highest;
		if (several)
			continue;
		highest = now;
		best = s;
	}
	/* Two that only have the role in common: nobody knows which. */
	if (best != NULL && !(several && highest <= BY_ROLE_AT_BOOT))
		p->starter = best->id;
}

static bool
serves_port(const struct starter *s, unsigned port)
{
	static const struct { const char *name; unsigned port; } names[] = {
		{ "smtp", 25 }, { "mail", 25 }, { "smtps", 465 },
		{ "ssmtp", 465 }, { "submissions", 465 }, { "urd", 465 },
		{ "submission", 587 },
	};
	const char *name;
	long long n;
	size_t i;

	if (s->listen == NULL)
		return false;
	name = strrchr(s->listen, ':');
	name = name == NULL ? s->listen : name + 1;
	if (num_parse(name, strlen(name), 1, 65535, &n) == 0)
		return (unsigned)n == port;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(names[i].name, name) == 0)
			return names[i].port == port;
	return false;
}

static void
relate_listener(const struct facts *f, struct listener *l)
{
	const struct process *p;
	const struct starter *s;

	if (l->holder == HOLDER_SUPER) {
		for (s = f->starters; s != NULL; s = s->next)
			if (s->at_boot != TRI_NO && serves_port(s, l->port)) {
				l->serves = s->id;
				return;
			}
		return;
	}
	for (p = f->processes; l->pid != 0 && p != NULL; p = p->next)
		if (p->pid == l->pid && p->starter != NULL) {
			l->serves = p->starter;
			return;
		}
}

/* A process without a likeness of its own is its parent's. */
static void
relate_child(const struct facts *f, struct process *p)
{
	const struct process *parent;

	for (parent = f->processes; parent != NULL; parent = parent->next)
		if (parent->pid == p->ppid && parent->starter != NULL &&
		    same(parent->mta, p->mta)) {
			p->starter = parent->starter;
			return;
		}
}

void
relate(struct facts *f)
{
	struct process *p;
	struct listener *l;

	for (p = f->processes; p != NULL; p = p->next)
		if (p->starter == NULL)
			relate_process(f, p);
	for (p = f->processes; p != NULL; p = p->next)
		if (p->starter == NULL)
			relate_child(f, p);
	for (l = f->listeners; l != NULL; l = l->next)
		if (l->serves == NULL)
			relate_listener(f, l);
}
