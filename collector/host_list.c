/* Lists hosts by condition, contact and deadline: what pages and API show. */
#include "collector/host_list.h"

#include <errno.h>
#include <string.h>

#include "agent/base/buf.h"

#define MAX_VALUES 16

#define COLUMNS "h.n, h.id, COALESCE(h.reported, h.name)," \
	" h.address, h.owner, h.department," \
	" h.mode, h.platform, h.title, s.condition, h.gone_at, s.epoch," \
	" s.last_seq, s.seen, s.since, s.first_failed, s.notified_at," \
	" s.deadline, s.clones, s.verdicts, s.claimed, h.enrolled_at"

struct building {
	struct buf sql;
	struct value values[MAX_VALUES];
	size_t n;
};

struct listing {
	const struct host_filter *f;
	int (*fn)(void *, const struct host_row *);
	void *arg;
};

bool
is_condition(const char *text)
{
	return strcmp(text, "compliant") == 0 || strcmp(text, "warning") == 0
	    || strcmp(text, "failing") == 0 || strcmp(text, "unknown") == 0;
}

bool
is_contact(const char *text)
{
	return strcmp(text, "fresh") == 0 || strcmp(text, "stale") == 0 ||
	    strcmp(text, "never-seen") == 0 || strcmp(text, "gone") == 0;
}

static int
take(void *arg, const struct value *v, size_t n)
{
	struct listing *l = arg;
	struct host_row h = {
		.n = row_number(&v[0]),
		.id = row_text(&v[1]),
		.name = row_text(&v[2]),
		.address = row_maybe(&v[3]),
		.owner = row_maybe(&v[4]),
		.department = row_maybe(&v[5]),
		.mode = row_text(&v[6]),
		.platform = row_maybe(&v[7]),
		.title = row_maybe(&v[8]),
		.condition = row_text(&v[9]),
		.epoch = row_number(&v[11]),
		.sequence = v[12].kind == VALUE_NUMBER ? v[12].number : -1,
		.seen = row_number(&v[13]),
		.since = row_number(&v[14]),
		.first_failed = row_number(&v[15]),
		.notified_at = row_number(&v[16]),
		.deadline = row_number(&v[17]),
		.clones = row_number(&v[18]),
		.verdicts = row_maybe(&v[19]),
		.claimed = row_maybe(&v[20]),
		.enrolled_at = row_number(&v[21]),
	};

	h.contact = row_number(&v[10]) != 0 ? "gone" :
	    h.seen == 0 ? "never-seen" :
	    h.seen < l->f->stale_before ? "stale" : "fresh";
	h.overdue = strcmp(h.condition, "failing") == 0 && h.deadline != 0 &&
	    l->f->now >= h.deadline;
	return l->fn(l->arg, &h);
}

/* " AND column = $n"; the values are never part of the text. */
static void
also(struct building *b, const char *before, struct value v,
    const char *after)
{
	if (b->n == MAX_VALUES) {
		b->sql.failed = true;
		return;
	}
	b->values[b->n++] = v;
	buf_addf(&b->sql, " AND %s$%zu%s", before, b->n, after);
}

static void
also_contact(struct building *b, const struct host_filter *f)
{
	if (f->contact == NULL) {
		if (f->id == NULL)
			buf_adds(&b->sql, " AND h.gone_at IS NULL");
		return;
	}
	if (strcmp(f->contact, "gone") == 0) {
		buf_adds(&b->sql, " AND h.gone_at IS NOT NULL");
		return;
	}
	buf_adds(&b->sql, " AND h.gone_at IS NULL");
	if (strcmp(f->contact, "never-seen") == 0)
		buf_adds(&b->sql, " AND s.seen IS NULL");
	else
		also(b, strcmp(f->contact, "fresh") == 0 ? "s.seen >= " :
		    "s.seen < ", value_number(f->stale_before), "");
}

