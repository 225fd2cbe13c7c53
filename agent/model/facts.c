/* The facts of one host: lists in one pool. */
#include "agent/model/facts.h"

#include <assert.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void
facts_init(struct facts *f)
{
	*f = (struct facts){ .live = false };
	f->mtas_end = &f->mtas;
	f->starters_end = &f->starters;
	f->processes_end = &f->processes;
	f->listeners_end = &f->listeners;
	f->queues_end = &f->queues;
	f->clients_end = &f->clients;
	f->recipients_end = &f->recipients;
	f->submission.delivered = -1;
	f->unseen_end = &f->unseen;
	f->doubts_end = &f->doubts;
}

void
facts_release(struct facts *f)
{
	pool_release(&f->pool);
	facts_init(f);
}

/* Each list ends in a pointer to its last `next`. */
#define APPEND(facts, list, element) do {				\
	*(facts)->list##_end = (element);				\
	(facts)->list##_end = &(element)->next;				\
} while (0)

struct mta *
facts_mta(struct facts *f)
{
	struct mta *m = pool_alloc(&f->pool, sizeof(*m));

	if (m != NULL)
		APPEND(f, mtas, m);
	return m;
}

struct starter *
facts_starter(struct facts *f)
{
	struct starter *s = pool_alloc(&f->pool, sizeof(*s));

	if (s == NULL)
		return NULL;
	s->id = pool_printf(&f->pool, "s%u", f->n_starters + 1);
	if (s->id == NULL)
		return NULL;
	f->n_starters++;
	s->queue_interval = -1;
	APPEND(f, starters, s);
	return s;
}

struct process *
facts_process(struct facts *f)
{
	struct process *p = pool_alloc(&f->pool, sizeof(*p));

	if (p == NULL)
		return NULL;
	p->uid = -1;
	p->queue_interval = -1;
	APPEND(f, processes, p);
	return p;
}

struct listener *
facts_listener(struct facts *f)
{
	struct listener *l = pool_alloc(&f->pool, sizeof(*l));

	if (l != NULL)
		APPEND(f, listeners, l);
	return l;
}

struct queue *
facts_queue(struct facts *f)
{
	struct queue *q = pool_alloc(&f->pool, sizeof(*q));

	if (q == NULL)
		return NULL;
	q->messages = -1;
	APPEND(f, queues, q);
	return q;
}

struct client *
facts_client(struct facts *f)
{
	struct client *c = pool_alloc(&f->pool, sizeof(*c));

	if (c != NULL)
		APPEND(f, clients, c);
	return c;
}

int
facts_client_done(struct facts *f, const struct client *c)
{
	struct strv *names = &f->submission.clients;
	size_t i;

	if (f->pool.failed || c->name == NULL)
		return -ENOMEM;
	if (c->remote)
		return 0;
	for (i = 0; i < names->n; i++)
		if (strcmp(names->v[i], c->name) == 0)
			return 0;
	return strv_push(&f->pool, names, c->name);
}

int
facts_recipient(struct facts *f, const struct recipient *r)
{
	struct recipient *new;

	if (f->n_recipients >= FACTS_MAX_RECIPIENTS) {
		if (facts_doubt(f, "recipients", NULL, 0, "this host has more "
		    "than %d recipients: the others were not looked at",
		    FACTS_MAX_RECIPIENTS) < 0)
			return -ENOMEM;
		return -E2BIG;
	}
	new = pool_alloc(&f->pool, sizeof(*new));
	if (new == NULL)
		return -ENOMEM;
	new->kind = r->kind;
	new->name = pool_strdup(&f->pool, r->name);
	new->target = pool_strdup(&f->pool, r->target);
	new->end = r->end;
	new->at.path = pool_strdup(&f->pool, r->at.path);
	new->at.line = r->at.line;
	new->at.text = pool_strdup(&f->pool, r->at.text);
	if (f->pool.failed)
		return -ENOMEM;
	APPEND(f, recipients, new);
	f->n_recipients++;
	return 0;
}

