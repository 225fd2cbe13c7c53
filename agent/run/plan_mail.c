/* No mail lost: what the listener's clients and local mail need of a plan. */
#include <errno.h>
#include <string.h>

#include "agent/base/name.h"
#include "agent/model/smcf.h"
#include "agent/run/exim_mail.h"
#include "agent/run/plan_parts.h"
#include "agent/run/plan_proof.h"
#include "agent/run/was.h"
#include "checks/judge.h"

/* Something listens at boot, or now. */
static bool
has_listener(const struct facts *f, const struct policy *policy)
{
	const struct starter *s;

	for (s = f->starters; s != NULL; s = s->next)
		if (proof_offends(s, policy, AIM_QUEUE))
			return true;
	return f->listeners != NULL;
}

/* Whose letters the hub must take: root's, and of all whose cron jobs may
 * write to them; more than this are not asked about. */
#define MAX_ASKED 16

static int
ask_one(struct planning *g, const char *user, struct err *why)
{
	const char *hub = g->policy->smart_host, *name = g->facts->name;
	struct pool p = { .blocks = NULL };
	const char *from, *to;
	int r = -ENOMEM;

	if (name == NULL || name[0] == '\0')
		return err_set(why, EINVAL, "this host has no name"), 0;
	from = pool_printf(&p, "root@%s", name);
	to = strchr(user, '@') != NULL ? user :
	    pool_printf(&p, "%s@%s", user, name);
	if (from != NULL && to != NULL)
		r = g->ask->ask(g->ask, hub, from, to, why);
	pool_release(&p);
	return r;
}

static int
ask_all(struct planning *g, struct err *why)
{
	const struct recipient *n, *o;
	unsigned asked = 1;
	int r = ask_one(g, "root", why);

	if (r > 0 && g->policy->canary != NULL)
		r = ask_one(g, g->policy->canary, why);
	for (n = g->facts->recipients; r > 0 && n != NULL &&
	    asked < MAX_ASKED; n = n->next) {
		if (n->kind != RECIPIENT_CRON || n->name == NULL ||
		    strcmp(n->name, "root") == 0)
			continue;
		for (o = g->facts->recipients; o != n; o = o->next)
			if (o->kind == RECIPIENT_CRON && o->name != NULL &&
			    strcmp(o->name, n->name) == 0)
				break;
		if (o != n)
			continue;
		asked++;
		r = ask_one(g, n->name, why);
	}
	return r;
}

/* The hub has to take the mail before anything is pointed to it. */
static int
ask_hub(struct planning *g, struct plan *p)
{
	struct err why = { .code = 0 };
	int r = g->ask == NULL ? 0 : ask_all(g, &why);

	if (r > 0) {
		g->hub = true;
		return 0;
	}
	if (r == -ENOMEM)
		return r;
	return plan_refuse(p, NULL, 0, false, "%s; without a mail hub that "
	    "takes it, mail of this host would wait in the client queue "
	    "(mode local-only needs none)", why.text[0] != '\0' ? why.text :
	    "the mail hub was not asked whether it takes mail of this host");
}

/* Others can reach a listener, so that taking it away is felt. */
static bool
is_exposed(const struct facts *f, const struct policy *policy)
{
	const struct starter *s;
	const struct listener *l;

	for (s = f->starters; s != NULL; s = s->next)
		if (proof_offends(s, policy, AIM_LOOPBACK))
			return true;
	for (l = f->listeners; l != NULL; l = l->next)
		if (l->bound != BOUND_LOOPBACK)
			return true;
	return false;
}

/* Mail that others send here: names that this host takes mail for, and
 * letters from outside that the log saw put into mailboxes. A stranger who
 * connects is no reason, that is what is to end. */
static int
refuse_arriving(const struct facts *f, const struct policy *policy,
    struct plan *p)
{
	const struct recipient *n;
	const struct client *c;
	int r = 0;

