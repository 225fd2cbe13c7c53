/* Reads a journal. */
#include "agent/run/journal.h"

#include <errno.h>
#include <string.h>

#include "agent/run/journal_fields.h"

/* Numbers of a text that was damaged by hand stay within these. */
#define MAX_RECORDS 10000
#define MAX_ARGS 1000

static struct record *
find(const struct journal *j, unsigned n)
{
	struct record *c = j->first;

	while (c != NULL && c->n != n)
		c = c->next;
	return c;
}

/* What no step that we wrote is like. */
static bool
is_sane(const struct record *c)
{
	const struct step *s = &c->step;
	bool file = s->kind <= STEP_MODE;

	if (s->kind > STEP_SIGNAL || s->phase > PHASE_VERIFY ||
	    c->way > WAY_IN_PLACE || file == s->live)
		return false;
	if (file && (s->path == NULL || s->path[0] != '/'))
		return false;
	if (!file && s->path != NULL)
		return false;
	if ((s->kind == STEP_LINK || s->kind == STEP_MOVE) && s->to == NULL)
		return false;
	if (s->kind == STEP_BUS && s->verb == NULL)
		return false;
	if (s->kind == STEP_SIGNAL && s->pid <= 1)
		return false;
	return c->made == NULL || c->made[0] == '/';
}

static int
read_step(struct journal *j, const struct line *l)
{
	struct record c = { .n = 0 }, *to;
	int r = line_read(l, &j->pool, step_fields, &c);

	if (r < 0)
		return r;
	if (c.n != j->n + 1 || c.n > MAX_RECORDS || !is_sane(&c))
		return -EINVAL;
	to = journal_record(j);
	if (to == NULL)
		return -ENOMEM;
	c.next = NULL;
	*to = c;
	return 0;
}

static int
read_was(struct journal *j, const struct line *l)
{
	struct record *c = find(j, j->n), now;
	struct was *w;
	int r;

	if (c == NULL || c->step.path == NULL || c->step.was.mode != 0)
		return -EINVAL;
	now = *c;
	r = line_read(l, &j->pool, was_fields, &now);
	if (r < 0 || now.n != c->n)
		return r < 0 ? r : -EINVAL;
	*c = now;
	w = &c->step.was;
	c->attr.mode = w->mode & 07777;
	c->attr.uid = w->uid;
	c->attr.gid = w->gid;
	c->attr.mtime.tv_sec = w->mtime;
	c->attr.mtime.tv_nsec = w->mtime_ns;
	return 0;
}

static int
read_xattr(struct journal *j, const struct line *l)
{
	struct record *c = find(j, j->n);
	struct root_xattr **end, *x;
	struct extra e = { .n = 0 };
	int r = line_read(l, &j->pool, xattr_fields, &e);

	if (r < 0)
		return r;
	if (c == NULL || e.n != c->n || e.name == NULL || e.text == NULL)
		return -EINVAL;
	x = pool_alloc(&j->pool, sizeof(*x));
	if (x == NULL)
		return -ENOMEM;
	x->name = e.name;
	x->value = e.text;
	x->len = e.text_len;
	for (end = &c->attr.xattrs; *end != NULL; end = &(*end)->next)
		;
	*end = x;
	return 0;
}

static int
read_word(struct journal *j, const struct line *l, bool undo)
{
	struct record *c = find(j, j->n);
	struct extra e = { .n = 0 };
	const char *const *old;
	const char **v;
	size_t n = 0;
	int r = line_read(l, &j->pool, word_fields, &e);

	if (r < 0)
		return r;
	if (c == NULL || e.n != c->n || e.text == NULL)
		return -EINVAL;
	old = undo ? c->step.undo_argv : c->step.argv;
	while (old != NULL && old[n] != NULL)
		n++;
	if (n >= MAX_ARGS)
		return -EINVAL;
	v = pool_alloc(&j->pool, (n + 2) * sizeof(*v));
	if (v == NULL)
		return -ENOMEM;
	if (n > 0)
		memcpy(v, old, n * sizeof(*v));
	v[n] = e.text;
	if (undo)
		c->step.undo_argv = v;
	else
		c->step.argv = v;
	return 0;
}

