/* What is known of a host in one row, for taking its next report in. */
#include "collector/host_state.h"

#include <errno.h>
#include <string.h>

#include "collector/host_ahead.h"
#include "collector/host_tally.h"

#define COLUMNS "h.n, h.id, h.department, h.mode, h.epoch, h.gone_at," \
	" s.epoch, s.first_seq, s.last_seq, s.reports, s.digest, s.since," \
	" s.seen, s.condition, s.verdicts, s.judged, s.first_failed," \
	" s.notified_at, s.deadline, s.full_at, s.claimed, h.platform"

enum mode
mode_from(const char *name)
{
	int m;

	for (m = MODE_QUEUE_ONLY; m <= MODE_OBSERVE; m++)
		if (strcmp(mode_name((enum mode)m), name) == 0)
			return (enum mode)m;
	return MODE_QUEUE_ONLY;
}

static void
copy(char *to, size_t size, const struct value *v)
{
	const char *text = row_text(v);
	size_t len = strlen(text);

	if (len >= size)
		len = size - 1;
	memcpy(to, text, len);
	to[len] = '\0';
}

void
host_state_take(struct host_state *h, const struct value *v, size_t n)
{
	h->host = row_number(&v[0]);
	copy(h->id, sizeof(h->id), &v[1]);
	copy(h->department, sizeof(h->department), &v[2]);
	h->mode = mode_from(row_text(&v[3]));
	h->host_epoch = row_number(&v[4]);
	h->gone_at = row_number(&v[5]);
	h->run_epoch = row_number(&v[6]);
	h->first_seq = row_number(&v[7]);
	h->last_seq = row_number(&v[8]);
	h->reports = row_number(&v[9]);
	copy(h->digest, sizeof(h->digest), &v[10]);
	h->since = row_number(&v[11]);
	h->seen = row_number(&v[12]);
	copy(h->condition, sizeof(h->condition), &v[13]);
	copy(h->verdicts, sizeof(h->verdicts), &v[14]);
	copy(h->judged, sizeof(h->judged), &v[15]);
	h->first_failed = row_number(&v[16]);
	h->notified_at = row_number(&v[17]);
	h->deadline = row_number(&v[18]);
	h->full_at = row_number(&v[19]);
	copy(h->claimed, sizeof(h->claimed), &v[20]);
	copy(h->stored, sizeof(h->stored), &v[13]);
	copy(h->platform, sizeof(h->platform), &v[21]);
	h->epoch = n > 22 ? row_number(&v[22]) : h->host_epoch;
	h->revoked = n > 23 && row_number(&v[23]) != 0;
}

static int
take(void *arg, const struct value *v, size_t n)
{
	host_state_take(arg, v, n);
	return 0;
}

const char host_state_ahead_sql[] = "SELECT " COLUMNS ", c.epoch,"
    " c.revoked_at, c.hash FROM credential c JOIN host h ON h.n = c.host"
    " LEFT JOIN state s ON s.host = h.n WHERE c.hash = ANY ($1)";

int
host_lock(struct store *s, int64_t host, struct err *e)
{
	static const char sql[] = "SELECT host FROM state WHERE host = $1";
	int64_t n;

	if (!s->ops->shared)
		return 0;
	return store_number(s, &(struct query){ .sql = sql, .lock =
	    LOCK_ROWS, QUERY_VALUES(value_number(host)) }, &n, e);
}

static int
lock_by_credential(struct store *s, const char *hash, int64_t *host,
    struct err *e)
{
	/* Of the host only: whose row a credential is may not matter here. */
	static const char sql[] = "SELECT host FROM state WHERE host IN"
	    " (SELECT host FROM credential WHERE hash = $1)";

	*host = 0;
	if (!s->ops->shared)
		return 0;
	return store_number(s, &(struct query){ .sql = sql, .lock =
	    LOCK_ROWS, QUERY_VALUES(value_text(hash)) }, host, e);
}

int
host_state_by_credential(struct store *s, const char *hash,
    struct host_state *ret, struct err *e)
{
	static const char sql[] = "SELECT " COLUMNS ", c.epoch, c.revoked_at"
	    " FROM credential c JOIN host h ON h.n = c.host"
	    " LEFT JOIN state s ON s.host = h.n WHERE c.hash = $1";

	int64_t locked;
	int r;

	if (host_ahead_take(s, hash, ret))
		return 1;
	*ret = (struct host_state){ .host = 0 };
	r = lock_by_credential(s, hash, &locked, e);
	if (r >= 0)
		r = store_run(s, &(struct query){ .sql = sql, .row = take,
		    .arg = ret, QUERY_VALUES(value_text(hash)) }, e);
	if (r > 0 && s->ops->shared && ret->host != locked)
		return err_set(e, EAGAIN, "a credential that moves");
	return r;
}

int
host_state_by_number(struct store *s, int64_t host, struct host_state *ret,
    struct err *e)
{
	static const char sql[] = "SELECT " COLUMNS " FROM host h"
	    " LEFT JOIN state s ON s.host = h.n WHERE h.n = $1";

	int r = host_lock(s, host, e);

	*ret = (struct host_state){ .host = 0 };
	return r < 0 ? r : store_run(s, &(struct query){ .sql = sql,
	    .row = take, .arg = ret, QUERY_VALUES(value_number(host)) }, e);
}

int
host_state_save(struct store *s, const struct host_state *h, struct err *e)
{
	static const char sql[] = "UPDATE state SET epoch = $2,"
	    " first_seq = $3, last_seq = $4, reports = $5, digest = $6,"
	    " since = $7, seen = $8, condition = $9, verdicts = $10,"
	    " judged = $11, first_failed = $12, notified_at = $13,"
	    " deadline = $14, full_at = $15, claimed = $16 WHERE host = $1";

	/* Most changes are not of the condition. */
	bool same = strcmp(h->stored, h->condition) == 0;
	int r = same ? 0 : host_tally_out(s, h->host, e);

	if (r < 0)
		return r;
	r = store_run(s, &(struct query){ .sql = sql, .later = true,
	    QUERY_VALUES(
	    value_number(h->host), value_time(h->run_epoch),
	    value_number(h->first_seq), value_number(h->last_seq),
	    value_number(h->reports), value_text(h->digest),
	    value_time(h->since), value_time(h->seen),
	    value_text(h->condition), value_text(h->verdicts),
	    value_text(h->judged), value_time(h->first_failed),
	    value_time(h->notified_at), value_time(h->deadline),
	    value_time(h->full_at), h->claimed[0] != '\0' ?
	    value_text(h->claimed) : value_null()) }, e);
	if (r >= 0 && !same)
		r = host_tally_in(s, h->host, e);
	return r;
}
