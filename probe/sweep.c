/* Asks many hosts at once whether they relay, each on one connection. */
#include "probe/sweep.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "agent/base/memory.h"
#include "probe/dialogue.h"
#include "probe/pace.h"
#include "probe/visit.h"

#define LOOK_MS 5	/* not all of them are looked at each time */

struct sweep {
	const struct sweep_settings *settings;
	struct crowd *crowd;
	struct pace pace;
	struct pool pool;
	const struct target *next;	/* the first that was not begun */
	struct visit *visits, **end;	/* begun and not done */
	unsigned busy;		/* of these, not waiting to be asked again */
	sweep_tell *tell;
	void *arg;
};

static int
tell(struct sweep *s, struct visit *v)
{
	struct observation o = visit_result(v, clock_ms());

	if (v->error != 0 || v->transcript.text.failed)
		return -ENOMEM;
	return s->tell(s->arg, &o);
}

/* One that cannot be asked. */
static int
pass_over(struct sweep *s, const struct target *t)
{
	struct visit v;
	int r;

	visit_init(&v, t, s->settings, s->crowd);
	r = tell(s, &v);
	visit_release(&v);
	return r;
}

/* New hosts, as long as there is room for some more than talk at once. */
static int
begin(struct sweep *s)
{
	struct visit *v;
	int r = 0;

	while (r == 0 && s->next != NULL && s->busy < 2 *
	    crowd_room(s->crowd)) {
		const struct target *t = s->next;

		s->next = t->next;
		if (t->reason != NULL) {
			r = pass_over(s, t);
			continue;
		}
		v = memory_zeroed(1, sizeof(*v));
		if (v == NULL)
			return -ENOMEM;
		visit_init(v, t, s->settings, s->crowd);
		*s->end = v;
		s->end = &v->next;
		s->busy++;
	}
	return r;
}

static int
start(struct sweep *s, struct visit *v, int64_t now)
{
	int64_t ms = v->when - now;

	if (ms <= 0) {
		if (crowd_links(s->crowd) >= crowd_room(s->crowd))
			return 0;
		ms = pace_take(&s->pace, &v->target->address, now);
		if (ms == -ENOMEM)
			return -ENOMEM;
		if (ms == 0) {
			visit_start(v, now);
			return 0;
		}
		v->when = now + ms;
	}
	return 0;
}

/* Go through all that are begun: start, end, tell. */
static int
look(struct sweep *s, int64_t now)
{
	struct visit **at = &s->visits, *v;
	int r = 0;

	s->busy = 0;
	while (r == 0 && (v = *at) != NULL) {
		if (v->state == VISIT_WAITING)
			r = start(s, v, now);
		else
			visit_watch(v, now);
		if (r == 0 && v->state == VISIT_DONE) {
			r = tell(s, v);
			*at = v->next;
			visit_release(v);
			free(v);
		} else {
			s->busy += v->state == VISIT_TALKING ||
			    v->rounds == 0;
			at = &v->next;
		}
	}
	if (r == 0)
		s->end = at;
	return r;
}

int
sweep(const struct sweep_settings *settings, const struct targets *targets,
    sweep_tell *fn, void *arg, struct err *e)
{
	struct sweep s = { .settings = settings, .next = targets->first,
		.tell = fn, .arg = arg };
	struct visit *v;
	int64_t now, last = 0;
	int r = 0;

	s.end = &s.visits;
	s.pace = (struct pace){ .pool = &s.pool, .rate = settings->rate };
	s.crowd = crowd_new(&visit_handler, settings->concurrency, e);
	if (s.crowd == NULL)
		return -ENOMEM;
	while (r == 0 && (s.next != NULL || s.visits != NULL)) {
		now = clock_ms();
		if (now - last >= LOOK_MS) {
			last = now;
			r = begin(&s);
			if (r == 0)
				r = look(&s, now);
		}
		if (r == 0)
			r = crowd_wait(s.crowd, LOOK_MS);
	}
	while ((v = s.visits) != NULL) {
		s.visits = v->next;
		visit_release(v);
		free(v);
	}
	crowd_free(s.crowd);
	pool_release(&s.pool);
	if (r < 0 && e->code == 0)
		err_set(e, -r, "%s", strerror(-r));
	return r;
}
