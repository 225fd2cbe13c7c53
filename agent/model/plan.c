/* Plans: steps in order of their phase, and edits that become steps. */
#include "agent/model/plan.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "agent/base/buf.h"

/* One span of a file that gets other text. */
struct span {
	struct span *next;		/* by rising from */
	size_t from, to;
	const char *with;
};

/* All edits of one file. */
struct edit {
	struct edit *next;
	enum phase phase;		/* the earliest that was asked for */
	const char *path, *text, *why;
	struct was was;
	size_t len;
	struct span *spans;
};

/* A file that grows past this by our edits is our own mistake. */
#define MAX_EDITED ((size_t)16 << 20)

void
plan_init(struct plan *p)
{
	*p = (struct plan){ .wanted = MODE_QUEUE_ONLY };
	p->ends_end = &p->ends;
	p->refusals_end = &p->refusals;
}

void
plan_release(struct plan *p)
{
	pool_release(&p->pool);
	plan_init(p);
}

struct step *
plan_step(struct plan *p, enum step_kind kind, enum phase phase)
{
	struct step *s = pool_alloc(&p->pool, sizeof(*s)), **at;

	if (s == NULL)
		return NULL;
	s->kind = kind;
	s->phase = phase;
	for (at = &p->first; *at != NULL && (*at)->phase <= phase;
	    at = &(*at)->next)
		;
	s->next = *at;
	*at = s;
	p->n_steps++;
	return s;
}

static struct edit *
edit_of(struct plan *p, const char *path)
{
	struct edit *e;

	for (e = p->edits; e != NULL; e = e->next)
		if (strcmp(e->path, path) == 0)
			return e;
	return NULL;
}

/* NULL: no memory. */
static struct edit *
edit_add(struct plan *p, enum phase phase, const char *path,
    const struct was *was, const char *text, size_t len, const char *why)
{
	struct edit *e = pool_alloc(&p->pool, sizeof(*e)), **at;
	char *copy = pool_alloc(&p->pool, len + 1);

	if (e == NULL || copy == NULL)
		return NULL;
	if (len > 0)
		memcpy(copy, text, len);
	*e = (struct edit){
		.phase = phase,
		.path = pool_strdup(&p->pool, path),
		.text = copy,
		.why = pool_strdup(&p->pool, why),
		.was = *was,
		.len = len,
	};
	if (p->pool.failed)
		return NULL;
	for (at = &p->edits; *at != NULL; at = &(*at)->next)
		;
	*at = e;
	return e;
}

/* Two insertions at one point have no order; an insertion at the edge of a
 * replaced span has one. */
static bool
overlap(const struct span *s, size_t from, size_t to)
{
	if (s->from == s->to && from == to)
		return s->from == from;
	return from < s->to && s->from < to;
}

static int
span_add(struct plan *p, struct edit *ed, size_t from, size_t to,
    const char *with, struct err *e)
{
	struct span *s, **at;

	for (s = ed->spans; s != NULL; s = s->next) {
		if (s->from == from && s->to == to &&
		    strcmp(s->with, with) == 0)
			return 0;
		if (overlap(s, from, to))
			return err_set(e, EEXIST,
			    "%s: two changes of the same place", ed->path);
	}
	s = pool_alloc(&p->pool, sizeof(*s));
	if (s == NULL)
		return -ENOMEM;
	*s = (struct span){ .from = from, .to = to,
	    .with = pool_strdup(&p->pool, with) };
	if (s->with == NULL)
		return -ENOMEM;
	for (at = &ed->spans; *at != NULL && ((*at)->from < from ||
	    ((*at)->from == from && (*at)->to < to)); at = &(*at)->next)
		;
	s->next = *at;
	*at = s;
	return 0;
}

int
plan_edit(struct plan *p, enum phase phase, const char *path,
    const struct was *was, const char *text, size_t len, size_t from,
    size_t to, const char *with, const char *why, struct err *e)
{
	struct edit *ed = edit_of(p, path);

	if (from > to || to > len)
		return err_set(e, EINVAL, "%s: no such place", path);
	if (ed == NULL)
		ed = edit_add(p, phase, path, was, text, len, why);
	else if (ed->len != len || (len > 0 &&
	    memcmp(ed->text, text, len) != 0))
		return err_set(e, EAGAIN, "%s: changed while it was read",
		    path);
	if (ed == NULL)
		return -ENOMEM;
	if (phase < ed->phase)
		ed->phase = phase;
	return span_add(p, ed, from, to, with, e);
}

