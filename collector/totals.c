/* Totals for the overview: by condition and contact, department, platform,
 * day. */
#include "collector/totals.h"

#include <string.h>

#define DAY 86400

const char *const condition_names[CONDITIONS] = { "failing", "unknown",
	"warning", "compliant" };
const char *const contact_names[CONTACTS] = { "fresh", "stale",
	"never-seen" };

static size_t
condition_of(const struct value *v)
{
	size_t i;

	for (i = 0; i < CONDITIONS; i++)
		if (strcmp(condition_names[i], row_text(v)) == 0)
			return i;
	return CONDITION_UNKNOWN;
}

static int
take_totals(void *arg, const struct value *v, size_t n)
{
	struct totals *t = arg;
	size_t condition = condition_of(&v[0]);
	size_t contact = (size_t)row_number(&v[1]) % CONTACTS;
	int64_t hosts = row_number(&v[2]);

	t->by[condition][contact] += hosts;
	t->condition[condition] += hosts;
	t->contact[contact] += hosts;
	t->hosts += hosts;
	t->overdue += row_number(&v[3]);
	return 0;
}

int
totals_read(struct store *s, int64_t now, int64_t stale_before,
    struct totals *ret, struct err *e)
{
	/* 0, 1, 2: enum CONTACT_ */
	static const char sql[] = "SELECT s.condition, CASE WHEN s.seen IS"
	    " NULL THEN 2 WHEN s.seen < $1 THEN 1 ELSE 0 END, COUNT(*),"
	    " SUM(CASE WHEN s.condition = 'failing' AND s.deadline <= $2"
	    " THEN 1 ELSE 0 END) FROM state s JOIN host h ON h.n = s.host"
	    " WHERE h.gone_at IS NULL GROUP BY 1, 2";
	static const char pending[] = "SELECT COUNT(*) FROM pending WHERE"
	    " decision IS NULL";
	int r;

	*ret = (struct totals){ .hosts = 0 };
	r = store_run(s, &(struct query){ .sql = sql, .row = take_totals,
	    .arg = ret, QUERY_VALUES(value_number(stale_before),
	    value_number(now)) }, e);
	if (r >= 0)
		r = store_number(s, &(struct query){ .sql = pending },
		    &ret->pending, e);
	return r < 0 ? r : 0;
}

struct reading {
	int (*fn)(void *, const struct part *);
	void *arg;
};

static int
take_part(void *arg, const struct value *v, size_t n)
{
	struct reading *r = arg;
	struct part p = { .name = row_text(&v[0]), .hosts =
	    row_number(&v[1]), .overdue = row_number(&v[2]) };
	size_t i;

	for (i = 0; i < CONDITIONS; i++)
		p.condition[i] = row_number(&v[3 + i]);
	return r->fn(r->arg, &p);
}

#define COUNT(what) "SUM(CASE WHEN s.condition = " what " THEN 1 ELSE 0 END)"
#define PARTS(column) "SELECT COALESCE(h." column ", ''), COUNT(*)," \
	" " COUNT("'failing' AND s.deadline <= $1") ", " COUNT("'failing'") \
	", " COUNT("'unknown'") ", " COUNT("'warning'") ", " \
	COUNT("'compliant'") " FROM state s JOIN host h ON h.n = s.host" \
	" WHERE h.gone_at IS NULL GROUP BY 1 ORDER BY 4 DESC, 2 DESC, 1" \
	" LIMIT 50"

int
totals_parts(struct store *s, enum part_kind kind, int64_t now,
    int (*fn)(void *, const struct part *), void *arg, struct err *e)
{
	static const char *const sql[] = {
		[PART_DEPARTMENT] = PARTS("department"),
		[PART_PLATFORM] = PARTS("platform"),
	};
	struct reading r = { .fn = fn, .arg = arg };

	return store_run(s, &(struct query){ .sql = sql[kind], .row =
	    take_part, .arg = &r, QUERY_VALUES(value_number(now)) }, e);
}

struct days {
	struct day *v;
	size_t n;
	int64_t first;
};

static int
take_day(void *arg, const struct value *v, size_t n)
{
	struct days *d = arg;
	int64_t day = row_number(&v[0]);
	size_t i = (size_t)((day - d->first) / DAY);

	if (day < d->first || i >= d->n)
		return 0;
	d->v[i].day = day;
	d->v[i].condition[condition_of(&v[1])] += row_number(&v[2]);
	d->v[i].overdue += row_number(&v[3]);
	return 0;
}

int
totals_days(struct store *s, int64_t now, struct day *days, size_t n,
    struct err *e)
{
	static const char sql[] = "SELECT day, condition, SUM(hosts),"
	    " SUM(overdue) FROM daily WHERE day >= $1 GROUP BY 1, 2";
	struct days d = { .v = days, .n = n, .first = now - now % DAY -
	    ((int64_t)n - 1) * DAY };
	int r;

	memset(days, 0, n * sizeof(*days));
	r = store_run(s, &(struct query){ .sql = sql, .row = take_day,
	    .arg = &d, QUERY_VALUES(value_number(d.first)) }, e);
	return r < 0 ? r : 0;
}
