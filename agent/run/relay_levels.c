/* Would this host relay: what is on disk, and what its daemon has loaded. */
#include "agent/run/relay_levels.h"

#include <errno.h>
#include <string.h>

#include "agent/base/buf.h"
#include "agent/model/smcf.h"
#include "agent/model/smcf_option.h"
#include "agent/model/smcmd.h"
#include "agent/run/relay_trial.h"
#include "agent/run/relay_world.h"
#include "platforms/start_role.h"

/* One cf under one command line. */
struct look {
	struct look *next;
	const char *cf;
	char delivery;			/* of the command line, or 0 */
	struct strv listeners;		/* its DaemonPortOptions */
	struct relay_level level;
	int64_t changed;		/* the newest file that a daemon reads
					 * when it begins */
	const char *newest;		/* that file */
	const struct starter *starter;	/* whose command line, or NULL */
	bool rebuilt;			/* databases are made anew */
};

struct gathering {
	const struct host *host;
	struct facts *facts;
	struct pool pool;
	struct look *looks;
	struct err *err;
};

/* The command line says it: the starter's line, where one is known. */
static int
add_starter(struct gathering *g, struct look *l)
{
	struct pool *pool = &g->facts->pool;
	struct place *p;

	if (l->starter != NULL && l->starter->at.path != NULL)
		return place_add(pool, &l->level.because, l->starter->at.path,
		    l->starter->at.line, l->starter->at.text);
	p = pool_alloc(pool, sizeof(*p));
	if (p == NULL)
		return -ENOMEM;
	p->text = "DeliveryMode=deferred on the command line";
	l->level.because = p;
	return 0;
}

/* The line that sets DeliveryMode=deferred; the last that says it. */
static int
find_deferred(struct gathering *g, struct look *l, const struct smcf *cf)
{
	const struct smcf_option *o, *found = NULL;

	for (o = cf->options; o != NULL; o = o->next)
		if ((strcmp(o->name, "DeliveryMode") == 0 &&
		    o->value[0] == 'd') ||
		    (strcmp(o->name, "DaemonPortOptions") == 0 &&
		    strstr(o->value, "DeliveryMode=d") != NULL))
			found = o;
	if (l->delivery == 'd' || found == NULL)
		return add_starter(g, l);
	return place_add(&g->facts->pool, &l->level.because, l->cf,
	    found->line, pool_printf(&g->facts->pool, "O %s=%s", found->name,
	    found->value));
}

/* Causes that are no rule's, class's or map's have their own place. */
static int
place_cause(struct gathering *g, struct look *l, const struct buf *text)
{
	struct pool scratch = { .blocks = NULL };
	struct smcf cf = { .level = 0 };
	int r = 0;

	if (l->level.cause == RELAY_CAUSE_NO_RULESET)
		r = place_add(&g->facts->pool, &l->level.because, l->cf, 0,
		    "has no ruleset check_rcpt");
	if (l->level.cause == RELAY_CAUSE_DEFERRED) {
		r = smcf_parse(&scratch, text->p, text->len, &cf, NULL);
		if (r == 0)
			r = find_deferred(g, l, &cf);
	}
	pool_release(&scratch);
	return r;
}

static void
keep_newest(struct gathering *g, struct look *l, const char *path)
{
	struct stat st;

	if (root_stat(&g->host->root, path, &st) == 0 &&
	    (l->newest == NULL || (int64_t)st.st_mtime > l->changed)) {
		l->changed = (int64_t)st.st_mtime;
		l->newest = pool_strdup(&g->facts->pool, path);
	}
}

/* The cf in one world; names that no stranger has exist, or do not. */
static int
try_world(struct gathering *g, struct look *l, struct relay_world *w,
    const struct buf *text, bool exist, struct relay_level *ret,
    const char **asked)
{
	struct strangers strangers;
	struct rules *rules = NULL;
	struct err why = { .code = 0 };
	struct pool *pool = &g->facts->pool;
	size_t i;
	int r = strangers_init(&strangers, &w->rules);

	strangers.others_exist = exist;
	w->files.n = 0;
	if (r == 0)
		r = rules_read(l->cf, text->len > 0 ? text->p : "", text->len,
		    &strangers.rules, &rules, &why);
	for (i = 0; r == 0 && i < w->files.n; i++)
		keep_newest(g, l, w->files.v[i]);
	if (r == 0)
		r = relay_try(rules, &strangers, pool, ret);
	if (r < 0 && r != -ENOMEM) {
		ret->verdict = RELAY_UNKNOWN;
		ret->reason = pool_strdup(pool, why.text);
		r = 0;
	}
	*asked = strangers.asked.n == 0 ? NULL :
	    pool_strdup(pool, strangers.asked.v[0]);
	rules_free(rules);
	strangers_release(&strangers);
	return r < 0 || pool->failed ? -ENOMEM : 0;
}

