/* The exact command or edit that mends a finding. */
#include "checks/remedy.h"

#include <string.h>

#include "agent/base/buf.h"
#include "checks/remedy_rows.h"

/* Longer than any row with its places filled in. */
#define MAX_TEXT 16384

enum aim
aim_of(const struct facts *f, const struct policy *p)
{
	switch (p->mode) {
	case MODE_DISABLED:
		return AIM_OFF;
	case MODE_SERVER:
		return AIM_NOTHING;
	case MODE_LOCAL_ONLY:
		return AIM_LOOPBACK;
	default:
		return listener_needed(f) ? AIM_LOOPBACK : AIM_QUEUE;
	}
}

static bool
fits(const char *wanted, const char *got)
{
	return wanted == NULL || (got != NULL && strcmp(wanted, got) == 0);
}

static const struct remedy_row *
find_row(const struct facts *f, const struct starter *s, enum aim aim)
{
	const struct remedy_row *r;

	for (r = remedy_rows; r->text != NULL; r++) {
		if (!fits(r->mta, s->mta) || !fits(r->platform, f->platform) ||
		    !fits(r->init, f->init) || !fits(r->mechanism,
		    s->mechanism))
			continue;
		if (r->version != NULL && (f->version == NULL ||
		    strncmp(r->version, f->version, strlen(r->version)) != 0))
			continue;
		if (strstr(r->text, "{unit}") != NULL && s->unit == NULL)
			continue;
		if (r->aim == AIM_NOTHING || r->aim == aim)
			return r;
	}
	return NULL;
}

/* The line that holds the -b: an assignment, or the command itself. */
static const struct place *
where_of(const struct starter *s)
{
	const struct place *b;

	for (b = s->because; b != NULL; b = b->next)
		if (b->text != NULL && (strstr(b->text, "-bd") != NULL ||
		    strstr(b->text, "-bD") != NULL ||
		    strstr(b->text, "-bl") != NULL))
			return b;
	return &s->at;
}

static void
add_place(struct buf *b, const struct place *at)
{
	buf_adds(b, at->path != NULL ? at->path : "?");
	if (at->line > 0)
		buf_addf(b, " line %u", at->line);
}

/* One {name}; false when it is none. */
static bool
expand(struct buf *b, const char *name, size_t len, const struct starter *s)
{
	const char *path = s->at.path != NULL ? s->at.path : "?";
	const char *slash = strrchr(path, '/');

#define IS(word) (len == sizeof(word) - 1 && memcmp(name, word, len) == 0)
	if (IS("path"))
		buf_adds(b, path);
	else if (IS("line"))
		buf_addf(b, "%u", s->at.line);
	else if (IS("unit"))
		buf_adds(b, s->unit);
	else if (IS("dir"))
		buf_add(b, path, slash != NULL ? (size_t)(slash - path) : 0);
	else if (IS("base"))
		buf_adds(b, slash != NULL ? slash + 1 : path);
	else if (IS("where"))
		add_place(b, where_of(s));
	else
		return false;
	return true;
#undef IS
}

static void
expand_text(struct buf *b, const char *text, const struct starter *s)
{
	const char *end;

	for (; *text != '\0'; text++) {
		end = *text == '{' ? strchr(text, '}') : NULL;
		if (end != NULL &&
		    expand(b, text + 1, (size_t)(end - text - 1), s))
			text = end;
		else
			buf_addc(b, *text);
	}
}

const char *
remedy_hub(struct pool *pool, const struct policy *p)
{
	const char *hub = p->smart_host;

	if (hub == NULL)
		return "D{MTAHost}";
	if (hub[0] == '[')
		return pool_printf(pool, "D{MTAHost}%s", hub);
	return pool_printf(pool, "D{MTAHost}[%s]", hub);
}

/*
 * What must be done about mail before the listener or the queue runner goes
 * (DESIGN, "Never lose mail"; unix.md 0.2). The loopback listener itself is
 * the usual way, and then nothing is stranded.
 */
static void
add_first(struct buf *b, const struct facts *f, const char *hub,
    enum aim aim)
{
	const struct queue *q;

	if (aim == AIM_OFF && f->submission.needs_listener) {
		buf_addf(b, "first point submit.cf at a mail hub (%s): "
		    "without a listener mail from this host stays in the "
		    "client queue\n", hub);
	}
	if (aim == AIM_OFF && f->submission.clients.n > 0)
		buf_addf(b, "first give %s another way to send mail\n",
		    f->submission.clients.v[0]);
	for (q = f->queues; aim == AIM_OFF && q != NULL; q = q->next) {
		if (q->messages > 0) {
			buf_addf(b, "first deliver what waits in %s: "
			    "sendmail %s-q\n", q->path, q->msp ? "-Ac " : "");
		}
	}
}

