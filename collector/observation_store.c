/* What probes saw, in the store, and what it means for the hosts. */
#include "collector/observation_store.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "agent/base/buf.h"
#include "agent/base/memory.h"
#include "agent/model/report.h"
#include "collector/rejudge.h"

/* Of a host; a machine has few ports that take mail. */
#define MAX_SHOWN 50

struct before {
	bool any;		/* of this address, port and probe */
	int64_t at[2];		/* by settled; 0: none */
	char verdict[16];	/* of the one that is settled */
};

static int
take_before(void *arg, const struct value *v, size_t n)
{
	struct before *b = arg;
	bool settled = row_number(&v[0]) != 0;

	b->any = true;
	b->at[settled] = row_number(&v[1]);
	if (settled)
		snprintf(b->verdict, sizeof(b->verdict), "%s",
		    row_text(&v[2]));
	return 0;
}

static int
look_up(struct store *s, const char *probe, const struct observation *o,
    struct before *b, struct err *e)
{
	static const char sql[] = "SELECT settled, at, verdict FROM"
	    " observation WHERE address = $1 AND port = $2 AND probe = $3";

	*b = (struct before){ .any = false };
	return store_run(s, &(struct query){ .sql = sql, .row = take_before,
	    .arg = b, QUERY_VALUES(value_text(o->address),
	    value_number(o->port), value_text(probe)) }, e);
}

static int
put(struct store *s, const char *probe, const struct observation *o,
    int64_t now, struct err *e)
{
	static const char sql[] = "INSERT INTO observation (address, port,"
	    " probe, settled, at, received, verdict, relay, reached, reason,"
	    " name, greeting, mail, rcpt, reply, transcript, listed) VALUES"
	    " ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,"
	    " $15, $16, $17) ON CONFLICT (address, port, probe, settled)"
	    " DO UPDATE SET at = excluded.at, received = excluded.received,"
	    " verdict = excluded.verdict, relay = excluded.relay,"
	    " reached = excluded.reached, reason = excluded.reason,"
	    " name = excluded.name, greeting = excluded.greeting,"
	    " mail = excluded.mail, rcpt = excluded.rcpt,"
	    " reply = excluded.reply, transcript = excluded.transcript,"
	    " listed = excluded.listed";
	/* What was not certain before it says nothing any more. */
	static const char clear[] = "DELETE FROM observation WHERE"
	    " address = $1 AND port = $2 AND probe = $3 AND settled = 0"
	    " AND at <= $4";
	bool settled = o->verdict != VERDICT_UNKNOWN;
	int r = store_run(s, &(struct query){ .sql = sql, .later = true,
	    QUERY_VALUES(value_text(o->address), value_number(o->port),
	    value_text(probe), value_number(settled), value_number(o->at),
	    value_number(now), value_text(verdict_name(o->verdict)),
	    value_text(o->relay), value_number(o->reached),
	    value_text(o->reason), value_text(o->name),
	    value_text(o->greeting), value_text(o->mail),
	    value_text(o->rcpt), value_text(o->reply),
	    value_text(o->transcript), value_text(o->listed)) }, e);

	if (r >= 0 && settled)
		r = store_run(s, &(struct query){ .sql = clear,
		    .later = true, QUERY_VALUES(value_text(o->address),
		    value_number(o->port), value_text(probe),
		    value_number(o->at)) }, e);
	return r;
}

struct hosts {
	int64_t v[MAX_SHOWN];
	size_t n;
};

static int
take_host(void *arg, const struct value *v, size_t n)
{
	struct hosts *h = arg;

	h->v[h->n++] = row_number(&v[0]);
	return 0;
}

static int
hosts_at(struct store *s, const char *address, struct hosts *h,
    struct err *e)
{
	static const char sql[] = "SELECT n FROM host WHERE probed = $1 AND"
	    " gone_at IS NULL ORDER BY n LIMIT 50";

	h->n = 0;
	return store_run(s, &(struct query){ .sql = sql, .row = take_host,
	    .arg = h, QUERY_VALUES(value_text(address)) }, e);
}

/* Hosts of which something certain is new. */
struct touched {
	int64_t *v;
	size_t n, room;
};

static int
touch(struct touched *t, int64_t host)
{
	size_t room = t->room > 0 ? 2 * t->room : 64;
	int64_t *v;

	if (t->n == t->room) {
		v = memory_resize(t->v, room * sizeof(*v));
		if (v == NULL)
			return -ENOMEM;
		t->v = v;
		t->room = room;
	}
	t->v[t->n++] = host;
	return 0;
}