/* What rests on an answer that nobody has asked for is not known. */
static int
try_worlds(struct gathering *g, struct look *l, struct relay_world *w,
    const struct buf *text)
{
	struct relay_level other = { .verdict = RELAY_UNKNOWN };
	const char *asked = NULL, *again;
	int r = try_world(g, l, w, text, true, &l->level, &asked);

	if (r == 0 && asked != NULL) {
		r = try_world(g, l, w, text, false, &other, &again);
		if (r == 0 && other.verdict != l->level.verdict) {
			l->level.verdict = RELAY_UNKNOWN;
			l->level.reason = pool_printf(&g->facts->pool, "it "
			    "depends on what name servers say of %s", asked);
		}
	}
	if (r == 0 && w->refused != NULL &&
	    l->level.verdict != RELAY_ABSENT) {
		l->level.verdict = RELAY_UNKNOWN;
		l->level.reason = pool_strdup(&g->facts->pool, w->refused);
	}
	return r;
}

static int
evaluate(struct gathering *g, struct look *l)
{
	const struct facts *f = g->facts;
	struct buf text = BUF_INIT(ROOT_MAX_FILE);
	struct relay_world w = { .host = NULL };
	int r;

	r = root_read(&g->host->root, l->cf, &text, NULL, NULL);
	l->level.cf = l->cf;
	if (r == -ENOENT || r == -ENOTDIR) {
		l->level.reason = pool_printf(&g->facts->pool,
		    "there is no %s", l->cf);
		r = 0;
	} else if (r < 0 && r != -ENOMEM) {
		l->level.verdict = RELAY_UNKNOWN;
		l->level.reason = pool_printf(&g->facts->pool, "%s: %s",
		    l->cf, strerror(-r));
		r = 0;
	} else if (r == 0) {
		keep_newest(g, l, l->cf);
		r = relay_world_init(&w, g->host, f->name, &f->addresses,
		    g->err);
		w.rules.delivery = l->delivery;
		w.rules.listeners = &l->listeners;
		w.rules.rebuilt = l->rebuilt;
		if (r == 0)
			r = try_worlds(g, l, &w, &text);
		if (r == 0)
			r = place_cause(g, l, &text);
		relay_world_release(&w);
	}
	buf_release(&text);
	return r < 0 || g->facts->pool.failed ? -ENOMEM : 0;
}

static bool
same_list(const struct strv *a, const struct strv *b)
{
	size_t i;

	for (i = 0; i < a->n && i < b->n; i++)
		if (strcmp(a->v[i], b->v[i]) != 0)
			return false;
	return a->n == b->n;
}

/* That of a cf and command line, each evaluated once. */
static int
look_at(struct gathering *g, const char *cf, const struct smcmd *cmd,
    const struct starter *starter, const struct look **ret)
{
	static const char option[] = "DaemonPortOptions=";
	const char *mode = NULL;
	struct look *l, want = { .cf = cf, .starter = starter };
	size_t i;

	for (i = 0; cmd != NULL && i < cmd->options.n; i++)
		if (strncmp(cmd->options.v[i], option, sizeof(option) - 1) ==
		    0 && strv_push(&g->pool, &want.listeners,
		    cmd->options.v[i] + sizeof(option) - 1) < 0)
			return -ENOMEM;
	if (cmd != NULL)
		mode = smcf_option_last(&cmd->options, "DeliveryMode");
	want.delivery = mode != NULL ? mode[0] : '\0';
	for (l = g->looks; l != NULL; l = l->next)
		if (strcmp(l->cf, cf) == 0 && l->delivery == want.delivery &&
		    same_list(&l->listeners, &want.listeners))
			break;
	*ret = l;
	if (l != NULL)
		return 0;
	l = pool_alloc(&g->pool, sizeof(*l));
	if (l == NULL)
		return -ENOMEM;
	*l = want;
	l->cf = pool_strdup(&g->facts->pool, cf);
	l->next = g->looks;
	g->looks = l;
	*ret = l;
	return l->cf == NULL ? -ENOMEM : evaluate(g, l);
}

/* The worse of two levels, as a whole. */
static void
take_worse(struct relay_level *level, const struct relay_level *other)
{
	if (level->verdict != other->verdict &&
	    relay_worse(level->verdict, other->verdict) == other->verdict)
		*level = *other;
	else if (level->cf == NULL && level->reason == NULL)
		*level = *other;
}

static bool
may_listen(const struct starter *s)
{
	return strcmp(s->mta, "sendmail") == 0 && s->at_boot != TRI_NO &&
	    (s->role == ROLE_DAEMON || s->role == ROLE_LOOPBACK_DAEMON ||
	    s->role == ROLE_INETD);
}

