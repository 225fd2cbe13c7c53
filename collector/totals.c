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
take_condition(void *arg, const struct value *v, size_t n)
{
	struct totals *t = arg;

	t->condition[condition_of(&v[0])] += row_number(&v[1]);
	return 0;
}

/* condition and contact of one that is gone, which the indexes of state have
 * as well. They are summed up here: a GROUP BY lures SQLite into reading all
 * of state in the order of the groups. */
static int
take_gone(void *arg, const struct value *v, size_t n)
{
	struct totals *t = arg;

	t->by[condition_of(&v[0])][(size_t)row_number(&v[1]) % CONTACTS]--;
	return 0;
}

/* Hosts of one condition that are not fresh: few, and found by an index. */
static int
count_silent(struct store *s, size_t condition, int64_t stale_before,
    struct totals *t, struct err *e)
{
	static const char never[] = "SELECT COUNT(*) FROM state WHERE"
	    " condition = $1 AND seen IS NULL";
	static const char stale[] = "SELECT COUNT(*) FROM state WHERE"
	    " condition = $1 AND seen < $2";
	struct value name = value_text(condition_names[condition]);
	int64_t n = 0;
	int r = store_number(s, &(struct query){ .sql = never,
	    QUERY_VALUES(name) }, &n, e);

	t->by[condition][CONTACT_NEVER_SEEN] += n;
	n = 0;
	if (r >= 0)
		r = store_number(s, &(struct query){ .sql = stale,
		    QUERY_VALUES(name, value_number(stale_before)) }, &n, e);
	t->by[condition][CONTACT_STALE] += n;
	return r;
}

static void
sum_up(struct totals *t)
{
	size_t i, c;

	for (i = 0; i < CONDITIONS; i++) {
		t->by[i][CONTACT_FRESH] = t->condition[i] -
		    t->by[i][CONTACT_STALE] - t->by[i][CONTACT_NEVER_SEEN];
		for (c = 0; c < CONTACTS; c++)
			t->contact[c] += t->by[i][c];
		t->hosts += t->condition[i];
	}
}

int
totals_read(struct store *s, int64_t now, int64_t stale_before,
    struct totals *ret, struct err *e)
{
	static const char tally[] = "SELECT condition, SUM(hosts) FROM tally"
	    " GROUP BY 1";
	/* 0, 1, 2: enum CONTACT_ */
	static const char gone[] = "SELECT s.condition, CASE WHEN s.seen IS"
	    " NULL THEN 2 WHEN s.seen < $1 THEN 1 ELSE 0 END"
	    " FROM host h JOIN state s ON s.host = h.n"
	    " WHERE h.gone_at IS NOT NULL";
	static const char overdue[] = "SELECT COUNT(*) FROM state s"
	    " JOIN host h ON h.n = s.host WHERE s.condition = 'failing' AND"
	    " s.deadline <= $1 AND h.gone_at IS NULL";
	static const char pending[] = "SELECT COUNT(*) FROM pending WHERE"
	    " decision IS NULL";
	size_t i;
	int r;

	*ret = (struct totals){ .hosts = 0 };
	r = store_run(s, &(struct query){ .sql = tally,
	    .row = take_condition, .arg = ret }, e);
	for (i = 0; r >= 0 && i < CONDITIONS; i++)
		r = count_silent(s, i, stale_before, ret, e);
	if (r >= 0)
		r = store_run(s, &(struct query){ .sql = gone,
		    .row = take_gone, .arg = ret, QUERY_VALUES(
		    value_number(stale_before)) }, e);
	sum_up(ret);
	if (r >= 0)
		r = store_number(s, &(struct query){ .sql = overdue,
		    QUERY_VALUES(value_number(now)) }, &ret->overdue, e);
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

/* Overdue hosts are few, and change with the clock: they are counted. */
#define COUNT(what) "SUM(CASE WHEN t.condition = " what " THEN t.hosts" \
	" ELSE 0 END)"
#define PARTS(column) "SELECT t." column ", SUM(t.hosts)," \
	" COALESCE(MAX(o.hosts), 0), " COUNT("'failing'") ", " \
	COUNT("'unknown'") ", " COUNT("'warning'") ", " \
	COUNT("'compliant'") " FROM tally t LEFT JOIN (SELECT" \
	" COALESCE(h." column ", '') AS part, COUNT(*) AS hosts" \
	" FROM state s JOIN host h ON h.n = s.host WHERE" \
	" s.condition = 'failing' AND s.deadline <= $1 AND" \
	" h.gone_at IS NULL GROUP BY 1) o ON o.part = t." column \
	" GROUP BY 1 HAVING SUM(t.hosts) > 0" \
	" ORDER BY 4 DESC, 2 DESC, 1 LIMIT 50"

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
	static const char sql[] = "SELECT day, condition, hosts,"
	    " overdue FROM trend WHERE day >= $1";
	struct days d = { .v = days, .n = n, .first = now - now % DAY -
	    ((int64_t)n - 1) * DAY };
	int r;

	memset(days, 0, n * sizeof(*days));
	r = store_run(s, &(struct query){ .sql = sql, .row = take_day,
	    .arg = &d, QUERY_VALUES(value_number(d.first)) }, e);
	return r < 0 ? r : 0;
}