static int
take_one(struct store *s, const char *probe, const struct observation *o,
    int64_t now, struct touched *touched, struct observations_taken *t,
    struct err *e)
{
	bool settled = o->verdict != VERDICT_UNKNOWN;
	struct before b;
	struct hosts h;
	size_t i;
	int r = look_up(s, probe, o, &b, e);

	if (r < 0)
		return r;
	/* Of one second what is open counts. */
	if (b.at[settled] == o->at && (o->verdict != VERDICT_FAIL ||
	    strcmp(b.verdict, "pass") != 0)) {
		t->duplicate++;
		return 0;
	}
	if (b.at[1] > o->at || (!settled && (b.at[1] == o->at ||
	    b.at[0] > o->at))) {
		t->late++;
		return 0;
	}
	r = hosts_at(s, o->address, &h, e);
	if (r < 0)
		return r;
	if (!o->reached && !b.any && h.n == 0) {
		t->ignored++;
		return 0;
	}
	t->stored++;
	r = put(s, probe, o, now, e);
	if (!settled || (o->verdict == VERDICT_PASS && strcmp(b.verdict,
	    "pass") == 0))
		return r;
	for (i = 0; r >= 0 && i < h.n; i++)
		r = touch(touched, h.v[i]);
	return r;
}

static int
by_number(const void *a, const void *b)
{
	const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x > y ? 1 : x < y ? -1 : 0;
}

/* Each host once, however many of its ports were seen. */
static int
judge_touched(struct store *s, const struct config *c,
    const struct touched *touched, int64_t now,
    struct observations_taken *t, struct err *e)
{
	size_t i;
	int r = 0;

	if (touched->n > 0)
		qsort(touched->v, touched->n, sizeof(*touched->v), by_number);
	for (i = 0; r >= 0 && i < touched->n; i++) {
		if (i > 0 && touched->v[i] == touched->v[i - 1])
			continue;
		t->judged++;
		r = rejudge(s, c, touched->v[i], now, e);
	}
	return r;
}

/* Behind --migrate-store there are no credentials any more: what came then
 * would be acknowledged and lost. */
static int
is_served(struct store *s, struct err *e)
{
	static const char sql[] = "SELECT COUNT(*) FROM credential WHERE"
	    " hash = ''";
	int64_t n;

	return store_number(s, &(struct query){ .sql = sql }, &n, e);
}

int
observations_take(struct store *s, const struct config *c, const char *probe,
    const struct observations *list, int64_t now,
    struct observations_taken *ret, struct err *e)
{
	struct touched touched = { .n = 0 };
	size_t i;
	int r = store_alone(s, e);

	*ret = (struct observations_taken){ .stored = 0 };
	if (r >= 0)
		r = is_served(s, e);
	for (i = 0; r >= 0 && i < list->n; i++)
		r = take_one(s, probe, &list->v[i], now, &touched, ret, e);
	if (r >= 0)
		r = judge_touched(s, c, &touched, now, ret, e);
	free(touched.v);
	return r < 0 ? r : 0;
}

#define COLUMNS "o.address, o.port, o.probe, o.at, o.received, o.verdict," \
	" o.relay, o.reached, o.reason, o.name, o.greeting, o.mail, o.rcpt," \
	" o.reply, o.transcript, o.listed, h.id, COALESCE(h.reported, h.name)"

struct listing {
	int (*fn)(void *, const struct observation_row *);
	void *arg;
};

static enum verdict
verdict_from(const char *name)
{
	return strcmp(name, "fail") == 0 ? VERDICT_FAIL :
	    strcmp(name, "pass") == 0 ? VERDICT_PASS : VERDICT_UNKNOWN;
}

static int
take_row(void *arg, const struct value *v, size_t n)
{
	struct listing *l = arg;
	struct observation_row row = {
		.seen = {
			.port = row_number(&v[1]),
			.at = row_number(&v[3]),
			.verdict = verdict_from(row_text(&v[5])),
			.relay = row_text(&v[6]),
			.reached = row_number(&v[7]) != 0,
			.reason = row_maybe(&v[8]),
			.name = row_maybe(&v[9]),
			.greeting = row_maybe(&v[10]),
			.mail = row_maybe(&v[11]),
			.rcpt = row_maybe(&v[12]),
			.reply = row_maybe(&v[13]),
			.transcript = row_maybe(&v[14]),
			.listed = row_maybe(&v[15]),
		},
		.probe = row_text(&v[2]),
		.received = row_number(&v[4]),
		.host = row_maybe(&v[16]),
		.host_name = row_maybe(&v[17]),
	};

	snprintf(row.seen.address, sizeof(row.seen.address), "%s",
	    row_text(&v[0]));
	return l->fn(l->arg, &row);
}

