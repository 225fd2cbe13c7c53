/* Where mail of each client and recipient ends after a plan. */
#include <errno.h>
#include <string.h>

#include "agent/model/smcf.h"
#include "agent/run/plan_parts.h"
#include "agent/run/plan_proof.h"

/* More recipients than this are counted, not named. */
#define MAX_NAMED 200

static const char on_loopback[] = "the listener on loopback, as before";

static bool
is_path(const struct submission *s, const char *path)
{
	return s->path != NULL && strcmp(s->path, path) == 0;
}

/* Mail that the sendmail command takes on this host. */
static int
end_submitted(struct planning *g, const struct facts *after, struct plan *p)
{
	static const char who[] = "mail that programs of this host hand to "
	    "sendmail";
	const struct submission *s = &g->facts->submission;
	const bool msp = is_path(s, "msp");
	const char *later = proof_runs_queue(after, msp) ? "" :
	    "; what cannot go at once waits in the queue, which nothing runs";
	const char *where;

	if (g->hub)
		where = pool_printf(&p->pool, "%s, through %s%s",
		    g->policy->smart_host, s->at.path, later);
	else if (msp && s->needs_listener)
		where = g->aim == AIM_LOOPBACK ? on_loopback : NULL;
	else if (msp)
		where = pool_printf(&p->pool, "%s, as before%s",
		    s->target != NULL ? s->target : "where submit.cf says",
		    later);
	else if (is_path(s, "setuid"))
		where = pool_printf(&p->pool, "sendmail delivers it itself, "
		    "as before%s", later);
	else if (is_path(s, "other") && g->n > 0 && g->aim != AIM_OFF)
		where = pool_printf(&p->pool, "%s, as before",
		    g->choices[0].starter->mta);
	else
		return 0;
	return p->pool.failed ? -ENOMEM : plan_end(p, who, where);
}

/* A program that speaks to the listener. Loopback serves it only where it
 * asks for loopback, not for another address of this host. */
static int
end_client(struct planning *g, const struct client *c, struct plan *p)
{
	const char *name = c->name != NULL ? c->name : "a program";
	const char *user = c->user != NULL ? c->user : "", *who;
	const bool loopback = c->address == NULL ||
	    smcf_is_loopback(c->address);
	int r;

	who = pool_printf(&p->pool, "%s%s%s%s", name, *user != '\0' ? " (" :
	    "", user, *user != '\0' ? ")" : "");
	if (who == NULL)
		return -ENOMEM;
	if (c->remote)
		return plan_end(p, who, "turned away: it is another host");
	if (g->aim == AIM_LOOPBACK && loopback)
		return plan_end(p, who, on_loopback);
	r = plan_end(p, who, NULL);
	/* In mode disabled that was said before. */
	if (r == 0 && g->aim == AIM_LOOPBACK)
		r = plan_refuse(p, c->at.path, c->at.line, true, "%s speaks "
		    "to %s, not to loopback, where alone this host would "
		    "listen", who, c->address);
	return r;
}

static const char *
recipient_words(struct pool *p, const struct recipient *n)
{
	static const char *const words[] = {
		[RECIPIENT_CRON] = "cron's letters to %s",
		[RECIPIENT_ALIAS] = "the alias %s",
		[RECIPIENT_FORWARD] = "the .forward of %s",
		[RECIPIENT_LIST] = "the list %s",
		[RECIPIENT_MAILBOX] = "the mailbox of %s",
		[RECIPIENT_DOMAIN] = "mail for %s",
		[RECIPIENT_RELAYED] = "mail for %s, relayed",
	};
	const char *at = words[n->kind], *s = strstr(at, "%s");

	return pool_printf(p, "%.*s%s%s", (int)(s - at), at,
	    n->name != NULL ? n->name : "?", s + 2);
}

static int
end_recipient(struct planning *g, const struct recipient *n, struct plan *p)
{
	const char *who = recipient_words(&p->pool, n), *where;
	const char *hub = g->policy->smart_host;

	if (who == NULL)
		return -ENOMEM;
	if (n->kind == RECIPIENT_DOMAIN || n->kind == RECIPIENT_RELAYED)
		where = "only what this host itself sends";
	else if (g->hub && n->kind == RECIPIENT_CRON)
		where = pool_printf(&p->pool, "%s, for %s at this host's "
		    "name", hub, n->name != NULL ? n->name : "?");
	else if (g->hub && n->kind == RECIPIENT_MAILBOX)
		where = pool_printf(&p->pool, "what is there stays; new "
		    "mail goes to %s", hub);
	else if (g->hub)
		where = pool_printf(&p->pool, "%s, which does not know it "
		    "from here", hub);
	else if (is_path(&g->facts->submission, "msp") &&
	    g->facts->submission.needs_listener && g->aim != AIM_LOOPBACK)
		where = NULL;
	else
		where = "as before";
	return p->pool.failed ? -ENOMEM : plan_end(p, who, where);
}

/* One of each: two entries of one alias are one name. */
static bool
is_named(const struct recipient *first, const struct recipient *n)
{
	for (; first != n; first = first->next)
		if (first->kind == n->kind && first->name != NULL &&
		    n->name != NULL && strcmp(first->name, n->name) == 0)
			return true;
	return false;
}

int
plan_mail_ends(struct planning *g, const struct facts *after, struct plan *p)
{
	const struct recipient *n;
	const struct client *c;
	unsigned named = 0, more = 0;
	int r = end_submitted(g, after, p);

	for (c = g->facts->clients; r == 0 && c != NULL; c = c->next)
		r = end_client(g, c, p);
	for (n = g->facts->recipients; r == 0 && n != NULL; n = n->next) {
		if (named == MAX_NAMED) {
			more++;
		} else if (!is_named(g->facts->recipients, n)) {
			r = end_recipient(g, n, p);
			named++;
		}
	}
	if (r == 0 && more > 0)
		r = plan_end(p, pool_printf(&p->pool, "%u more recipients",
		    more), g->hub ? g->policy->smart_host : "as before");
	return r;
}