/* % and _ of a search are themselves. */
static const char *
like(const char *text, struct buf *b)
{
	buf_addc(b, '%');
	for (; *text != '\0'; text++) {
		if (strchr("%_\\", *text) != NULL)
			buf_addc(b, '\\');
		buf_addc(b, *text);
	}
	buf_addc(b, '%');
	return b->failed ? "%" : b->p;
}

static void
also_like(struct building *b, const char *op, const char *text)
{
	static const char *const columns[] = { "h.name", "h.reported",
	    "h.address", "h.owner" };
	size_t i;

	if (b->n == MAX_VALUES) {
		b->sql.failed = true;
		return;
	}
	b->values[b->n++] = value_text(text);
	for (i = 0; i < sizeof(columns) / sizeof(columns[0]); i++)
		buf_addf(&b->sql, "%s%s %s $%zu ESCAPE '\\'", i == 0 ?
		    " AND (" : " OR ", columns[i], op, b->n);
	buf_addc(&b->sql, ')');
}

/* op: the store's LIKE. */
static void
build(struct building *b, const struct host_filter *f, const char *op,
    struct buf *pattern)
{
	buf_adds(&b->sql, " FROM host h JOIN state s ON s.host = h.n"
	    " WHERE 1 = 1");
	if (f->id != NULL)
		also(b, "h.id = ", value_text(f->id), "");
	if (f->condition != NULL)
		also(b, "s.condition = ", value_text(f->condition), "");
	also_contact(b, f);
	if (f->overdue)
		also(b, "s.condition = 'failing' AND s.deadline <= ",
		    value_number(f->now), "");
	if (f->due)
		buf_adds(&b->sql, " AND s.condition = 'failing'"
		    " AND s.deadline IS NOT NULL");
	if (f->department != NULL)
		also(b, "h.department = ", value_text(f->department), "");
	if (f->platform != NULL)
		also(b, "h.platform = ", value_text(f->platform), "");
	if (f->check != NULL)
		also(b, "EXISTS (SELECT 1 FROM violation v WHERE"
		    " v.host = h.n AND v.ended_at IS NULL AND v.chk = ",
		    value_text(f->check), ")");
	if (f->search != NULL)
		also_like(b, op, like(f->search, pattern));
}

int
host_list(struct store *s, const struct host_filter *f,
    int (*fn)(void *, const struct host_row *), void *arg, struct err *e)
{
	struct building b = { .sql = BUF_INIT(8192) };
	struct buf pattern = BUF_INIT(4096);
	struct listing l = { .f = f, .fn = fn, .arg = arg };
	int r;

	buf_adds(&b.sql, "SELECT " COLUMNS);
	build(&b, f, s->ops->like, &pattern);
	if (f->after > 0)
		also(&b, "s.host > ", value_number(f->after), "");
	buf_adds(&b.sql, f->due ? " ORDER BY s.deadline, s.host" :
	    " ORDER BY s.host");
	if (f->limit > 0)
		buf_addf(&b.sql, " LIMIT %u", f->limit);
	r = b.sql.failed ? err_set(e, ENOMEM, "out of memory") :
	    store_run(s, &(struct query){ .sql = b.sql.p, .once = true,
	    .values = b.values, .n = b.n, .row = take, .arg = &l }, e);
	buf_release(&b.sql);
	buf_release(&pattern);
	return r;
}

int
host_count(struct store *s, const struct host_filter *f, int64_t *ret,
    struct err *e)
{
	struct building b = { .sql = BUF_INIT(8192) };
	struct buf pattern = BUF_INIT(4096);
	int r;

	buf_adds(&b.sql, "SELECT COUNT(*)");
	build(&b, f, s->ops->like, &pattern);
	r = b.sql.failed ? err_set(e, ENOMEM, "out of memory") :
	    store_number(s, &(struct query){ .sql = b.sql.p, .once = true,
	    .values = b.values, .n = b.n }, ret, e);
	buf_release(&b.sql);
	buf_release(&pattern);
	return r < 0 ? r : 0;
}