int
observation_list(struct store *s, const struct observation_filter *f,
    int (*fn)(void *, const struct observation_row *), void *arg,
    struct err *e)
{
	static const char of_host[] = "SELECT " COLUMNS " FROM host h JOIN"
	    " observation o ON o.address = h.probed WHERE h.n = $1"
	    " ORDER BY CASE o.verdict WHEN 'fail' THEN 0 WHEN 'pass' THEN 1"
	    " ELSE 2 END,"
	    " o.at DESC, o.port, o.probe LIMIT 50";
	static const char all[] = "SELECT " COLUMNS " FROM observation o"
	    " LEFT JOIN host h ON h.probed = o.address AND h.gone_at IS NULL"
	    " WHERE ($1 = '' OR o.verdict = $1) AND ($2 = 0 OR h.n IS NULL)"
	    " ORDER BY CASE o.verdict WHEN 'fail' THEN 0 WHEN 'pass' THEN 1"
	    " ELSE 2 END,"
	    " o.at DESC, o.address, o.port, o.probe LIMIT $3";
	struct listing l = { .fn = fn, .arg = arg };
	struct value one[] = { value_number(f->host) };
	struct value three[] = { value_text(f->verdict != NULL ? f->verdict :
	    ""), value_number(f->nobody), value_number(f->limit) };

	return store_run(s, &(struct query){ .sql = f->host != 0 ? of_host :
	    all, .row = take_row, .arg = &l, .values = f->host != 0 ? one :
	    three, .n = f->host != 0 ? 1 : 3 }, e);
}

struct adding {
	struct findings *found;
	struct finding *f;
};

static int
add_evidence(void *arg, const struct observation_row *row)
{
	const struct observation *o = &row->seen;
	struct adding *a = arg;
	struct place at = { .path = NULL };
	struct buf b = BUF_INIT(8192);
	char when[32];

	if (o->verdict == VERDICT_UNKNOWN)
		return 0;
	if (a->f == NULL) {
		a->f = findings_add(a->found, OBSERVATION_CHECK);
		if (a->f == NULL)
			return -ENOMEM;
		a->f->severity = SEVERITY_HIGH;
		/* What fails comes first. */
		if (o->verdict == VERDICT_FAIL)
			finding_say(a->found, a->f, VERDICT_FAIL,
			    "from outside it relays for strangers: %s port "
			    "%lld is %s", o->address, (long long)o->port,
			    o->relay);
		else
			finding_say(a->found, a->f, VERDICT_PASS,
			    "from outside it relays for nobody");
	}
	time_words(o->at, when);
	buf_addf(&b, "%s port %lld, asked by %s on %s: %s", o->address,
	    (long long)o->port, row->probe, when, o->verdict == VERDICT_PASS
	    && !o->reached ? "nobody listens" : o->relay);
	if (o->mail != NULL && o->rcpt != NULL && o->reply != NULL)
		buf_addf(&b, "; MAIL FROM:%s RCPT TO:%s was answered by %s",
		    o->mail, o->rcpt, o->reply);
	at.text = b.p;
	finding_evidence(a->found, a->f, &at, 0);
	buf_release(&b);
	return 0;
}

int
observation_finding(struct store *s, int64_t host, struct findings *found,
    struct err *e)
{
	struct observation_filter f = { .host = host };
	struct adding a = { .found = found };
	int r = observation_list(s, &f, add_evidence, &a, e);

	if (r >= 0 && found->pool.failed)
		r = err_set(e, ENOMEM, "out of memory");
	if (r >= 0 && a.f != NULL)
		found->worst = verdict_worse(found->worst, a.f->verdict);
	return r < 0 ? r : 0;
}

static int
take_count(void *arg, const struct value *v, size_t n)
{
	struct observation_count *c = arg;

	c->open = row_number(&v[0]);
	c->closed = row_number(&v[1]);
	c->unknown = row_number(&v[2]);
	c->nobody = row_number(&v[3]);
	return 0;
}

#define COUNT(condition) "SUM(CASE WHEN " condition " THEN 1 ELSE 0 END)"

int
observations_count(struct store *s, struct observation_count *ret,
    struct err *e)
{
	/* Hosts of one address do not make it several. */
	static const char sql[] = "SELECT " COUNT("o.verdict = 'fail'") ", "
	    COUNT("o.verdict = 'pass'") ", " COUNT("o.verdict = 'unknown'")
	    ", " COUNT("o.verdict = 'fail' AND NOT EXISTS (SELECT 1 FROM"
	    " host h WHERE h.probed = o.address AND h.gone_at IS NULL)")
	    " FROM observation o";

	*ret = (struct observation_count){ .open = 0 };
	return store_run(s, &(struct query){ .sql = sql, .row = take_count,
	    .arg = ret }, e);
}
