/* What has to be stopped and started so that planned files are heeded. */
#include <errno.h>
#include <string.h>

#include "agent/base/name.h"
#include "agent/run/plan_parts.h"
#include "agent/run/plan_proof.h"
#include "checks/judge.h"

/* Stopping waits for deliveries that are under way. */
#define LIMIT PLAN_STOP_LIMIT

static bool
is(const char *a, const char *b)
{
	return a != NULL && strcmp(a, b) == 0;
}

static bool
ends_with(const char *text, const char *end)
{
	size_t n = strlen(text), m = strlen(end);

	return n >= m && strcmp(text + n - m, end) == 0;
}

static const char *const *
words_of(struct pool *p, const char *a, const char *b, const char *c,
    const char *d, const char *f)
{
	const char *const from[] = { a, b, c, d, f, NULL };

	return plan_words(p, from);
}

int
plan_bus(struct plan *p, enum phase phase, const char *verb, const char *undo,
    const char *unit, const char *why)
{
	struct step *s;

	for (s = p->first; s != NULL; s = s->next)
		if (s->kind == STEP_BUS && s->phase == phase &&
		    strcmp(s->verb, verb) == 0 && (unit == NULL ?
		    s->unit == NULL : is(s->unit, unit)))
			return 0;
	s = plan_step(p, STEP_BUS, phase);
	if (s == NULL)
		return -ENOMEM;
	s->verb = verb;
	s->undo_verb = undo;
	s->unit = unit == NULL ? NULL : pool_strdup(&p->pool, unit);
	s->limit = LIMIT;
	s->live = true;
	s->why = why;
	return p->pool.failed ? -ENOMEM : 0;
}

/* Does a step change what systemd itself reads? */
static bool
changes_units(const struct plan *p)
{
	const struct step *s;

	for (s = p->first; s != NULL; s = s->next)
		if (s->path != NULL && (strstr(s->path, "/systemd/") != NULL ||
		    strstr(s->path, ".d/S") != NULL ||
		    strstr(s->path, "/etc/init.d/") != NULL))
			return true;
	return false;
}

/* The name of a unit whose socket or service has to change. */
static const char *
unit_of(struct plan *p, const struct starter *s)
{
	const struct place *b;
	const char *base;

	if (s->activation == ACTIVATION_SOCKET)
		for (b = s->because; b != NULL; b = b->next)
			if (b->path != NULL && ends_with(b->path, ".socket")) {
				base = strrchr(b->path, '/');
				return pool_strdup(&p->pool, base + 1);
			}
	return s->unit;
}

bool
plan_own_unit(const struct starter *s)
{
	return s->unit != NULL && !(s->at.path != NULL &&
	    ends_with(s->at.path, "/rc.local"));
}

/* Does it run now? Where nobody can look, it may. */
static bool
is_running(const struct planning *g, const struct starter *s,
    const char *unit)
{
	const struct process *pr;
	const struct listener *l;

	if (!g->facts->live || !g->facts->running_seen)
		return true;
	for (l = g->facts->listeners; l != NULL; l = l->next)
		if (is(l->serves, s->id) || (unit != NULL && is(l->unit,
		    unit)))
			return true;
	for (pr = g->facts->processes; pr != NULL; pr = pr->next)
		if (is(pr->starter, s->id) || (unit != NULL && is(pr->unit,
		    unit)))
			return true;
	return false;
}

/* Under systemd. Stopping and starting are two steps, so that undo can put
 * the files back in between. */
static int
service_unit(struct planning *g, struct plan *p, const struct starter *s)
{
	const char *unit = unit_of(p, s);
	int r;

	if (unit == NULL || !is_running(g, s, unit))
		return p->pool.failed ? -ENOMEM : 0;
	r = plan_bus(p, PHASE_STOP, "StopUnit", "StartUnit", unit,
	    "what runs now");
	if (r < 0 || g->aim == AIM_OFF || (g->aim == AIM_QUEUE &&
	    s->activation == ACTIVATION_SOCKET))
		return r;
	return plan_bus(p, PHASE_START, "StartUnit", "StopUnit", unit,
	    "with the new settings");
}