static int
read_mark(struct journal *j, const struct line *l, enum mark m)
{
	struct extra e = { .n = 0 };
	struct record *c;
	int r = line_read(l, &j->pool, mark_fields, &e);

	if (r < 0)
		return r;
	c = find(j, e.n);
	if (c == NULL || (m == MARK_DONE && !c->begun))
		return -EINVAL;
	if (m == MARK_BEGIN)
		c->begun = true;
	else if (m == MARK_DONE)
		c->done = true;
	else
		c->undone = true;
	return 0;
}

static int
read_state(struct journal *j, const struct line *l, enum run_state s)
{
	struct extra e = { .n = 0 };
	int r = line_read(l, &j->pool, state_fields, &e);

	if (r == 0) {
		j->state = s;
		j->rolled_back = e.rolled_back;
	}
	return r;
}

static int
read_ready(struct journal *j, const struct line *l)
{
	struct extra e = { .n = 0 };
	const struct record *c;
	int r = line_read(l, &j->pool, mark_fields, &e);

	if (r == 0 && (e.n != j->n || j->state != RUN_PREPARING))
		r = -EINVAL;
	for (c = j->first; r == 0 && c != NULL; c = c->next)
		if (c->step.kind == STEP_ARGV && (c->step.argv == NULL ||
		    c->step.argv[0][0] != '/'))
			r = -EINVAL;
	if (r == 0)
		j->state = RUN_APPLYING;
	return r;
}

static int
read_mark_line(struct journal *j, const struct line *l)
{
	struct extra e = { .n = 0 };
	enum run_state s;
	enum mark m;
	int r;

	for (m = MARK_BEGIN; m <= MARK_UNDONE; m++)
		if (line_is(l, mark_words[m]))
			return read_mark(j, l, m);
	for (s = RUN_APPLIED; s <= RUN_UNDONE; s++)
		if (line_is(l, state_words[s]))
			return read_state(j, l, s);
	if (!line_is(l, "confirmed"))
		return -EINVAL;
	r = line_read(l, &j->pool, time_fields, &e);
	if (r == 0)
		j->confirmed = true;
	return r;
}

static int
read_line(struct journal *j, const struct line *l, unsigned number)
{
	struct extra e = { .n = 0 };
	int r;

	if (number == 1) {
		if (!line_is(l, "hardenmail-journal"))
			return -EINVAL;
		r = line_read(l, &j->pool, version_fields, &e);
		return r == 0 && e.version != JOURNAL_VERSION ? -EINVAL : r;
	}
	if (number == 2)
		return line_is(l, "run") ?
		    line_read(l, &j->pool, head_fields, j) : -EINVAL;
	if (j->state != RUN_PREPARING)
		return read_mark_line(j, l);
	if (line_is(l, "step"))
		return read_step(j, l);
	if (line_is(l, "was"))
		return read_was(j, l);
	if (line_is(l, "xattr"))
		return read_xattr(j, l);
	if (line_is(l, "arg") || line_is(l, "undo-arg"))
		return read_word(j, l, line_is(l, "undo-arg"));
	return line_is(l, "ready") ? read_ready(j, l) : -EINVAL;
}

int
journal_parse(struct journal *j, const char *text, size_t len,
    struct err *e)
{
	struct lines l;
	struct line line;
	int r = 0;

	lines_init(&l, text, len);
	while (r == 0 && lines_next(&l)) {
		if (!line_open(&l, &line)) {
			if (l.next >= text + len)
				break;
			return err_set(e, EINVAL, "line %u is damaged",
			    l.number);
		}
		r = read_line(j, &line, l.number);
		if (r == -EINVAL)
			return err_set(e, EINVAL, "line %u is none that "
			    "belongs there", l.number);
		if (r == 0)
			j->whole = (size_t)(l.next - text);
	}
	return r;
}
