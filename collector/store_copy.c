/* Copies a store into one of another kind, and moves a campus there. */
#include "collector/store_copy.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "collector/store_table.h"

#define PIECE 500
#define MAX_KEYS 5
#define MAX_KEY 512

/* Of meta goes along: what a collector finds at its next start. */
static const char *const kept_meta[] = { "alive", "outage", NULL };

static int
get_meta(struct store *s, const char *key, int64_t *ret, struct err *e)
{
	static const char sql[] = "SELECT value FROM meta WHERE key = $1";

	return store_number(s, &(struct query){ .sql = sql,
	    QUERY_VALUES(value_text(key)) }, ret, e);
}

static int
set_meta(struct store *s, const char *key, int64_t value, struct err *e)
{
	static const char sql[] = "INSERT INTO meta (key, value) VALUES"
	    " ($1, $2) ON CONFLICT (key) DO UPDATE SET"
	    " value = excluded.value";

	return store_run(s, &(struct query){ .sql = sql,
	    QUERY_VALUES(value_text(key), value_number(value)) }, e);
}

static int
unset_meta(struct store *s, const char *key, struct err *e)
{
	static const char sql[] = "DELETE FROM meta WHERE key = $1";

	return store_run(s, &(struct query){ .sql = sql,
	    QUERY_VALUES(value_text(key)) }, e);
}

/* Of a store that was left: see leave(). */
static const char *
name_in(const struct store_table *t, bool left)
{
	return left && strcmp(t->name, "credential") == 0 ?
	    "credential_moved" : t->name;
}

static int
count(struct store *s, const char *table, int64_t *ret, struct err *e)
{
	char sql[80];

	snprintf(sql, sizeof(sql), "SELECT COUNT(*) FROM %s", table);
	return store_number(s, &(struct query){ .sql = sql, .once = true },
	    ret, e);
}

/* FNV-1a over what changes whenever a report is taken in. */
static int
fingerprint(struct store *s, bool left, int64_t *ret, struct err *e)
{
	static const char *const sums[] = {
		"SELECT SUM(last_seq) FROM state",
		"SELECT SUM(reports) FROM state",
		"SELECT SUM(seen) FROM state",
		"SELECT SUM(deadline) FROM state",
		"SELECT SUM(reports) FROM receipt",
		"SELECT SUM(sequence) FROM report",
		"SELECT SUM(received) FROM report",
		"SELECT SUM(size) FROM report",
		"SELECT SUM(last_failed) FROM violation",
		"SELECT SUM(credit) FROM violation",
		"SELECT SUM(at) FROM change",
		"SELECT SUM(hosts) FROM tally",
		"SELECT SUM(at) FROM observation",
		"SELECT SUM(received) FROM observation",
		"SELECT value FROM meta WHERE key = 'alive'",
		NULL,
	};
	uint64_t h = UINT64_C(0xcbf29ce484222325);
	const struct store_table *t;
	int64_t n;
	int i, r = 0;

	for (t = store_tables; r >= 0 && t->name != NULL; t++) {
		r = count(s, name_in(t, left), &n, e);
		h = (h ^ (uint64_t)n) * UINT64_C(0x100000001b3);
	}
	for (i = 0; r >= 0 && sums[i] != NULL; i++) {
		n = 0;
		r = store_number(s, &(struct query){ .sql = sums[i] }, &n,
		    e);
		h = (h ^ (uint64_t)n) * UINT64_C(0x100000001b3);
	}
	if (r >= 0)
		*ret = (int64_t)(h >> 1);
	return r < 0 ? r : 0;
}

struct copying {
	struct store *to;
	const struct store_table *table;
	const char *put;		/* the statement */
	/* the key of the last row */
	struct value key[MAX_KEYS];
	char text[MAX_KEYS][MAX_KEY];
	int64_t rows;
	struct err *e;
};

static int
keep_key(struct copying *c, const struct value *v)
{
	int i;

	for (i = 0; i < c->table->keys; i++) {
		c->key[i] = v[i];
		if (v[i].kind != VALUE_TEXT)
			continue;
		if (v[i].len >= MAX_KEY)
			return err_set(c->e, EINVAL, "%s: a key of %zu "
			    "bytes", c->table->name, v[i].len);
		memcpy(c->text[i], v[i].data, v[i].len + 1);
		c->key[i].data = c->text[i];
	}
	return 0;
}

