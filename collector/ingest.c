/* Takes what a host sent into the store, once. */
#include "collector/ingest.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "collector/change.h"
#include "collector/host_state.h"
#include "collector/host_tally.h"
#include "collector/judgement.h"
#include "collector/zip.h"

/* How often the history of a host says anew that it has a clone. */
#define CLONE_SECONDS 3600

struct intake {
	struct store *s;
	const struct config *c;
	const struct posting *p;
	int64_t now;
	struct host_state h;
};

/* A row of receipts: 1 when the sequence lies in it. */
struct covering {
	int64_t last_seq;
	char digest[DIGEST_HEX];
	bool seen;
};

static int
take_covering(void *arg, const struct value *v, size_t n)
{
	struct covering *c = arg;

	c->last_seq = row_number(&v[0]);
	snprintf(c->digest, sizeof(c->digest), "%s", row_text(&v[1]));
	c->seen = true;
	return 0;
}

static int
add_receipt(const struct intake *in, int64_t epoch, int64_t first,
    int64_t last, int64_t reports, const char *digest, int64_t since,
    int64_t seen, struct err *e)
{
	static const char sql[] = "INSERT INTO receipt (host, epoch,"
	    " first_seq, last_seq, reports, digest, since, seen) VALUES"
	    " ($1, $2, $3, $4, $5, $6, $7, $8)";

	return store_run(in->s, &(struct query){ .sql = sql, .later = true,
	    QUERY_VALUES(value_number(in->h.host), value_number(epoch),
	    value_number(first), value_number(last), value_number(reports),
	    value_text(digest), value_number(since), value_number(seen)) },
	    e);
}

/* The run that goes on is over: another digest, or another epoch. */
static int
close_run(const struct intake *in, struct err *e)
{
	const struct host_state *h = &in->h;

	if (h->run_epoch == 0)
		return 0;
	return add_receipt(in, h->run_epoch, h->first_seq, h->last_seq,
	    h->reports, h->digest, h->since, h->seen, e);
}

static int
note_clone(const struct intake *in, struct err *e)
{
	static const char count[] = "UPDATE state SET clones = clones + 1"
	    " WHERE host = $1";
	static const char last[] = "SELECT MAX(at) FROM change WHERE"
	    " host = $1 AND kind = 'clone'";
	struct value host = value_number(in->h.host);
	int64_t at = 0;
	int r;

	r = store_run(in->s, &(struct query){ .sql = count, .later = true,
	    QUERY_VALUES(host) }, e);
	if (r >= 0)
		r = store_number(in->s, &(struct query){ .sql = last,
		    QUERY_VALUES(host) }, &at, e);
	if (r >= 0 && in->now - at >= CLONE_SECONDS)
		r = change_add(in->s, &(struct change){ .at = in->now,
		    .host = in->h.host, .epoch = in->h.epoch,
		    .sequence = in->p->sequence, .kind = "clone",
		    .before = in->h.digest, .after = in->p->digest }, e);
	return r;
}

/* A sequence that is not beyond the last one. */
static int
ingest_old(const struct intake *in, struct receipt *ret, struct err *e)
{
	static const char find[] = "SELECT last_seq, digest FROM receipt"
	    " WHERE host = $1 AND epoch = $2 AND first_seq <= $3"
	    " ORDER BY first_seq DESC LIMIT 1";
	const struct posting *p = in->p;
	const struct host_state *h = &in->h;
	static const char gone[] = "SELECT pruned FROM mark WHERE host = $1"
	    " AND epoch = $2";
	struct covering c = { .seen = false };
	int64_t pruned = -1;
	int r = 0;

	if (p->sequence >= h->first_seq) {
		c.seen = true;
		c.last_seq = h->last_seq;
		memcpy(c.digest, h->digest, sizeof(c.digest));
	} else {
		r = store_run(in->s, &(struct query){ .sql = find,
		    .row = take_covering, .arg = &c, QUERY_VALUES(
		    value_number(h->host), value_number(h->epoch),
		    value_number(p->sequence)) }, e);
	}
	if (r < 0)
		return r;
	if (c.seen && c.last_seq >= p->sequence) {
		if (strcmp(c.digest, p->digest) == 0) {
			ret->outcome = OUTCOME_DUPLICATE;
			return 0;
		}
		ret->outcome = OUTCOME_CLONE;
		return note_clone(in, e);
	}
	r = store_number(in->s, &(struct query){ .sql = gone, QUERY_VALUES(
	    value_number(h->host), value_number(h->epoch)) }, &pruned, e);
	if (r < 0)
		return r;
	/* Older than what is kept. */
	if (p->sequence <= pruned) {
		ret->outcome = OUTCOME_DUPLICATE;
		return 0;
	}
	/* It was overtaken: accounted for, but the state is newer. */
	ret->outcome = OUTCOME_LATE;
	return add_receipt(in, h->epoch, p->sequence, p->sequence, 1,
	    p->digest, in->now, in->now, e);
}

static int
touch(const struct intake *in, int64_t last_seq, int64_t reports,
    struct err *e)
{
	static const char sql[] = "UPDATE state SET last_seq = $2,"
	    " reports = $3, seen = $4 WHERE host = $1";