	if (!is_exposed(f, policy))
		return 0;
	for (n = f->recipients; r == 0 && n != NULL; n = n->next)
		if (n->kind == RECIPIENT_DOMAIN ||
		    n->kind == RECIPIENT_RELAYED)
			r = plan_refuse(p, n->at.path, n->at.line, true,
			    "this host takes mail for %s from others, which "
			    "would not arrive any more", n->name);
	for (c = f->clients; r == 0 && c != NULL; c = c->next)
		if (c->remote && c->kind == CLIENT_LOGGED &&
		    f->submission.delivered > 0)
			return plan_refuse(p, c->at.path, c->at.line, true,
			    "mail from other hosts arrives here (%s, %lu in "
			    "the log), and %ld letters were put into "
			    "mailboxes", c->name != NULL ? c->name :
			    c->address, c->messages, f->submission.delivered);
	return r;
}

static int
refuse_queues(const struct facts *f, struct plan *p)
{
	const struct queue *q;
	int r = 0;

	for (q = f->queues; r == 0 && q != NULL; q = q->next)
		if (q->messages > 0)
			r = plan_refuse(p, q->path, 0, true, "%ld message%s "
			    "here would not be delivered any more: first run "
			    "sendmail %s-q", q->messages,
			    q->messages == 1 ? "" : "s", q->msp ? "-Ac " : "");
	return r;
}

/* Without its daemons another MTA keeps what it is given: sendmail(1) of
 * Postfix puts it where only pickup(8) looks, Exim tries once. */
static bool
would_keep(const struct facts *f, const char *mta)
{
	const struct mta *m;

	if (mta == NULL || (strcmp(mta, "postfix") != 0 &&
	    strcmp(mta, "exim") != 0))
		return false;
	for (m = f->mtas; m != NULL; m = m->next)
		if (strcmp(m->kind, mta) == 0 && m->path != NULL &&
		    strcmp(name_of(m->path), "sendmail") == 0)
			return true;
	return f->submission.path != NULL &&
	    strcmp(f->submission.path, "other") == 0;
}

static int
refuse_stranded(const struct facts *f, struct plan *p)
{
	const struct starter *s;

	for (s = f->starters; s != NULL; s = s->next)
		if (s->at_boot != TRI_NO && would_keep(f, s->mta))
			return plan_refuse(p, s->at.path, s->at.line, true,
			    "without %s mail that programs of this host hand "
			    "to sendmail would stay in its queue: use mode "
			    "queue-only", s->mta);
	return 0;
}

static int
aim_disabled(struct planning *g, struct plan *p)
{
	const struct facts *f = g->facts;
	size_t i;
	int r = 0;

	g->aim = AIM_OFF;
	if (!has_listener(f, g->policy))
		return refuse_queues(f, p);
	if (f->submission.needs_listener && g->policy->smart_host != NULL)
		r = ask_hub(g, p);
	else if (f->submission.needs_listener)
		r = plan_refuse(p, f->submission.at.path,
		    f->submission.at.line, true, "without a listener mail "
		    "from this host would stay in the client queue: name a "
		    "smart-host in [relay], or use mode local-only");
	for (i = 0; r == 0 && i < f->submission.clients.n; i++)
		r = plan_refuse(p, NULL, 0, true, "%s speaks to the listener "
		    "of this host: use mode local-only",
		    f->submission.clients.v[i]);
	if (r == 0)
		r = refuse_stranded(f, p);
	return r == 0 ? refuse_queues(f, p) : r;
}

int
plan_mail_aim(struct planning *g, struct plan *p, struct err *e)
{
	const struct facts *f = g->facts;
	int r = refuse_arriving(f, g->policy, p);

	if (r == 0)
		r = exim_mail_refuse(g->host, f,
		    g->policy->mode == MODE_DISABLED, p);
	if (r < 0)
		return r;
	switch (g->policy->mode) {
	case MODE_DISABLED:
		return aim_disabled(g, p);
	case MODE_LOCAL_ONLY:
		g->aim = AIM_LOOPBACK;
		return 0;
	default:
		break;
	}
	g->aim = AIM_QUEUE;
	if (!has_listener(f, g->policy) || !listener_needed(f))
		return 0;
	if (f->submission.clients.n == 0 && g->policy->smart_host != NULL)
		return ask_hub(g, p);
	g->aim = AIM_LOOPBACK;
	p->mode = MODE_LOCAL_ONLY;
	return 0;
}