static int
put_row(void *arg, const struct value *v, size_t n)
{
	struct copying *c = arg;
	int r = store_run(c->to, &(struct query){ .sql = c->put,
	    .later = true, .values = v, .n = n }, c->e);

	c->rows++;
	return r < 0 ? r : keep_key(c, v);
}

static int
take_key(void *arg, const struct value *v, size_t n)
{
	return keep_key(arg, v);
}

/* Behind what is there already. 1: something is. */
static int
find_end(struct copying *c)
{
	struct buf b = BUF_INIT(1024);
	int r;

	store_table_last(c->table, &b);
	r = b.failed ? err_set(c->e, ENOMEM, "out of memory") :
	    store_run(c->to, &(struct query){ .sql = b.p, .once = true,
	    .row = take_key, .arg = c }, c->e);
	buf_release(&b);
	return r;
}

static int
copy_table(struct store *from, struct copying *c)
{
	struct buf first = BUF_INIT(2048), next = BUF_INIT(2048);
	bool after = false;
	int r = 0, n;

	c->put = store_table_put(c->table);
	store_table_get(c->table, false, PIECE, &first);
	store_table_get(c->table, true, PIECE, &next);
	if (c->put == NULL || first.failed || next.failed)
		r = err_set(c->e, ENOMEM, "out of memory");
	if (r >= 0 && c->table->goes_on) {
		r = find_end(c);
		after = r > 0;
	}
	for (n = PIECE; r >= 0 && n == PIECE; after = true) {
		r = store_transact(c->to, STORE_BEGIN, c->e);
		if (r >= 0)
			r = store_run(from, &(struct query){ .sql = after ?
			    next.p : first.p, .once = true, .row = put_row,
			    .arg = c, .values = c->key, .n = after ?
			    (size_t)c->table->keys : 0 }, c->e);
		n = r;
		if (r >= 0)
			r = store_transact(c->to, STORE_COMMIT, c->e);
		if (r < 0)
			store_transact(c->to, STORE_ROLLBACK, NULL);
	}
	if (r < 0 && c->e != NULL)
		err_prefix(c->e, "%s", c->table->name);
	buf_release(&first);
	buf_release(&next);
	return r < 0 ? r : 0;
}

/* What an earlier attempt left of something else. */
static int
clear_all(struct store *to, struct err *e)
{
	char sql[80];
	size_t i = STORE_TABLES;
	int r = 0;

	/* What refers to others first. */
	while (r >= 0 && i-- > 0) {
		snprintf(sql, sizeof(sql), "DELETE FROM %s",
		    store_tables[i].name);
		r = store_run(to, &(struct query){ .sql = sql, .once = true },
		    e);
	}
	return r;
}

static int
prepare(struct store *to, int64_t mark, struct err *e)
{
	int64_t hosts = 0, before = -1;
	int r = get_meta(to, META_FILLING, &before, e);

	if (r >= 0)
		r = count(to, "host", &hosts, e);
	if (r < 0)
		return r;
	if (before == -1 && hosts > 0)
		return err_set(e, EEXIST, "there is a store with %lld hosts: "
		    "only an empty one is filled", (long long)hosts);
	r = set_meta(to, META_FILLING, mark, e);
	if (r >= 0 && before != mark)
		r = clear_all(to, e);
	return r;
}

static int
copy_meta(struct store *from, struct store *to, struct err *e)
{
	int64_t value;
	int i, r = 0;

	for (i = 0; r >= 0 && kept_meta[i] != NULL; i++) {
		value = 0;
		r = get_meta(from, kept_meta[i], &value, e);
		if (r > 0)
			r = set_meta(to, kept_meta[i], value, e);
	}
	return r;
}

/* Are both the same? */
static int
compare(struct store *from, bool left, struct store *to,
    struct buf *counts, struct err *e)
{
	const struct store_table *t;
	int64_t a, b;
	int r = 0;