static bool
same(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* Append to a list of notes unless it says the same already. */
static int
note_add(struct pool *p, struct note **list, struct note ***end,
    const struct note *what)
{
	struct note *n;

	for (n = *list; n != NULL; n = n->next)
		if (strcmp(n->about, what->about) == 0 &&
		    same(n->at.path, what->at.path) &&
		    n->at.line == what->at.line &&
		    same(n->reason, what->reason))
			return 0;
	n = pool_alloc(p, sizeof(*n));
	if (n == NULL)
		return -ENOMEM;
	n->about = pool_strdup(p, what->about);
	n->at.path = pool_strdup(p, what->at.path);
	n->at.line = what->at.line;
	n->reason = pool_strdup(p, what->reason);
	**end = n;
	*end = &n->next;
	return p->failed ? -ENOMEM : 0;
}

int
facts_unseen(struct facts *f, const char *about, const char *fmt, ...)
{
	char text[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	return note_add(&f->pool, &f->unseen, &f->unseen_end,
	    &(struct note){ .about = about, .reason = text });
}

int
facts_doubt(struct facts *f, const char *about, const char *path,
    unsigned line, const char *fmt, ...)
{
	char text[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	return note_add(&f->pool, &f->doubts, &f->doubts_end,
	    &(struct note){ .about = about, .reason = text,
	    .at = { .path = path, .line = line } });
}

int
place_add(struct pool *p, struct place **list, const char *path,
    unsigned line, const char *text)
{
	struct place *new;

	for (; *list != NULL; list = &(*list)->next)
		if ((*list)->line == line && same((*list)->path, path))
			return 0;
	new = pool_alloc(p, sizeof(*new));
	if (new == NULL)
		return -ENOMEM;
	new->path = pool_strdup(p, path);
	new->line = line;
	new->text = pool_strdup(p, text);
	if (new->path == NULL || (text != NULL && new->text == NULL))
		return -ENOMEM;
	*list = new;
	return 0;
}

int
places_add(struct pool *pool, struct place **list, const struct place *p)
{
	int r = 0;

	for (; p != NULL && r == 0; p = p->next)
		r = place_add(pool, list, p->path, p->line, p->text);
	return r;
}

int
facts_request(struct facts *f, const struct request *q)
{
	struct request **at = &f->requests, *new;
	const struct place *p;
	int r = 0;

	while (*at != NULL && strcmp((*at)->unit, q->unit) != 0)
		at = &(*at)->next;
	if (*at != NULL && ((*at)->at_boot == q->at_boot ||
	    (*at)->at_boot == TRI_YES))
		return 0;
	new = *at;
	if (new == NULL)
		new = pool_alloc(&f->pool, sizeof(*new));
	if (new == NULL)
		return -ENOMEM;
	new->unit = pool_strdup(&f->pool, q->unit);
	new->at_boot = q->at_boot;
	new->reason = pool_strdup(&f->pool, q->reason);
	for (p = q->because; p != NULL && r == 0; p = p->next)
		r = place_add(&f->pool, &new->because, p->path, p->line,
		    p->text);
	*at = new;
	f->n_requests++;
	return r < 0 || f->pool.failed ? -ENOMEM : 0;
}

const char *
activation_name(enum activation a)
{
	static const char *const names[] = {
		[ACTIVATION_BOOT] = "boot",
		[ACTIVATION_INETD] = "inetd",
		[ACTIVATION_SOCKET] = "socket",
		[ACTIVATION_CRON] = "cron",
		[ACTIVATION_ON_DEMAND] = "on-demand",
	};

	assert((size_t)a < sizeof(names) / sizeof(names[0]));
	return names[a];
}

const char *
bound_name(enum bound b)
{
	static const char *const names[] = {
		[BOUND_UNKNOWN] = "unknown",
		[BOUND_LOOPBACK] = "loopback",
		[BOUND_LINK] = "link",
		[BOUND_ADDRESS] = "address",
		[BOUND_ANY] = "any",
	};

	assert((size_t)b < sizeof(names) / sizeof(names[0]));
	return names[b];
}

const char *
client_kind_name(enum client_kind k)
{
	static const char *const names[] = {
		[CLIENT_FETCHMAIL] = "fetchmail",
		[CLIENT_CONNECTED] = "connected",
		[CLIENT_LOGGED] = "logged",
		[CLIENT_FILTER] = "filter",
	};

	assert((size_t)k < sizeof(names) / sizeof(names[0]));
	return names[k];
}

const char *
recipient_kind_name(enum recipient_kind k)
{
	static const char *const names[] = {
		[RECIPIENT_CRON] = "cron",
		[RECIPIENT_ALIAS] = "alias",
		[RECIPIENT_FORWARD] = "forward",
		[RECIPIENT_LIST] = "list",
		[RECIPIENT_MAILBOX] = "mailbox",
		[RECIPIENT_DOMAIN] = "domain",
		[RECIPIENT_RELAYED] = "relayed",
	};

	assert((size_t)k < sizeof(names) / sizeof(names[0]));
	return names[k];
}

const char *
mail_end_name(enum mail_end e)
{
	static const char *const names[] = {
		[MAIL_END_UNKNOWN] = "unknown",
		[MAIL_END_LOCAL] = "local",
		[MAIL_END_AWAY] = "away",
		[MAIL_END_PROGRAM] = "program",
		[MAIL_END_FILE] = "file",
		[MAIL_END_NOWHERE] = "nowhere",
	};

	assert((size_t)e < sizeof(names) / sizeof(names[0]));
	return names[e];
}