static int
edit_file(struct planning *g, struct plan *p, const char *path, size_t from,
    size_t to, const char *with, const char *why, struct err *e)
{
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	struct was was;
	int r = was_read(&g->host->root, path, &was, &b, e);

	if (r == 0)
		r = plan_edit(p, PHASE_PATH, path, &was, b.p == NULL ? "" :
		    b.p, b.len, from, to, with, why, e);
	buf_release(&b);
	return r;
}

/* "[hub]" as FEATURE(`msp') and D{MTAHost} write it: no MX is looked up. */
static const char *
in_brackets(struct pool *pool, const char *hub)
{
	return hub[0] == '[' ? hub : pool_printf(pool, "[%s]", hub);
}

/* The last D{MTAHost} line, which decides (sendmail's submit.mc). */
static bool
find_macro(const char *t, size_t len, const char *mark, size_t *from,
    size_t *to)
{
	const size_t n = strlen(mark);
	const char *at = t, *end = t + len, *lf;
	bool found = false;

	for (; at < end; at = lf + 1) {
		lf = memchr(at, '\n', (size_t)(end - at));
		if (lf == NULL)
			lf = end;
		if ((size_t)(lf - at) < n || memcmp(at, mark, n) != 0)
			continue;
		*from = (size_t)(at - t) + n;
		*to = (size_t)(lf - t);
		while (*to > *from && (t[*to - 1] == '\r' ||
		    t[*to - 1] == ' ' || t[*to - 1] == '\t'))
			(*to)--;
		found = true;
	}
	return found;
}

/* FEATURE(`msp', `[127.0.0.1]')dnl: the argument, quotes around it not. */
static bool
find_feature(const char *t, size_t len, size_t *from, size_t *to)
{
	static const char mark[] = "FEATURE(`msp'";
	size_t at, end;

	if (!find_macro(t, len, mark, &at, &end))
		return false;
	*from = at;
	while (*from < end && t[*from] != '`' && t[*from] != ')')
		(*from)++;
	if (*from == end)
		return false;
	if (t[*from] == ')') {		/* the default: localhost */
		*to = *from;
		return true;
	}
	for (*to = ++*from; *to < end && t[*to] != '\''; (*to)++)
		;
	return *to < end;
}

static int
point_mc(struct planning *g, struct plan *p, const char *cf, const char *hub,
    struct err *e)
{
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	char *mc = pool_strdup(&p->pool, cf);
	size_t len = strlen(cf), from, to;
	const char *with = hub;
	int r = 0;

	if (mc == NULL)
		return -ENOMEM;
	if (len < 3 || strcmp(mc + len - 3, ".cf") != 0)
		return 0;
	mc[len - 2] = 'm';
	mc[len - 1] = 'c';
	if (root_is_file(&g->host->root, mc) &&
	    root_read(&g->host->root, mc, &b, NULL, NULL) == 0 &&
	    b.len > 0 && find_feature(b.p, b.len, &from, &to)) {
		if (from == to && b.p[from] == ')')
			with = pool_printf(&p->pool, ", `%s'", hub);
		r = with == NULL ? -ENOMEM : edit_file(g, p, mc, from, to,
		    with, "where submit.cf is made from", e);
	}
	buf_release(&b);
	return r;
}

int
plan_mail_path(struct planning *g, struct plan *p, struct err *e)
{
	const struct submission *s = &g->facts->submission;
	const char *hub = in_brackets(&p->pool, g->policy->smart_host);
	struct buf b = BUF_INIT(ROOT_MAX_FILE), real = BUF_INIT(65536);
	size_t from, to;
	int r = -ENOENT;

	if (hub == NULL)
		return -ENOMEM;
	if (s->at.path != NULL)
		r = root_resolve(&g->host->root, s->at.path, &real);
	if (r == 0)
		r = root_read(&g->host->root, real.p, &b, NULL, e);
	if (r == 0 && (b.len == 0 || !find_macro(b.p, b.len, "D{MTAHost}",
	    &from, &to)))
		r = -ENOENT;
	if (r == 0)
		r = point_mc(g, p, real.p, hub, e);
	if (r == 0)
		r = edit_file(g, p, real.p, from, to, hub,
		    "mail of this host goes to the mail hub", e);
	buf_release(&b);
	buf_release(&real);
	return r == 0 ? 1 : r == -ENOMEM ? r : 0;
}
