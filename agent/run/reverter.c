/* What undoes a run at a certain time, if nobody has confirmed it. */
#include "agent/run/reverter.h"

#include <errno.h>
#include <string.h>
#include <time.h>

#include "agent/run/runs.h"
#include "agent/run/was.h"

#define UNITS "/etc/systemd/system"
#define TIMER "hardenmail-revert.timer"
#define SERVICE "hardenmail-revert.service"
#define SCRIPT STATE_FOLDER "/revert"

static struct step *
add(struct plan *p, enum step_kind kind, const char *why)
{
	struct step *s = plan_step(p, kind, PHASE_PATH);

	if (s != NULL)
		s->why = why;
	return s;
}

static int
add_file(const struct host *h, struct plan *p, enum step_kind kind,
    const char *path, const char *text, mode_t mode, struct err *e)
{
	struct step *s = add(p, kind, "undoes the run if nobody confirms it");

	if (s == NULL || text == NULL)
		return -ENOMEM;
	s->path = path;
	s->mode = mode;
	if (kind == STEP_LINK) {
		s->to = text;
	} else {
		s->data = text;
		s->len = strlen(text);
	}
	return was_read(&h->root, path, &s->was, NULL, e);
}

static int
add_bus(struct plan *p, const char *verb, const char *undo,
    const char *unit)
{
	struct step *s = add(p, STEP_BUS, "undoes the run if nobody confirms "
	    "it");

	if (s == NULL)
		return -ENOMEM;
	s->verb = verb;
	s->undo_verb = undo;
	s->unit = unit;
	s->live = true;
	return 0;
}

/* systemd.timer(5): an absolute time, and Persistent= for a host that was
 * down then. */
static int
plan_timer(const struct host *h, const char *program, int64_t when,
    struct plan *p, struct err *e)
{
	const time_t t = (time_t)when;
	char text[32];
	struct tm tm;
	int r;

	if (gmtime_r(&t, &tm) == NULL || strftime(text, sizeof(text),
	    "%Y-%m-%d %H:%M:%S", &tm) == 0)
		return err_set(e, ERANGE, "no such time");
	r = add_file(h, p, STEP_PUT, UNITS "/" SERVICE, pool_printf(&p->pool,
	    "[Unit]\nDescription=Undo of a change to mail that nobody "
	    "confirmed\n\n[Service]\nType=oneshot\nExecStart=%s --undo "
	    "--if-unconfirmed --yes\n", program), 0644, e);
	if (r == 0)
		r = add_file(h, p, STEP_PUT, UNITS "/" TIMER,
		    pool_printf(&p->pool, "[Unit]\nDescription=Undo of a "
		    "change to mail that nobody confirmed\n\n[Timer]\n"
		    "OnCalendar=%s UTC\nPersistent=yes\nAccuracySec=1s\n\n"
		    "[Install]\nWantedBy=timers.target\n", text), 0644, e);
	if (r == 0)
		r = add_file(h, p, STEP_LINK, UNITS "/timers.target.wants/"
		    TIMER, "../" TIMER, 0, e);
	if (r == 0)
		r = add_bus(p, "Reload", "Reload", NULL);
	if (r == 0)
		r = add_bus(p, "StartUnit", "StopUnit", TIMER);
	return r;
}

static bool
is_at_daemon(const void *arg, const char *exe, const char *comm)
{
	const char *base = exe == NULL ? comm : strrchr(exe, '/');

	if (base != NULL && *base == '/')
		base++;
	return base != NULL && (strcmp(base, "atd") == 0 ||
	    (arg != NULL && strcmp(base, "cron") == 0));
}

/* On Linux and the BSDs atd runs them; elsewhere cron does. */
static bool
at_runs(const struct host *h)
{
	const bool linux_like = root_exists(&h->root, "/proc/version") ||
	    root_exists(&h->root, "/usr/sbin/atd");
	struct pool p = { .blocks = NULL };
	struct proc_blind blind = { .foreign = 0 };
	struct proc *list = NULL;
	bool found;

	found = h->proc != NULL && h->proc->list(h, is_at_daemon,
	    linux_like ? NULL : "cron", &p, &list, &blind, NULL) == 0 &&
	    list != NULL;
	pool_release(&p);
	return found;
}

static int
plan_at(const struct host *h, const char *program, long seconds,
    struct plan *p, struct err *e)
{
	static const char *const paths[] = { "/usr/bin/at", "/bin/at" };
	const char *at = NULL;
	struct strv argv = { .n = 0 };
	struct step *s;
	size_t i;
	int r;

	for (i = 0; at == NULL && i < sizeof(paths) / sizeof(paths[0]); i++)
		if (root_is_executable(&h->root, paths[i]))
			at = paths[i];
	if (at == NULL || !at_runs(h))
		return err_set(e, ENOTSUP, "nothing here could undo the "
		    "change by itself: neither systemd nor at(1) with its "
		    "daemon runs");
	r = add_file(h, p, STEP_PUT, SCRIPT, pool_printf(&p->pool,
	    "exec %s --undo --if-unconfirmed --yes\n", program), 0600, e);
	s = add(p, STEP_ARGV, "undoes the run if nobody confirms it");
	if (s == NULL || strv_push(&p->pool, &argv, at) < 0 ||
	    strv_push(&p->pool, &argv, "-f") < 0 ||
	    strv_push(&p->pool, &argv, SCRIPT) < 0 ||
	    strv_push(&p->pool, &argv, "now") < 0 ||
	    strv_push(&p->pool, &argv, "+") < 0 ||
	    strv_push(&p->pool, &argv, pool_printf(&p->pool, "%ld",
	    (seconds + 59) / 60)) < 0 ||
	    strv_push(&p->pool, &argv, "minutes") < 0)
		return -ENOMEM;
	s->argv = argv.v;
	s->live = true;
	return r;
}

int
reverter_plan(const struct host *h, const struct facts *f,
    const char *program, int64_t now, long seconds, struct plan *p,
    struct err *e)
{
	int r;

	if (h->source != SOURCE_LIVE || h->service == NULL)
		return err_set(e, ENOTSUP, "nothing runs here that could "
		    "undo the change by itself");
	if (f->init != NULL && strcmp(f->init, "systemd") == 0)
		r = plan_timer(h, program, now + seconds, p, e);
	else
		r = plan_at(h, program, seconds, p, e);
	if (r == -ENOMEM || (r == 0 && p->pool.failed))
		return err_set(e, ENOMEM, "out of memory");
	return r;
}