/* Its sendmail is another's: Postfix has a program of that name. */
static bool
is_others(const struct facts *f)
{
	const struct mta *m;

	for (m = f->mtas; m != NULL; m = m->next)
		if (strcmp(m->kind, "sendmail") == 0)
			return false;
	return f->mtas != NULL;
}

static int
look_at_disk(struct gathering *g)
{
	struct facts *f = g->facts;
	struct relay_level *level = &f->relaying.disk;
	const struct starter *s;
	const struct look *l;
	const char *cf;
	int r = 0;

	for (s = f->starters; r == 0 && s != NULL; s = s->next) {
		struct smcmd cmd = { .mode = '\0' };

		if (!may_listen(s) || s->needs.n == 0 ||
		    s->needs.v[0][0] != '/')
			continue;
		r = smcmd_parse(&g->pool, &s->words, start_local_daemon(f),
		    &cmd);
		if (r == 0)
			r = look_at(g, s->needs.v[0], &cmd, s, &l);
		if (r == 0)
			take_worse(level, &l->level);
	}
	if (r < 0 || level->cf != NULL)
		return r;
	cf = start_cf(g->host, f, false, &g->pool);
	if (cf == NULL || !root_exists(&g->host->root, cf)) {
		level->reason = "there is no sendmail.cf";
		return 0;
	}
	r = look_at(g, cf, NULL, NULL, &l);
	if (r == 0)
		take_worse(level, &l->level);
	return r;
}

static struct relay_level
unknown(const char *reason)
{
	return (struct relay_level){ .verdict = RELAY_UNKNOWN,
	    .reason = reason };
}

static int
look_at_process(struct gathering *g, const struct process *p,
    struct relay_level *ret)
{
	struct facts *f = g->facts;
	struct smcmd cmd = { .mode = '\0' };
	const struct look *l;
	const char *cf;
	int r;

	*ret = unknown("the command line of the daemon is not known");
	if (p->words.n == 0)
		return 0;
	r = smcmd_parse(&g->pool, &p->words, start_local_daemon(f), &cmd);
	if (r < 0 || cmd.certain != TRI_YES ||
	    cmd.options_certain != TRI_YES)
		return r;
	cf = cmd.config != NULL ? cmd.config : start_cf(g->host, f,
	    cmd.submission, &g->pool);
	if (cf == NULL || cf[0] != '/') {
		*ret = unknown("which sendmail.cf the daemon reads is not "
		    "known");
		return 0;
	}
	r = look_at(g, cf, &cmd, NULL, &l);
	if (r < 0)
		return r;
	*ret = l->level;
	if (l->level.verdict == RELAY_ABSENT || l->newest == NULL) {
		*ret = unknown("the sendmail.cf that the daemon has read is "
		    "gone");
	} else if (p->started == 0) {
		*ret = unknown("when the daemon began is not known");
	} else if (l->changed > p->started) {
		*ret = unknown(pool_printf(&f->pool, "%s was changed after "
		    "the daemon began: what it has loaded is not known",
		    l->newest));
		ret->stale = true;
	}
	ret->cf = l->cf;
	return f->pool.failed ? -ENOMEM : 0;
}

static int
look_at_running(struct gathering *g)
{
	struct facts *f = g->facts;
	struct relay_level level;
	const struct process *p;
	int r = 0;

	for (p = f->processes; r == 0 && p != NULL; p = p->next) {
		if (p->mta == NULL || strcmp(p->mta, "sendmail") != 0 ||
		    (p->role != ROLE_DAEMON &&
		    p->role != ROLE_LOOPBACK_DAEMON))
			continue;
		r = look_at_process(g, p, &level);
		if (r == 0)
			take_worse(&f->relaying.running, &level);
	}
	if (r == 0 && f->relaying.running.verdict == RELAY_ABSENT &&
	    f->relaying.running.reason == NULL)
		f->relaying.running.reason = f->running_seen ?
		    "no sendmail daemon runs" : "processes are not seen here";
	return r;
}

int
relay_levels_gather(const struct host *h, struct facts *f, struct err *e)
{
	struct gathering g = { .host = h, .facts = f, .err = e };
	int r;

	if (is_others(f)) {
		f->relaying.disk.reason = f->relaying.running.reason =
		    "sendmail is not installed";
		return 0;
	}
	r = look_at_disk(&g);
	if (r == 0)
		r = look_at_running(&g);
	pool_release(&g.pool);
	return r;
}

int
relay_levels_rebuilt(const struct host *h, struct facts *f, const char *cf,
    enum relay *ret)
{
	struct err e = { .code = 0 };
	struct gathering g = { .host = h, .facts = f, .err = &e };
	struct look l = { .cf = cf, .rebuilt = true };
	int r = evaluate(&g, &l);

	if (r == 0)
		*ret = l.level.verdict;
	pool_release(&g.pool);
	return r;
}
