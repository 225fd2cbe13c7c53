/* GET /v1/hosts and what belongs to one host. */
#include "collector/api.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "collector/csv.h"
#include "agent/model/report.h"
#include "collector/host_json.h"
#include "collector/host_row.h"
#include "collector/judgement.h"
#include "collector/notify.h"
#include "collector/observation_store.h"
#include "collector/rejudge.h"

#define CHANGES 100

struct page {
	struct json j;
	int64_t last;
	unsigned n;
};

static int
put_host(void *arg, const struct host_row *h)
{
	struct page *p = arg;

	json_object(&p->j, NULL);
	host_json(&p->j, h);
	json_end(&p->j);
	p->last = h->n;
	p->n++;
	return 0;
}

int
api_hosts(struct exchange *x, struct store *s, struct err *e)
{
	struct page p = { .n = 0 };
	struct host_filter f;
	char next[24];
	int r;

	if (!api_filter(x, &f))
		return 0;
	json_init(&p.j, &x->out);
	json_object(&p.j, NULL);
	json_array(&p.j, "hosts");
	r = host_list(s, &f, put_host, &p, e);
	if (r < 0)
		return r;
	json_end(&p.j);
	snprintf(next, sizeof(next), "%lld", (long long)p.last);
	json_string(&p.j, "next", p.n == f.limit ? next : NULL);
	json_end(&p.j);
	x->status = 200;
	return 0;
}

static int
put_line(void *arg, const struct host_row *h)
{
	const char *const texts[] = { h->id, h->name, h->address, h->owner,
	    h->department, h->mode, h->platform, h->condition, h->contact,
	    h->overdue ? "yes" : "no" };
	const int64_t times[] = { h->seen, h->first_failed, h->notified_at,
	    h->deadline };
	struct buf *b = arg;
	char when[32];
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		csv_field(b, texts[i], i == 0);
	for (i = 0; i < sizeof(times) / sizeof(times[0]); i++) {
		time_words(times[i], when);
		csv_field(b, times[i] != 0 ? when : NULL, false);
	}
	buf_adds(b, "\r\n");
	return b->failed ? -ENOMEM : 0;
}

int
api_hosts_csv(struct exchange *x, struct store *s, struct err *e)
{
	struct host_filter f;
	int r;

	if (!api_filter(x, &f))
		return 0;
	if (exchange_query(x, "limit") == NULL)
		f.limit = 0;
	buf_adds(&x->out, "id,name,address,owner,department,mode,platform,"
	    "condition,contact,overdue,last_seen,first_failed,notified_at,"
	    "deadline\r\n");
	r = host_list(s, &f, put_line, &x->out, e);
	if (r < 0)
		return r;
	x->status = 200;
	x->type = "text/csv; charset=utf-8; header=present";
	exchange_field(x, "Content-Disposition",
	    "attachment; filename=\"hosts.csv\"");
	return 0;
}

static int
put_change(void *arg, const struct value *v, size_t n)
{
	struct json *j = arg;

	json_object(j, NULL);
	json_time(j, "at", row_number(&v[0]));
	json_string(j, "kind", row_maybe(&v[1]));
	json_string(j, "subject", row_maybe(&v[2]));
	json_string(j, "before", row_maybe(&v[3]));
	json_string(j, "after", row_maybe(&v[4]));
	json_end(j);
	return 0;
}

static int
put_violation(void *arg, const struct value *v, size_t n)
{
	struct json *j = arg;

	json_object(j, NULL);
	json_string(j, "check", row_maybe(&v[0]));
	json_time(j, "first_failed", row_number(&v[1]));
	json_time(j, "last_failed", row_number(&v[2]));
	json_time(j, "ended_at", row_number(&v[3]));
	json_time(j, "notified_at", row_number(&v[4]));
	json_number(j, "credit", row_number(&v[5]));
	json_end(j);
	return 0;
}

