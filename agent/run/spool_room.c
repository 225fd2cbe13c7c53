/* What lies in the spool, and what goes when it is done or too much. */
#include "agent/run/spool_room.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "agent/base/memory.h"
#include "agent/base/rootwrite.h"

#define REJECTED SPOOL_FOLDER "/rejected"
#define PATH (sizeof(REJECTED) + SPOOL_NAME + 1)

static void
path_of(char path[PATH], const char *folder, const struct spool_item *item)
{
	char name[SPOOL_NAME];

	spool_name(name, item->sequence, item->kind);
	snprintf(path, PATH, "%s/%s", folder, name);
}

int
spool_list_read(const struct root *root, struct spool_list *ret,
    struct err *e)
{
	struct pool pool = { .blocks = NULL };
	struct strv names = { .n = 0 };
	struct spool_list l = { .max_files = SPOOL_MAX_FILES };
	struct spool_item item;
	struct stat st;
	char path[PATH];
	size_t i;
	int r = root_list(root, SPOOL_FOLDER, &pool, &names, e);

	if (r == -ENOENT)
		r = 0;
	if (r == 0 && names.n > 0 &&
	    (l.v = memory_zeroed(names.n, sizeof(*l.v))) == NULL)
		r = err_set(e, ENOMEM, "out of memory");
	for (i = 0; r == 0 && i < names.n; i++) {
		item.kind = spool_parse(names.v[i], &item.sequence);
		if (item.kind == SPOOL_NONE)
			continue;
		path_of(path, SPOOL_FOLDER, &item);
		if (root_lstat(root, path, &st) < 0)
			continue;
		item.size = (long long)st.st_size;
		l.bytes += item.size;
		l.v[l.n++] = item;
	}
	pool_release(&pool);
	if (r < 0)
		spool_list_release(&l);
	else
		*ret = l;
	return r;
}

void
spool_list_release(struct spool_list *l)
{
	free(l->v);
	*l = (struct spool_list){ .n = 0 };
}

long long
spool_list_high(const struct spool_list *l)
{
	return l->n > 0 ? l->v[l->n - 1].sequence : 0;
}

bool
spool_list_change(const struct spool_list *l, long long sequence)
{
	size_t i;

	for (i = l->n; i-- > 0 && l->v[i].sequence > sequence; )
		if (l->v[i].kind == SPOOL_CHANGE)
			return true;
	return false;
}

static void
take_out(struct spool_list *l, size_t i)
{
	l->bytes -= l->v[i].size;
	memmove(l->v + i, l->v + i + 1, (--l->n - i) * sizeof(*l->v));
}

/* Into rejected/, of which the oldest go. */
static int
reject(const struct root *root, const struct spool_item *item)
{
	struct pool pool = { .blocks = NULL };
	struct strv names = { .n = 0 };
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	char from[PATH], to[PATH];
	size_t i;
	int r;

	path_of(from, SPOOL_FOLDER, item);
	path_of(to, REJECTED, item);
	r = rootwrite_mkdir(root, REJECTED, 0750, NULL);
	if (r == 0)
		r = root_list(root, REJECTED, &pool, &names, NULL);
	for (i = 0; r == 0 && i + SPOOL_MAX_REJECTED <= names.n; i++) {
		buf_clear(&b);
		buf_addf(&b, "%s/%s", REJECTED, names.v[i]);
		if (!b.failed)
			rootwrite_remove(root, b.p, NULL);
	}
	if (r == 0)
		r = root_read(root, from, &b, NULL, NULL);
	if (r >= 0)
		r = rootwrite_file(root, to, b.p, b.len, 0640, NULL);
	buf_release(&b);
	pool_release(&pool);
	return r;
}

void
spool_settle(const struct root *root, struct spool_list *l,
    const struct spoolack *a, struct spool_state *s)
{
	char path[PATH];
	size_t i = 0;

	while (i < l->n && l->v[i].sequence <= a->done) {
		path_of(path, SPOOL_FOLDER, &l->v[i]);
		if (spoolack_rejected(a, l->v[i].sequence)) {
			/* A copy that cannot be kept is no reason to try to
			 * send it for ever. */
			reject(root, &l->v[i]);
			if (rootwrite_remove(root, path, NULL) == 0) {
				s->rejected++;
				take_out(l, i);
				continue;
			}
		} else if (rootwrite_remove(root, path, NULL) == 0) {
			take_out(l, i);
			continue;
		}
		i++;
	}
}

static bool
drop_oldest(const struct root *root, struct spool_list *l,
    struct spool_state *s)
{
	char path[PATH];
	size_t i;

	for (i = 0; i < l->n; i++) {
		if (l->v[i].kind != SPOOL_HEARTBEAT)
			continue;
		path_of(path, SPOOL_FOLDER, &l->v[i]);
		if (rootwrite_remove(root, path, NULL) < 0)
			continue;
		s->dropped++;
		take_out(l, i);
		return true;
	}
	return false;
}

int
spool_make_room(const struct root *root, struct spool_list *l,
    long long size, bool force, struct spool_state *s)
{
	if (force && !drop_oldest(root, l, s))
		return -ENOSPC;
	while (l->n + 1 > l->max_files || l->bytes + size >
	    SPOOL_MAX_BYTES)
		if (!drop_oldest(root, l, s))
			return -ENOSPC;
	return 0;
}