	return store_run(in->s, &(struct query){ .sql = sql, .later = true,
	    QUERY_VALUES(value_number(in->h.host), value_number(last_seq),
	    value_number(reports), value_number(in->now)) }, e);
}

static int
store_body(const struct intake *in, struct err *e)
{
	static const char sql[] = "INSERT INTO report (host, epoch, sequence,"
	    " received, size, body) VALUES ($1, $2, $3, $4, $5, $6)"
	    " ON CONFLICT (host) DO UPDATE SET epoch = excluded.epoch,"
	    " sequence = excluded.sequence, received = excluded.received,"
	    " size = excluded.size, body = excluded.body";
	/* Most hosts have the name and system that they had before. */
	static const char host[] = "UPDATE host SET reported = $2,"
	    " platform = $3, title = $4, gone_at = NULL WHERE n = $1 AND"
	    " (reported IS DISTINCT FROM $2 OR platform IS DISTINCT FROM $3"
	    " OR title IS DISTINCT FROM $4 OR gone_at IS NOT NULL)";
	const struct posting *p = in->p;
	/* What zlib asks room for, before it makes it small. */
	struct buf zipped = BUF_INIT(2 * p->body_len + 4096);
	/* As it is counted. */
	bool same = in->h.gone_at == 0 && p->facts.platform != NULL &&
	    strcmp(in->h.platform, p->facts.platform) == 0;
	int r = zip_deflate(p->body, p->body_len, &zipped);

	if (r == 0)
		r = store_run(in->s, &(struct query){ .sql = sql,
		    .later = true, QUERY_VALUES(value_number(in->h.host),
		    value_number(in->h.epoch), value_number(p->sequence),
		    value_number(in->now),
		    value_number((int64_t)p->body_len),
		    value_blob(zipped.p, zipped.len)) }, e);
	else
		err_set(e, -r, "out of memory");
	if (r >= 0 && !same)
		r = host_tally_out(in->s, in->h.host, e);
	if (r >= 0)
		r = store_run(in->s, &(struct query){ .sql = host,
		    .later = true, QUERY_VALUES(value_number(in->h.host),
		    value_text(p->facts.name), value_text(p->facts.platform),
		    value_text(p->facts.title)) }, e);
	if (r >= 0 && !same)
		r = host_tally_in(in->s, in->h.host, e);
	buf_release(&zipped);
	return r;
}

/* A full report that says something new, or is judged anew. */
static int
ingest_changed(struct intake *in, struct err *e)
{
	struct host_state *h = &in->h;
	int r = close_run(in, e);

	if (r < 0)
		return r;
	h->run_epoch = h->epoch;
	h->first_seq = h->last_seq = in->p->sequence;
	h->reports = 1;
	h->since = h->seen = in->now;
	h->full_at = in->now;
	snprintf(h->claimed, sizeof(h->claimed), "%s", in->p->claimed);
	memcpy(h->digest, in->p->digest, sizeof(h->digest));
	r = judge_host(in->s, in->c, h, &in->p->facts, in->now, e);
	if (r >= 0)
		r = host_state_save(in->s, h, e);
	if (r >= 0)
		r = store_body(in, e);
	return r < 0 ? r : 0;
}

static int
ingest_new(struct intake *in, struct receipt *ret, struct err *e)
{
	struct host_state *h = &in->h;
	char judged[64];
	bool same;

	judgement_name(h->mode, judged);
	same = h->run_epoch == h->epoch && strcmp(h->digest, in->p->digest) ==
	    0 && strcmp(h->judged, judged) == 0 && h->gone_at == 0;
	if (same) {
		ret->outcome = OUTCOME_STORED;
		return touch(in, in->p->sequence, h->reports + 1, e);
	}
	if (!in->p->full) {
		/* Not counted: the sequence comes again, or is skipped. */
		ret->outcome = OUTCOME_WANT_FULL;
		return touch(in, h->last_seq, h->reports, e);
	}
	ret->outcome = OUTCOME_STORED;
	return ingest_changed(in, e);
}

int
ingest(struct store *s, const struct config *c, const struct posting *p,
    const char *hash, int64_t now, struct receipt *ret, struct err *e)
{
	struct intake in = { .s = s, .c = c, .p = p, .now = now };
	struct host_state *h = &in.h;
	int r = host_state_by_credential(s, hash, h, e);

	if (r < 0)
		return r;
	*ret = (struct receipt){ .outcome = OUTCOME_NO_IDENTITY };
	/* A token of an enrolment that a newer one replaced is no identity:
	 * whoever still has it is not the host. */
	if (r == 0 || h->revoked || h->epoch != h->host_epoch)
		return 0;
	ret->host = h->host;
	snprintf(ret->id, sizeof(ret->id), "%s", h->id);
	if (p->host_id != NULL && strcmp(p->host_id, h->id) != 0) {
		ret->outcome = OUTCOME_OTHER_HOST;
		return 0;
	}
	if (p->epoch >= 0 && p->epoch != h->epoch) {
		ret->outcome = OUTCOME_OTHER_EPOCH;
		return 0;
	}
	if (h->run_epoch == h->epoch && p->sequence <= h->last_seq)
		r = ingest_old(&in, ret, e);
	else
		r = ingest_new(&in, ret, e);
	snprintf(ret->condition, sizeof(ret->condition), "%s", h->condition);
	return r < 0 ? r : 0;
}