const char *const *
plan_argv(struct plan *p, const struct words *w)
{
	const char **argv;
	size_t i;

	if (w->n == 0 || w->v[0].text[0] != '/')
		return NULL;
	argv = pool_alloc(&p->pool, (w->n + 1) * sizeof(*argv));
	for (i = 0; argv != NULL && i < w->n; i++) {
		if (w->v[i].gap != WORD_KNOWN)
			return NULL;
		argv[i] = pool_strdup(&p->pool, w->v[i].text);
	}
	return p->pool.failed ? NULL : (const char *const *)argv;
}

/* The process of a starter ends by SIGTERM: nobody manages it. */
static int
signal_processes(struct planning *g, struct plan *p, const struct starter *s)
{
	const struct process *pr;
	struct step *st;

	for (pr = g->facts->processes; pr != NULL; pr = pr->next) {
		if (pr->starter == NULL || strcmp(pr->starter, s->id) != 0 ||
		    pr->role == ROLE_SESSION)
			continue;
		st = plan_step(p, STEP_SIGNAL, PHASE_STOP);
		if (st == NULL)
			return -ENOMEM;
		st->pid = pr->pid;
		st->start = pr->start;
		st->limit = LIMIT;
		st->live = true;
		st->undo_argv = plan_argv(p, &s->words);
		st->why = "the daemon that runs now";
	}
	return 0;
}

/* What the same place would start afterwards is started now, by hand. */
static int
start_words(struct planning *g, const struct facts *after, struct plan *p,
    const struct starter *s)
{
	const struct starter *t;
	const char *const *argv;

	if (g->aim == AIM_OFF || !is_running(g, s, NULL))
		return 0;
	for (t = after->starters; t != NULL; t = t->next)
		if (t->at_boot == TRI_YES && is(s->at.path, t->at.path) &&
		    t->mta != NULL && is(s->mta, t->mta) &&
		    (t->role == ROLE_QUEUE_RUNNER ||
		    t->role == ROLE_LOOPBACK_DAEMON ||
		    (t->role == ROLE_DAEMON && g->aim == AIM_NOTHING)))
			break;
	argv = t == NULL ? NULL : plan_argv(p, &t->words);
	if (argv == NULL)
		return p->pool.failed ? -ENOMEM : 0;
	return plan_run(p, PHASE_START, argv, NULL,
	    "as the next boot will start it");
}

/* The init script itself, not a name of it in a run level folder. */
static const char *
script_of(struct planning *g, struct plan *p, const struct starter *s)
{
	const char *base = s->at.path == NULL ? NULL :
	    strrchr(s->at.path, '/');
	const char *path;

	if (base == NULL)
		return NULL;
	if (strstr(s->at.path, "/init.d/") != NULL)
		return s->at.path;
	if (base[1] != 'S')
		return NULL;
	base += 2;
	base += strspn(base, "0123456789");
	path = pool_printf(&p->pool, "/etc/init.d/%s", base);
	return path != NULL && root_is_file(&g->host->root, path) ? path :
	    s->at.path;
}

/* Where a script is after the files were changed. */
static const char *
moved_to(const struct plan *p, const char *path)
{
	const struct step *s;

	for (s = p->first; s != NULL; s = s->next)
		if (s->kind == STEP_MOVE && is(s->path, path))
			return s->to;
	return path;
}

/* A script that does not ask for "stop" would start it once more. */
static bool
can_stop(struct planning *g, const char *path)
{
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	bool ret = root_read(&g->host->root, path, &b, NULL, NULL) == 0 &&
	    b.len > 0 && strstr(b.p, "stop") != NULL;

	buf_release(&b);
	return ret;
}

/* An init script that stops what it started: after the files, so that the
 * new settings are those of what starts. HP-UX's does nothing once its
 * variable is 0, and killsm(1M) stands in for it. 1: there is none. */
