/* What lies in the spool for the collector, in the order of its going. */
#include "agent/send/outbox.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "agent/base/memory.h"

static void
path_of(char path[SPOOL_NAME + 1], const struct outbox_item *item)
{
	path[0] = '/';
	spool_name(path + 1, item->sequence, item->kind);
}

static void
forget_rejected(const struct root *spool, struct spoolack *a)
{
	struct outbox_item item;
	char path[2][SPOOL_NAME + 1];
	size_t i = 0;

	while (i < a->n) {
		item.sequence = a->rejected[i].sequence;
		item.kind = SPOOL_CHANGE;
		path_of(path[0], &item);
		item.kind = SPOOL_HEARTBEAT;
		path_of(path[1], &item);
		if (root_exists(spool, path[0]) ||
		    root_exists(spool, path[1])) {
			i++;
			continue;
		}
		memmove(a->rejected + i, a->rejected + i + 1,
		    (--a->n - i) * sizeof(a->rejected[0]));
	}
}

static void
put(struct outbox *o, const struct outbox_item *item)
{
	if (o->n > 0 && item->kind == SPOOL_HEARTBEAT &&
	    o->v[o->n - 1].kind == SPOOL_HEARTBEAT)
		o->n--;
	o->v[o->n++] = *item;
}

int
outbox_read(const struct root *spool, struct spoolack *a,
    struct outbox *ret, struct err *e)
{
	struct pool pool = { .blocks = NULL };
	struct strv names = { .n = 0 };
	struct outbox o = { .n = 0 };
	struct outbox_item item;
	size_t i;
	int r = root_list(spool, "/", &pool, &names, e);

	if (r == 0 && names.n > 0 &&
	    (o.v = memory_zeroed(names.n, sizeof(*o.v))) == NULL)
		r = err_set(e, ENOMEM, "out of memory");
	for (i = 0; r == 0 && i < names.n; i++) {
		item.kind = spool_parse(names.v[i], &item.sequence);
		if (item.kind == SPOOL_NONE)
			continue;
		o.newest = item;
		if (item.sequence > a->done)
			put(&o, &item);
	}
	pool_release(&pool);
	if (r < 0) {
		outbox_release(&o);
		return r;
	}
	forget_rejected(spool, a);
	*ret = o;
	return 0;
}

void
outbox_release(struct outbox *o)
{
	free(o->v);
	*o = (struct outbox){ .n = 0 };
}

int
outbox_body(const struct root *spool, const struct outbox_item *item,
    struct buf *b, struct err *e)
{
	char path[SPOOL_NAME + 1];

	path_of(path, item);
	return root_read(spool, path, b, NULL, e);
}