static int
put_findings(struct json *j, struct store *s, const struct host_row *h,
    int64_t now, struct err *e)
{
	struct buf text = BUF_INIT((size_t)64 << 20);
	struct findings found;
	const struct finding *n;
	struct posting p;
	int r = report_latest(s, h->n, &text, &p, e);

	findings_init(&found);
	if (r > 0)
		r = judgement_evaluate(&p.facts, mode_from(h->mode), now,
		    &found);
	if (r >= 0)
		r = observation_finding(s, h->n, &found, e);
	json_array(j, "findings");
	for (n = found.first; r >= 0 && n != NULL; n = n->next)
		finding_json(j, n);
	json_end(j);
	findings_release(&found);
	posting_release(&p);
	buf_release(&text);
	return r;
}

static int
put_seen(void *arg, const struct observation_row *row)
{
	observation_row_json(arg, row);
	return 0;
}

/* One host, with what the list has no room for. */
struct detail {
	struct json j;
	struct store *s;
	struct err *e;
	int64_t now;
	bool found;
};

static int
put_detail(void *arg, const struct host_row *h)
{
	static const char violations[] = "SELECT chk, first_failed,"
	    " last_failed, ended_at, notified_at, credit FROM violation"
	    " WHERE host = $1 ORDER BY first_failed DESC, chk";
	static const char changes[] = "SELECT at, kind, subject, before,"
	    " after FROM change WHERE host = $1 ORDER BY n DESC LIMIT $2";
	struct detail *d = arg;
	struct value host = value_number(h->n);
	int r;

	d->found = true;
	json_object(&d->j, NULL);
	host_json(&d->j, h);
	r = put_findings(&d->j, d->s, h, d->now, d->e);
	json_array(&d->j, "observations");
	if (r >= 0)
		r = observation_list(d->s, &(struct observation_filter){
		    .host = h->n }, put_seen, &d->j, d->e);
	json_end(&d->j);
	json_array(&d->j, "violations");
	if (r >= 0)
		r = store_run(d->s, &(struct query){ .sql = violations,
		    .row = put_violation, .arg = &d->j, QUERY_VALUES(host) },
		    d->e);
	json_end(&d->j);
	json_array(&d->j, "changes");
	if (r >= 0)
		r = store_run(d->s, &(struct query){ .sql = changes,
		    .row = put_change, .arg = &d->j, QUERY_VALUES(host,
		    value_number(CHANGES)) }, d->e);
	json_end(&d->j);
	json_end(&d->j);
	return r < 0 ? r : 0;
}

int
api_host_report(struct exchange *x, struct store *s, struct err *e)
{
	struct err none = { .code = 0 };
	struct posting p = { .full = true };
	int64_t host;
	int r = host_find(s, x->id, &host, &none);

	if (r >= 0)
		r = report_latest(s, host, &x->out, &p, e);
	if (r == -ENOENT)
		r = 0;
	if (r == 0)
		exchange_error(x, 404, "there is no report of such a host");
	else if (r > 0)
		x->status = 200;
	posting_release(&p);
	return r < 0 ? r : 0;
}

int
api_host(struct exchange *x, struct store *s, struct err *e)
{
	struct host_filter f = {
		.id = x->id,
		.now = x->now,
		.stale_before = collector_stale_before(x->c),
	};
	struct detail d = { .s = s, .e = e, .now = x->now };
	int r;

	json_init(&d.j, &x->out);
	r = host_list(s, &f, put_detail, &d, e);
	if (r < 0)
		return r;
	x->status = 200;
	if (!d.found)
		exchange_error(x, 404, "there is no such host");
	return 0;
}

int
api_notified(struct exchange *x, struct store *s, struct err *e)
{
	struct err none = { .code = 0 };
	int64_t host;
	int r = host_find(s, x->id, &host, &none);

	if (r == -ENOENT) {
		exchange_error(x, 404, "there is no such host");
		return 0;
	}
	if (r >= 0)
		r = notify_mark(s, &x->c->config, host,
		    exchange_query(x, "check"), x->operator, x->now, e);
	if (r < 0)
		return r;
	return api_host(x, s, e);
}
