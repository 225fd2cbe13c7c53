/* How many hosts are in each condition and contact. */
#include "collector/summary.h"

static int
take(void *arg, const struct value *v, size_t n)
{
	struct summary *s = arg;
	int64_t *const to[] = { &s->hosts, &s->compliant, &s->warning,
	    &s->failing, &s->unknown, &s->fresh, &s->stale, &s->never_seen,
	    &s->overdue };
	size_t i;

	for (i = 0; i < sizeof(to) / sizeof(to[0]) && i < n; i++)
		*to[i] = row_number(&v[i]);
	return 0;
}

#define COUNT(condition) "SUM(CASE WHEN " condition " THEN 1 ELSE 0 END)"

int
summary_read(struct store *s, int64_t now, int64_t stale_before,
    struct summary *ret, struct err *e)
{
	static const char sql[] = "SELECT COUNT(*), "
	    COUNT("s.condition = 'compliant'") ", "
	    COUNT("s.condition = 'warning'") ", "
	    COUNT("s.condition = 'failing'") ", "
	    COUNT("s.condition = 'unknown'") ", "
	    COUNT("s.seen >= $1") ", " COUNT("s.seen < $1") ", "
	    COUNT("s.seen IS NULL") ", "
	    COUNT("s.condition = 'failing' AND s.deadline <= $2")
	    " FROM state s JOIN host h ON h.n = s.host"
	    " WHERE h.gone_at IS NULL";
	static const char gone[] = "SELECT COUNT(*) FROM host WHERE"
	    " gone_at IS NOT NULL";
	int r;

	*ret = (struct summary){ .hosts = 0 };
	r = store_run(s, &(struct query){ .sql = sql, .row = take, .arg = ret,
	    QUERY_VALUES(value_number(stale_before), value_number(now)) }, e);
	if (r >= 0)
		r = store_number(s, &(struct query){ .sql = gone },
		    &ret->gone, e);
	return r < 0 ? r : 0;
}
