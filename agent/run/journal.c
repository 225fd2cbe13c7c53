/* A journal as text. */
#include "agent/run/journal.h"

#include <errno.h>

#include "agent/run/journal_fields.h"

void
journal_init(struct journal *j)
{
	*j = (struct journal){ .run = 0 };
	j->end = &j->first;
}

void
journal_release(struct journal *j)
{
	pool_release(&j->pool);
	journal_init(j);
}

struct record *
journal_record(struct journal *j)
{
	struct record *r = pool_alloc(&j->pool, sizeof(*r));

	if (r == NULL)
		return NULL;
	r->n = ++j->n;
	*j->end = r;
	j->end = &r->next;
	return r;
}

const char *
run_state_name(enum run_state s)
{
	static const char *const names[] = {
		[RUN_PREPARING] = "preparing",
		[RUN_APPLYING] = "applying",
		[RUN_APPLIED] = "applied",
		[RUN_UNDOING] = "undoing",
		[RUN_UNDONE] = "undone",
	};

	return names[s];
}

static int
write_words(struct buf *b, const char *word, unsigned n,
    const char *const *v)
{
	int r = 0;

	for (; r == 0 && v != NULL && *v != NULL; v++)
		r = line_write(b, word, word_fields,
		    &(struct extra){ .n = n, .text = *v });
	return r;
}

static int
write_record(struct buf *b, const struct record *c)
{
	const struct root_xattr *x;
	int r = line_write(b, "step", step_fields, c);

	if (r == 0)
		r = write_words(b, "arg", c->n, c->step.argv);
	if (r == 0)
		r = write_words(b, "undo-arg", c->n, c->step.undo_argv);
	if (r == 0 && c->step.path != NULL)
		r = line_write(b, "was", was_fields, c);
	for (x = c->attr.xattrs; r == 0 && x != NULL; x = x->next)
		r = line_write(b, "xattr", xattr_fields, &(struct extra){
		    .n = c->n, .name = x->name, .text = x->value,
		    .text_len = x->len });
	return r;
}

int
journal_write(const struct journal *j, struct buf *b)
{
	const struct record *c;
	int r = line_write(b, "hardenmail-journal", version_fields,
	    &(struct extra){ .version = JOURNAL_VERSION });

	if (r == 0)
		r = line_write(b, "run", head_fields, j);
	for (c = j->first; r == 0 && c != NULL; c = c->next)
		r = write_record(b, c);
	if (r == 0)
		r = line_write(b, "ready", mark_fields,
		    &(struct extra){ .n = j->n });
	return r;
}

int
journal_mark(struct buf *b, enum mark m, unsigned n)
{
	return line_write(b, mark_words[m], mark_fields,
	    &(struct extra){ .n = n });
}

int
journal_mark_state(struct buf *b, enum run_state s, bool rolled_back,
    int64_t time)
{
	return line_write(b, state_words[s], state_fields, &(struct extra){
	    .time = time, .rolled_back = rolled_back });
}

int
journal_mark_confirmed(struct buf *b, int64_t time)
{
	return line_write(b, "confirmed", time_fields,
	    &(struct extra){ .time = time });
}
