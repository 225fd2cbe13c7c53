/* Is everything in the store as it must be? */
#include "collector/store_check.h"

#include "collector/store_schema.h"
#include "collector/zip.h"

struct rule {
	const char *words;
	const char *sql;	/* a row for each thing that breaks it */
	int64_t since;		/* version of the schema */
};

static const struct rule rules[] = {
	{ "a host without a state",
	    "SELECT id FROM host LEFT JOIN state ON state.host = host.n"
	    " WHERE state.host IS NULL", 1 },
	{ "two runs of receipts that overlap",
	    "SELECT h.id FROM receipt a JOIN receipt b ON a.host = b.host"
	    " AND a.epoch = b.epoch AND a.first_seq < b.first_seq"
	    " AND a.last_seq >= b.first_seq JOIN host h ON h.n = a.host", 1 },
	{ "a run of receipts that overlaps the one that goes on",
	    "SELECT h.id FROM receipt a JOIN state s ON a.host = s.host"
	    " AND a.epoch = s.epoch AND a.last_seq >= s.first_seq"
	    " AND a.first_seq <= s.last_seq JOIN host h ON h.n = a.host", 1 },
	{ "a run that counts more reports than it has sequences",
	    "SELECT h.id FROM receipt r JOIN host h ON h.n = r.host"
	    " WHERE r.reports > r.last_seq - r.first_seq + 1"
	    " OR r.reports < 1", 1 },
	{ "a state that counts more reports than it has sequences",
	    "SELECT h.id FROM state s JOIN host h ON h.n = s.host"
	    " WHERE s.reports > s.last_seq - s.first_seq + 1", 1 },
	{ "an open violation of a host that is not failing",
	    "SELECT h.id FROM violation v JOIN state s ON s.host = v.host"
	    " JOIN host h ON h.n = v.host WHERE v.ended_at IS NULL"
	    " AND s.condition <> 'failing'", 1 },
	{ "a failing host without an open violation",
	    "SELECT h.id FROM state s JOIN host h ON h.n = s.host WHERE"
	    " s.condition = 'failing' AND NOT EXISTS (SELECT 1 FROM"
	    " violation v WHERE v.host = s.host AND v.ended_at IS NULL)", 1 },
	{ "two open violations of one check",
	    "SELECT h.id FROM violation a JOIN violation b ON"
	    " a.host = b.host AND a.chk = b.chk AND"
	    " a.first_failed < b.first_failed AND a.ended_at IS NULL"
	    " AND b.ended_at IS NULL JOIN host h ON h.n = a.host", 1 },
	{ "hosts that are counted wrongly for the overview",
	    "SELECT condition FROM (SELECT condition, department, platform,"
	    " hosts AS n FROM tally UNION ALL SELECT s.condition,"
	    " COALESCE(h.department, ''), COALESCE(h.platform, ''), -1"
	    " FROM host h JOIN state s ON s.host = h.n WHERE h.gone_at IS"
	    " NULL) c GROUP BY condition, department, platform"
	    " HAVING SUM(n) <> 0", 2 },
	{ NULL, NULL, 0 },
};

struct checking {
	const char *words;
	struct buf *found;
};

static int
take(void *arg, const struct value *v, size_t n)
{
	struct checking *c = arg;

	buf_addf(c->found, "host %s: %s\n", row_text(&v[0]), c->words);
	return 0;
}

static int
take_body(void *arg, const struct value *v, size_t n)
{
	struct checking *c = arg;
	struct buf text = BUF_INIT((size_t)64 << 20);

	if (v[1].kind != VALUE_BLOB || zip_inflate(v[1].data, v[1].len,
	    &text) < 0 || (int64_t)text.len != row_number(&v[2]))
		take(c, v, n);
	buf_release(&text);
	return 0;
}

int
store_check(struct store *s, struct buf *found, struct err *e)
{
	struct checking c = { .words = "a report that cannot be read",
	    .found = found };
	const struct rule *rule;
	int64_t version = 0;
	int r;

	r = store_run(s, &(struct query){ .sql = "SELECT h.id, r.body, r.size"
	    " FROM report r JOIN host h ON h.n = r.host", .once = true,
	    .row = take_body, .arg = &c }, e);
	if (r >= 0)
		r = schema_version(s, &version, e);
	/* A copy may be of an older version, and is restored before it is
	 * brought up to this one. */
	for (rule = rules; r >= 0 && rule->words != NULL; rule++) {
		if (rule->since > version)
			continue;
		c.words = rule->words;
		r = store_run(s, &(struct query){ .sql = rule->sql,
		    .once = true, .row = take, .arg = &c }, e);
	}
	return r < 0 ? r : found->len > 0 ? 1 : 0;
}