static int
service_script(struct planning *g, struct plan *p, const struct starter *s)
{
	const char *path = script_of(g, p, s);
	struct pool *pool = &p->pool;
	const bool hpux = is(g->facts->platform, "hpux");
	const char *const *stop, *const *start;
	int r;

	if (path == NULL || (!hpux && !can_stop(g, path)))
		return pool->failed ? -ENOMEM : 1;
	if (!is_running(g, s, NULL))
		return 0;
	start = words_of(pool, path, "start", NULL, NULL, NULL);
	stop = hpux ? words_of(pool, "/usr/sbin/killsm", NULL, NULL, NULL,
	    NULL) : words_of(pool, moved_to(p, path), "stop", NULL, NULL,
	    NULL);
	r = plan_run(p, PHASE_STOP, stop, start, "what runs now");
	if (r < 0 || g->aim == AIM_OFF || (hpux && g->aim == AIM_QUEUE))
		return r;
	return plan_run(p, PHASE_START, start, stop, "with the new settings");
}

/* SMF stops and starts an instance; for this boot only, unless it is to stay
 * off (svcadm(1M)). */
static int
service_smf(struct planning *g, struct plan *p, const struct starter *s)
{
	static const char svcadm[] = "/usr/sbin/svcadm";
	struct pool *pool = &p->pool;
	const bool off = g->aim == AIM_OFF;
	const char *const *stop, *const *start;
	int r;

	if (s->unit == NULL || !is_running(g, s, NULL))
		return 0;
	stop = off ? words_of(pool, svcadm, "disable", "-s", s->unit, NULL) :
	    words_of(pool, svcadm, "disable", "-st", s->unit, NULL);
	start = off ? words_of(pool, svcadm, "enable", s->unit, NULL, NULL) :
	    words_of(pool, svcadm, "enable", "-t", s->unit, NULL);
	r = plan_run(p, PHASE_STOP, stop, start, "what runs now");
	if (r < 0 || off)
		return r;
	return plan_run(p, PHASE_START, start, stop, "with the new settings");
}

/* The arguments as one word, as startsrc(1) takes them. */
static const char *
src_words(struct plan *p, const struct starter *s)
{
	struct buf b = BUF_INIT(4096);
	const char *ret;
	size_t i;

	for (i = 1; i < s->words.n; i++)
		buf_addf(&b, "%s%s", i > 1 ? " " : "", s->words.v[i].text);
	ret = b.failed ? NULL : pool_strdup(&p->pool, b.p != NULL ? b.p : "");
	buf_release(&b);
	return ret;
}

/* AIX: SRC stops what it started; past SRC it is started as the boot will. */
static int
service_src(struct planning *g, const struct facts *after, struct plan *p,
    const struct starter *s)
{
	struct pool *pool = &p->pool;
	const char *const *start = words_of(pool, "/usr/bin/startsrc", "-s",
	    "sendmail", "-a", src_words(p, s));
	const char *const *stop = words_of(pool, "/usr/bin/stopsrc", "-s",
	    "sendmail", NULL, NULL);
	int r;

	if (!is_running(g, s, NULL))
		return 0;
	r = plan_run(p, PHASE_STOP, stop, start, "what runs now");
	if (r == 0 && (g->aim == AIM_LOOPBACK || g->aim == AIM_NOTHING))
		return plan_run(p, PHASE_START, start, stop,
		    "with the new settings");
	return r < 0 ? r : start_words(g, after, p, s);
}

/* killall(1M) of System V takes no name: it ends every process. There the
 * next boot is the first to read the file. */
static bool
kills_all(const char *os)
{
	static const char *const names[] = { "openserver", "riscos", "sunos4",
		"tru64", "ultrix", "unixware", NULL };

	return os != NULL && name_in(names, os);
}

