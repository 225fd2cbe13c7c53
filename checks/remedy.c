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

/* The socket unit that starts it; NULL: none. */
static const char *
socket_of(const struct starter *s)
{
	const struct place *b;
	size_t len;

	for (b = s->because; b != NULL; b = b->next) {
		len = b->path != NULL ? strlen(b->path) : 0;
		if (len > 8 && strcmp(b->path + len - 7, ".socket") == 0)
			return strrchr(b->path, '/') != NULL ?
			    strrchr(b->path, '/') + 1 : b->path;
	}
	return NULL;
}

static const struct remedy_row *
find_row(const struct facts *f, const struct starter *s, enum aim aim)
{
	const char *mechanism = s->activation == ACTIVATION_SOCKET &&
	    socket_of(s) != NULL ? "socket" : s->mechanism;
	const struct remedy_row *r;

	for (r = remedy_rows; r->text != NULL; r++) {
		if (!fits(r->mta, s->mta) || !fits(r->platform, f->platform) ||
		    !fits(r->init, f->init) || !fits(r->mechanism, mechanism))
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

/* A name in a command that somebody will copy: as it is where a shell takes
 * it so, else in quotes. A NUL where it would break the line. */
static void
add_name(struct buf *b, const char *name)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+@:,=";
	const char *p;

	for (p = name; *p != '\0'; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f || *p == '\'')
			buf_addc(b, '\0');
	if (name[strspn(name, plain)] == '\0')
		buf_adds(b, name);
	else
		buf_addf(b, "'%s'", name);
}

static void
add_place(struct buf *b, const struct place *at)
{
	add_name(b, at->path != NULL ? at->path : "?");
	if (at->line > 0)
		buf_addf(b, " line %u", at->line);
}

/* One {name}; false when it is none. */
static bool
expand(struct buf *b, const char *name, size_t len, const struct starter *s)
{
	const char *colon = s->listen != NULL ? strrchr(s->listen, ':') : NULL;

#define IS(word) (len == sizeof(word) - 1 && memcmp(name, word, len) == 0)
	if (IS("path"))
		add_name(b, s->at.path != NULL ? s->at.path : "?");
	else if (IS("line"))
		buf_addf(b, "%u", s->at.line);
	else if (IS("unit"))
		add_name(b, s->unit);
	else if (IS("socket"))
		add_name(b, socket_of(s) != NULL ? socket_of(s) : "?");
	else if (IS("port"))
		add_name(b, colon != NULL ? colon + 1 :
		    s->listen != NULL ? s->listen : "25");
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
		return "D{MTAHost}[HUB]";
	if (hub[0] == '[')
		return pool_printf(pool, "D{MTAHost}%s", hub);
	return pool_printf(pool, "D{MTAHost}[%s]", hub);
}

/* How many other hosts were seen to hand mail in; each counts once. */
static unsigned long
remote_clients(const struct facts *f)
{
	const struct client *c, *before;
	unsigned long n = 0;

	for (c = f->clients; c != NULL; c = c->next) {
		if (!c->remote)
			continue;
		for (before = f->clients; before != c; before = before->next)
			if (before->remote &&
			    strcmp(before->name, c->name) == 0)
				break;
		n += before == c;
	}
	return n;
}

/*
 * What must be done about mail before the listener or the queue runner goes
 * (DESIGN, "Never lose mail"; unix.md 0.2). The loopback listener itself is
 * the usual way, and then nothing is stranded. taken: it goes all the same.
 */
static void
add_first(struct buf *b, const struct facts *f, const char *hub,
    enum aim aim, bool taken)
{
	const unsigned long others = remote_clients(f);
	const struct queue *q;

	/* Loopback is out of their reach too. */
	if (others > 0)
		buf_addf(b, "first see to it that the mail of other hosts goes "
		    "elsewhere: %lu of them hand%s theirs in here\n", others,
		    others == 1 ? "s" : "");
	if ((aim == AIM_OFF || taken) && f->submission.needs_listener) {
		buf_addf(b, "first point submit.cf at a mail hub (%s): "
		    "without a listener mail from this host stays in the "
		    "client queue\n", hub);
	}
	if ((aim == AIM_OFF || taken) && f->submission.clients.n > 0)
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

/* Trailing line ends go. NULL where it cannot be said in lines. */
static const char *
finish(struct pool *pool, struct buf *b)
{
	const char *text = NULL;

	while (b->len > 0 && b->p[b->len - 1] == '\n')
		b->len--;
	if (!b->failed && b->len > 0 && memchr(b->p, '\0', b->len) == NULL)
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
	bool taken;

	hub = remedy_hub(pool, p);
	if (r == NULL || hub == NULL)
		return NULL;
	/* An inetd without addresses in its lines cannot do less. */
	taken = aim == AIM_LOOPBACK && r->aim == AIM_NOTHING &&
	    r->mechanism != NULL && strcmp(r->mechanism, "inetd") == 0;
	add_first(&b, f, hub, aim, taken);
	expand_text(&b, r->text, s);
	buf_addc(&b, '\n');
	if (!taken)
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

/* The unit is the MTA's own: not cron's, sshd's or a login's, which must go
 * on when what was started from there is stopped. */
static bool
is_own_unit(const char *unit, const char *mta)
{
	static const char suffix[] = ".service";
	size_t len = unit != NULL ? strlen(unit) : 0;

	if (mta != NULL && strcmp(mta, "opensmtpd") == 0)
		mta = "smtpd";
	return mta != NULL && len > sizeof(suffix) &&
	    strcmp(unit + len - (sizeof(suffix) - 1), suffix) == 0 &&
	    strstr(unit, mta) != NULL;
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
	add_first(&b, f, hub, aim, false);
	/* A loopback listener has to come into its place. */
	if (aim == AIM_LOOPBACK && is_sendmail(mta))
		buf_adds(&b, "in sendmail.cf: O DaemonPortOptions=Name=MTA,"
		    "Port=smtp,Addr=127.0.0.1\n");
	if (is_own_unit(unit, mta) && f->init != NULL &&
	    strcmp(f->init, "systemd") == 0) {
		buf_adds(&b, aim == AIM_LOOPBACK ? "systemctl restart " :
		    "systemctl stop ");
		add_name(&b, unit);
		buf_addc(&b, '\n');
	} else if (f->platform != NULL && strcmp(f->platform, "aix") == 0 &&
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

/* It may serve more than mail: a container engine, a super-server that is
 * not known. Whoever runs it has to say. */
static const char *
remedy_stranger(struct pool *pool, const struct listener *l)
{
	return pool_printf(pool, "find out what started pid %ld%s%s%s, and "
	    "stop it there", (long)l->pid, l->unit != NULL ? " (" : "",
	    l->unit != NULL ? l->unit : "", l->unit != NULL ? ")" : "");
}

const char *
remedy_listener(struct pool *pool, const struct facts *f,
    const struct policy *p, const struct listener *l)
{
	const struct starter *s = starter_behind(f, l->serves, l->mta);

	if (s != NULL && s->at_boot != TRI_NO)
		return remedy_starter(pool, f, p, s);
	if (l->holder == HOLDER_SUPER || l->pid == 0)
		return NULL;
	if (l->mta == NULL || !is_sendmail(l->mta))
		return remedy_stranger(pool, l);
	return remedy_stop(pool, f, p, l->mta, (long)l->pid, l->unit);
}