	for (t = store_tables; r >= 0 && t->name != NULL; t++) {
		r = count(from, name_in(t, left), &a, e);
		if (r >= 0)
			r = count(to, t->name, &b, e);
		if (r >= 0 && a != b)
			r = err_set(e, EIO, "%s: %lld rows became %lld",
			    t->name, (long long)a, (long long)b);
		if (r >= 0)
			buf_addf(counts, "%s\t%lld\n", t->name,
			    (long long)b);
	}
	if (r >= 0)
		r = fingerprint(from, left, &a, e);
	if (r >= 0)
		r = fingerprint(to, false, &b, e);
	if (r >= 0 && a != b)
		r = err_set(e, EIO, "the sums of both are not the same");
	return r < 0 ? r : 0;
}

/* `from` is inside of a transaction that reads. */
static int
fill(struct store *from, struct store *to, int64_t mark, struct buf *counts,
    struct err *e)
{
	struct copying c = { .to = to, .e = e };
	int r = prepare(to, mark, e);

	for (c.table = store_tables; r >= 0 && c.table->name != NULL; c.table++)
		r = copy_table(from, &c);
	if (r >= 0)
		r = copy_meta(from, to, e);
	if (r >= 0)
		r = compare(from, false, to, counts, e);
	return r;
}

static int
copy(struct store *from, struct store *to, int64_t *mark,
    struct buf *counts, struct err *e)
{
	int r = store_transact(from, STORE_BEGIN_READ, e);

	if (r >= 0)
		r = fingerprint(from, false, mark, e);
	if (r >= 0)
		r = fill(from, to, *mark, counts, e);
	if (r >= 0)
		r = store_transact(from, STORE_COMMIT, e);
	if (r < 0)
		store_transact(from, STORE_ROLLBACK, NULL);
	return r;
}

int
store_copy(struct store *from, struct store *to, struct buf *counts,
    struct err *e)
{
	int64_t mark = 0;
	int r = copy(from, to, &mark, counts, e);

	if (r >= 0)
		r = unset_meta(to, META_FILLING, e);
	return r < 0 ? r : 0;
}

/* No report comes in without the table of credentials: on a server whoever
 * has begun is waited for, and whoever comes later fails. */
static int
leave(struct store *from, int64_t mark, struct err *e)
{
	int64_t now = 0;
	int r = store_transact(from, STORE_BEGIN, e);

	if (r >= 0)
		r = store_run(from, &(struct query){ .once = true, .sql =
		    "ALTER TABLE credential RENAME TO credential_moved" }, e);
	if (r >= 0)
		r = fingerprint(from, true, &now, e);
	if (r >= 0 && now != mark)
		r = err_set(e, EBUSY, "somebody wrote to the store that is "
		    "left: end the collectors that serve from it");
	if (r >= 0)
		r = set_meta(from, META_MOVED, 1, e);
	if (r >= 0)
		r = store_transact(from, STORE_COMMIT, e);
	if (r < 0)
		store_transact(from, STORE_ROLLBACK, NULL);
	return r;
}

int
store_move(struct store *from, struct store *to, struct buf *counts,
    struct err *e)
{
	int64_t moved = 0, filling = -1, hosts = 0, mark;
	int r = get_meta(from, META_MOVED, &moved, e);

	if (r >= 0)
		r = get_meta(to, META_FILLING, &filling, e);
	if (r >= 0 && moved == 0) {
		r = copy(from, to, &mark, counts, e);
		if (r >= 0)
			r = leave(from, mark, e);
	} else if (r >= 0 && filling != -1) {
		r = compare(from, true, to, counts, e);
	} else if (r >= 0) {
		r = count(to, "host", &hosts, e);
		if (r >= 0 && hosts == 0)
			r = err_set(e, EEXIST, "what was in the first store "
			    "was moved before, and not to this one");
	}
	if (r >= 0)
		r = unset_meta(to, META_FILLING, e);
	return r < 0 ? r : 0;
}

int
store_whole(struct store *s, struct err *e)
{
	int64_t value = -1;
	int r = get_meta(s, META_FILLING, &value, e);

	if (r > 0)
		return err_set(e, EBUSY, "the store is being filled, and not "
		    "whole: --migrate-store goes on where it was ended");
	if (r == 0)
		r = get_meta(s, META_MOVED, &value, e);
	if (r > 0)
		return err_set(e, EROFS, "what was in this store was moved "
		    "to another one by --migrate-store");
	return r;
}
