/* The last changes of files, and who made them. */
#include "agent/port/writer_ring.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "agent/base/memory.h"

struct change {
	uint64_t folder;
	int64_t when;			/* 0: free */
	uint64_t order;			/* of several at the same time */
	char name[256];
	struct writer by;
};

struct writer_ring {
	int64_t lost;			/* the latest that is not here; 0 */
	uint64_t next;
	struct change v[WRITER_RING_MAX];
};

struct writer_ring *
writer_ring_new(void)
{
	return memory_zeroed(1, sizeof(struct writer_ring));
}

static bool
is_known(const struct writer *w)
{
	return w->exe[0] != '\0' || w->name[0] != '\0';
}

static bool
same_writer(const struct writer *a, const struct writer *b)
{
	if (!is_known(a) || !is_known(b))
		return is_known(a) == is_known(b) && a->pid == b->pid;
	return a->uid == b->uid && a->login == b->login &&
	    strcmp(a->exe, b->exe) == 0 && strcmp(a->name, b->name) == 0 &&
	    strcmp(a->command, b->command) == 0;
}

static bool
is_of(const struct change *c, uint64_t folder, const char *name)
{
	return c->when != 0 && c->folder == folder &&
	    strcmp(c->name, name) == 0;
}

/* The same one, or a free one, or the oldest. */
static struct change *
place(struct writer_ring *r, uint64_t folder, const char *name,
    const struct writer *by)
{
	struct change *c, *old = &r->v[0];

	for (c = r->v; c < r->v + WRITER_RING_MAX; c++) {
		if (is_of(c, folder, name) && same_writer(&c->by, by))
			return c;
		if (c->order < old->order)
			old = c;
	}
	if (old->when > r->lost)
		r->lost = old->when;
	return old;
}

void
writer_ring_add(struct writer_ring *r, uint64_t folder, const char *name,
    size_t len, const struct writer *by, int64_t when)
{
	char text[sizeof(r->v[0].name)];
	struct change *c;

	if (len >= sizeof(text)) {
		writer_ring_lose(r, when);
		return;
	}
	memcpy(text, name, len);
	text[len] = '\0';
	c = place(r, folder, text, by);
	c->folder = folder;
	c->when = when;
	c->order = ++r->next;
	memcpy(c->name, text, len + 1);
	c->by = *by;
}

void
writer_ring_lose(struct writer_ring *r, int64_t when)
{
	if (when > r->lost)
		r->lost = when;
}

const struct writer *
writer_ring_process(const struct writer_ring *r, long pid, int64_t since)
{
	const struct change *c, *last = NULL;

	for (c = r->v; c < r->v + WRITER_RING_MAX; c++)
		if (c->when >= since && c->when != 0 && c->by.pid == pid &&
		    is_known(&c->by) && (last == NULL ||
		    c->order > last->order))
			last = c;
	return last != NULL ? &last->by : NULL;
}

int
writer_ring_each(const struct writer_ring *r, uint64_t folder,
    const char *name, int64_t since, writers_fn *fn, void *arg)
{
	const struct change *c, *next;
	uint64_t done = 0;

	if (since <= r->lost)
		return -ENODATA;
	for (;;) {
		next = NULL;
		for (c = r->v; c < r->v + WRITER_RING_MAX; c++)
			if (c->when >= since && c->order > done &&
			    is_of(c, folder, name) && (next == NULL ||
			    c->order < next->order))
				next = c;
		if (next == NULL)
			return 0;
		done = next->order;
		fn(arg, &next->by);
	}
}