static int
edit_seal(struct plan *p, const struct edit *ed)
{
	struct buf b = BUF_INIT(MAX_EDITED);
	const struct span *s;
	struct step *st = NULL;
	char *data = NULL;
	size_t at = 0;

	for (s = ed->spans; s != NULL; s = s->next) {
		buf_add(&b, ed->text + at, s->from - at);
		buf_adds(&b, s->with);
		at = s->to;
	}
	buf_add(&b, ed->text + at, ed->len - at);
	if (!b.failed) {
		data = pool_alloc(&p->pool, b.len + 1);
		st = plan_step(p, STEP_PUT, ed->phase);
	}
	if (st != NULL && data != NULL) {
		if (b.len > 0)
			memcpy(data, b.p, b.len);
		st->path = ed->path;
		st->data = data;
		st->len = b.len;
		st->mode = ed->was.mode;
		st->was = ed->was;
		st->old = ed->was.there ? ed->text : NULL;
		st->old_len = ed->was.there ? ed->len : 0;
		st->why = ed->why;
	}
	buf_release(&b);
	return st != NULL && data != NULL ? 0 : -ENOMEM;
}

/* X.cf, of X.mc. */
static bool
is_made_of(const struct step *cf, const struct step *mc)
{
	const size_t len = strlen(mc->path);

	return cf->kind == STEP_PUT && cf->phase == mc->phase && len > 3 &&
	    strcmp(mc->path + len - 3, ".mc") == 0 &&
	    strncmp(cf->path, mc->path, len - 2) == 0 &&
	    strcmp(cf->path + len - 2, "cf") == 0;
}

static bool
is_younger(const struct was *a, const struct was *b)
{
	return a->mtime != b->mtime ? a->mtime > b->mtime :
	    a->mtime_ns > b->mtime_ns;
}

static struct step *
cf_of(struct step *from, const struct step *mc)
{
	while (from != NULL && !is_made_of(from, mc))
		from = from->next;
	return from;
}

void
plan_order_made(struct plan *p)
{
	struct step **at = &p->first, *mc, *cf;

	while ((mc = *at) != NULL) {
		cf = mc->kind == STEP_PUT ? cf_of(p->first, mc) : NULL;
		if (cf != NULL)
			mc->keeps_time = mc->was.there &&
			    !is_younger(&mc->was, &cf->was);
		cf = cf != NULL ? cf_of(mc->next, mc) : NULL;
		if (cf == NULL) {
			at = &mc->next;
			continue;
		}
		*at = mc->next;
		mc->next = cf->next;
		cf->next = mc;
	}
}

int
plan_seal(struct plan *p)
{
	for (; p->edits != NULL; p->edits = p->edits->next)
		if (edit_seal(p, p->edits) < 0)
			return -ENOMEM;
	plan_order_made(p);
	return 0;
}

int
plan_refuse(struct plan *p, const char *path, unsigned line, bool forcible,
    const char *fmt, ...)
{
	struct refusal *r = pool_alloc(&p->pool, sizeof(*r));
	char text[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	if (r == NULL)
		return -ENOMEM;
	*r = (struct refusal){
		.reason = pool_strdup(&p->pool, text),
		.at = { .path = pool_strdup(&p->pool, path), .line = line },
		.forcible = forcible,
	};
	if (p->pool.failed)
		return -ENOMEM;
	*p->refusals_end = r;
	p->refusals_end = &r->next;
	return 0;
}

int
plan_end(struct plan *p, const char *who, const char *where)
{
	struct outcome *m = pool_alloc(&p->pool, sizeof(*m));

	if (m == NULL)
		return -ENOMEM;
	*m = (struct outcome){ .who = pool_strdup(&p->pool, who),
	    .where = pool_strdup(&p->pool, where) };
	if (p->pool.failed)
		return -ENOMEM;
	*p->ends_end = m;
	p->ends_end = &m->next;
	return 0;
}

const char *
phase_name(enum phase phase)
{
	static const char *const names[] = {
		[PHASE_PATH] = "path",
		[PHASE_RUNNER] = "runner",
		[PHASE_CONFIGURATION] = "configuration",
		[PHASE_STOP] = "stop",
		[PHASE_START] = "start",
		[PHASE_VERIFY] = "verify",
	};

	return names[phase];
}

const char *
step_kind_name(enum step_kind kind)
{
	static const char *const names[] = {
		[STEP_PUT] = "put",
		[STEP_LINK] = "link",
		[STEP_MOVE] = "move",
		[STEP_REMOVE] = "remove",
		[STEP_MODE] = "mode",
		[STEP_BUS] = "bus",
		[STEP_ARGV] = "argv",
		[STEP_SIGNAL] = "signal",
	};

	return names[kind];
}