/* Why this is not the plain queue-only edit. */
static void
add_why(struct buf *b, const struct facts *f, const struct policy *p,
    const char *hub, enum aim aim)
{
	if (aim != AIM_LOOPBACK || p->mode == MODE_LOCAL_ONLY ||
	    !f->submission.needs_listener)
		return;
	buf_addf(b, "(local mail needs a listener on loopback; to do without "
	    "it, point submit.cf at a mail hub first: %s)\n", hub);
}

/* Trailing line ends go. NULL where the buffer failed. */
static const char *
finish(struct pool *pool, struct buf *b)
{
	const char *text = NULL;

	while (b->len > 0 && b->p[b->len - 1] == '\n')
		b->len--;
	if (!b->failed && b->len > 0)
		text = pool_strndup(pool, b->p, b->len);
	else if (b->failed)
		pool->failed = true;
	buf_release(b);
	return text;
}

const char *
remedy_starter(struct pool *pool, const struct facts *f,
    const struct policy *p, const struct starter *s)
{
	enum aim aim = aim_of(f, p);
	const struct remedy_row *r = aim == AIM_NOTHING ? NULL :
	    find_row(f, s, aim);
	struct buf b = BUF_INIT(MAX_TEXT);
	const char *hub;

	hub = remedy_hub(pool, p);
	if (r == NULL || hub == NULL)
		return NULL;
	add_first(&b, f, hub, aim);
	expand_text(&b, r->text, s);
	buf_addc(&b, '\n');
	add_why(&b, f, p, hub, aim);
	return finish(pool, &b);
}

/* The starter of something that runs: by its id, or the only one of that
 * MTA that listens and is on at boot. */
static const struct starter *
starter_behind(const struct facts *f, const char *id, const char *mta)
{
	const struct starter *s;

	for (s = f->starters; id != NULL && s != NULL; s = s->next)
		if (strcmp(s->id, id) == 0)
			return s;
	for (s = f->starters; mta != NULL && s != NULL; s = s->next)
		if (s->at_boot != TRI_NO && s->mta != NULL &&
		    strcmp(s->mta, mta) == 0 &&
		    stance_of_starter(s) != STANCE_NONE &&
		    stance_of_starter(s) != STANCE_RUNNER)
			return s;
	return NULL;
}

/* Stops what nothing would start again. */
static const char *
remedy_stop(struct pool *pool, const struct facts *f, const struct policy *p,
    const char *mta, long pid, const char *unit)
{
	enum aim aim = aim_of(f, p);
	struct buf b = BUF_INIT(MAX_TEXT);
	const char *hub;

	hub = remedy_hub(pool, p);
	if (aim == AIM_NOTHING || hub == NULL)
		return NULL;
	add_first(&b, f, hub, aim);
	/* A loopback listener has to come into its place. */
	if (aim == AIM_LOOPBACK && is_sendmail(mta))
		buf_adds(&b, "in sendmail.cf: O DaemonPortOptions=Name=MTA,"
		    "Port=smtp,Addr=127.0.0.1\n");
	if (unit != NULL && f->init != NULL && strcmp(f->init, "systemd") == 0)
		buf_addf(&b, "systemctl %s %s\n", aim == AIM_LOOPBACK ?
		    "restart" : "stop", unit);
	else if (f->platform != NULL && strcmp(f->platform, "aix") == 0 &&
	    is_sendmail(mta))
		buf_addf(&b, "stopsrc -s sendmail, or kill %ld\n", pid);
	else if (pid > 0)
		buf_addf(&b, "kill %ld%s\n", pid, aim == AIM_LOOPBACK ?
		    ", then start it again" : "");
	add_why(&b, f, p, hub, aim);
	return finish(pool, &b);
}

const char *
remedy_process(struct pool *pool, const struct facts *f,
    const struct policy *p, const struct process *pr)
{
	const struct starter *s = starter_behind(f, pr->starter, pr->mta);

	/* A starter that is off already is no way to stop the process. */
	if (s != NULL && s->at_boot != TRI_NO)
		return remedy_starter(pool, f, p, s);
	return remedy_stop(pool, f, p, pr->mta, (long)pr->pid, pr->unit);
}

const char *
remedy_listener(struct pool *pool, const struct facts *f,
    const struct policy *p, const struct listener *l)
{
	const struct starter *s = starter_behind(f, l->serves, l->mta);

	if (s != NULL && s->at_boot != TRI_NO)
		return remedy_starter(pool, f, p, s);
	if (l->holder == HOLDER_SUPER || (l->pid == 0 && l->unit == NULL))
		return NULL;
	if (l->mta == NULL || !is_sendmail(l->mta))
		return l->unit != NULL ? pool_printf(pool,
		    "systemctl disable --now %s", l->unit) :
		    pool_printf(pool, "find out what started pid %ld, and stop "
		    "it there", (long)l->pid);
	return remedy_stop(pool, f, p, l->mta, (long)l->pid, l->unit);
}
