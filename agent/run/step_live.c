/* One step that changes what runs: done and undone. */
#include "agent/run/step_live.h"

#include <errno.h>
#include <signal.h>
#include <string.h>

#include "agent/run/sessions.h"

static long
limit_of(const struct step *s)
{
	return s->limit > 0 ? s->limit : STEP_LIMIT;
}

static bool
stops(const char *verb)
{
	return strcmp(verb, "StopUnit") == 0 ||
	    strcmp(verb, "RestartUnit") == 0 ||
	    strcmp(verb, "TryRestartUnit") == 0;
}

static int
bus(const struct host *h, const struct step *s, const char *verb,
    struct err *e)
{
	struct unit_state now = { .known = true, .kills_all = true };
	int r = 0;

	if (s->unit != NULL && stops(verb)) {
		r = h->service->state(h, s->unit, &now, e);
		if (r == 0 && strcmp(verb, "StopUnit") == 0 &&
		    (!now.known || !now.active))
			return 0;
		if (r == 0 && now.kills_all)
			r = sessions_wait(h, s->unit, limit_of(s), e);
	}
	return r == 0 ? h->service->act(h, verb, s->unit, limit_of(s), e) : r;
}

static int
run(const struct host *h, const struct step *s, const char *const *argv,
    struct err *e)
{
	struct err why = { .code = 0 };
	int status = 0, r;

	r = h->service->run(h, argv, limit_of(s), &status, &why);
	if (r < 0)
		return err_set(e, -r, "%s: %s", argv[0], why.text);
	if (status != 0)
		return err_set(e, EIO, "%s %s: %s", argv[0],
		    argv[1] != NULL ? argv[1] : "", why.text);
	return 0;
}

int
step_live_act(const struct host *h, const struct step *s, struct err *e)
{
	if (h->service == NULL)
		return err_set(e, ENOTSUP, "nothing can be started or "
		    "stopped here");
	switch (s->kind) {
	case STEP_BUS:
		return bus(h, s, s->verb, e);
	case STEP_ARGV:
		return run(h, s, s->argv, e);
	case STEP_SIGNAL:
		if (session_is(h, s->pid))
			return err_set(e, EBUSY, "process %ld serves a "
			    "connection; it is not interrupted",
			    (long)s->pid);
		return h->service->signal(h, s->pid, s->start, SIGTERM,
		    limit_of(s), e);
	default:
		return err_set(e, EINVAL, "%s: no step of services",
		    step_kind_name(s->kind));
	}
}

int
step_live_undo(const struct host *h, const struct step *s, struct err *e)
{
	if (h->service == NULL)
		return err_set(e, ENOTSUP, "nothing can be started or "
		    "stopped here");
	if (s->kind == STEP_BUS && s->undo_verb != NULL)
		return bus(h, s, s->undo_verb, e);
	if (s->undo_argv != NULL && s->undo_argv[0] != NULL)
		return run(h, s, s->undo_argv, e);
	return 0;
}