/* Who else reads a changed file only when told. */
static int
service_super(struct planning *g, struct plan *p, const struct starter *s)
{
	struct pool *pool = &p->pool;
	const char *os = g->facts->platform;
	const char *name = is(s->mechanism, "xinetd") ? "xinetd" : "inetd";
	const char *const *argv;
	const bool systemd = is(g->facts->init, "systemd");

	/* Its own files are not systemd's. */
	if (is(s->mechanism, "inittab"))
		argv = words_of(pool, is(os, "aix") ? "/usr/sbin/telinit" :
		    "/sbin/telinit", "q", NULL, NULL, NULL);
	else if (is(os, "aix"))
		argv = words_of(pool, "/usr/bin/refresh", "-s", "inetd", NULL,
		    NULL);
	else if (is(os, "hpux"))
		argv = words_of(pool, "/usr/sbin/inetd", "-c", NULL, NULL,
		    NULL);
	else if (is(os, "solaris"))
		argv = words_of(pool, "/usr/bin/pkill", "-HUP", "-x", "inetd",
		    NULL);
	else if (systemd)
		return plan_bus(p, PHASE_STOP, "TryRestartUnit",
		    "TryRestartUnit", is(name, "xinetd") ? "xinetd.service" :
		    "inetd.service", "it reads its files anew");
	else if (is(os, "irix"))
		argv = words_of(pool, "/sbin/killall", "-HUP", name, NULL,
		    NULL);
	else if (kills_all(os))
		return 0;
	else
		argv = plan_reread(g, p, name);
	return plan_run(p, PHASE_STOP, argv, argv, "it reads its file anew");
}

/* cron(1M) of System V reads its tables when it starts. */
static int
service_cron(struct planning *g, struct plan *p)
{
	const char *os = g->facts->platform, *script;
	const char *const *stop, *const *start;
	const struct step *s;
	int r;

	for (s = p->first; s != NULL; s = s->next)
		if (s->path != NULL && strstr(s->path, "/crontabs/") != NULL)
			break;
	script = is(os, "hpux") ? "/sbin/init.d/cron" :
	    is(os, "irix") ? "/etc/init.d/cron" : NULL;
	if (s == NULL || script == NULL)
		return 0;
	stop = words_of(&p->pool, script, "stop", NULL, NULL, NULL);
	start = words_of(&p->pool, script, "start", NULL, NULL, NULL);
	r = plan_run(p, PHASE_RUNNER, stop, start,
	    "cron reads its tables anew");
	return r < 0 ? r : plan_run(p, PHASE_RUNNER, start, stop,
	    "cron reads its tables anew");
}

static int
service_one(struct planning *g, const struct facts *after, struct plan *p,
    const struct starter *s)
{
	const bool systemd = is(g->facts->init, "systemd");
	int r;

	if (is(s->mechanism, "inetd") || is(s->mechanism, "xinetd"))
		return service_super(g, p, s);
	if (systemd && is(s->mechanism, "unit") && plan_own_unit(s))
		return service_unit(g, p, s);
	if (is(s->mechanism, "smf"))
		return service_smf(g, p, s);
	/* It would start again what ends, as it was loaded. */
	if (is(s->mechanism, "launchd"))
		return 0;
	if (is(s->mechanism, "rclink") &&
	    (r = service_script(g, p, s)) <= 0)
		return r;
	if (is(g->facts->platform, "aix") && s->at.text != NULL &&
	    strncmp(s->at.text, "start ", 6) == 0)
		return service_src(g, after, p, s);
	r = signal_processes(g, p, s);
	if (r == 0 && is(s->mechanism, "inittab"))
		r = service_super(g, p, s);
	/* init starts again what ends. */
	if (r == 0 && is(s->mechanism, "inittab") && g->aim == AIM_NOTHING)
		return 0;
	return r < 0 ? r : start_words(g, after, p, s);
}

int
plan_service(struct planning *g, const struct facts *after, struct plan *p,
    struct err *e)
{
	const struct starter *s;
	unsigned i;
	int r = 0;

	if (p->first != NULL && is(g->facts->init, "systemd") &&
	    changes_units(p))
		r = plan_bus(p, PHASE_STOP, "Reload", "Reload", NULL,
		    "systemd reads its files anew");
	if (r == 0)
		r = service_cron(g, p);
	for (i = 0; r == 0 && i < g->n; i++)
		r = service_one(g, after, p, g->choices[i].starter);
	/* What went along with the rest: a unit bound to the other. */
	for (s = g->facts->starters; r == 0 && s != NULL && g->n > 0 &&
	    g->aim == AIM_OFF; s = s->next)
		if (proof_offends(s, g->policy, g->aim) &&
		    (is(s->mechanism, "unit") || is(s->mechanism, "smf")))
			r = service_one(g, after, p, s);
	if (r == 0)
		r = plan_strays(g, p);
	return r == 0 ? plan_programs(g, p) : r;
}
