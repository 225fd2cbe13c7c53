/* /healthz, /readyz and /metrics. */
#include "collector/api.h"

#include <stdio.h>
#include <sys/resource.h>

#include "collector/observation_store.h"
#include "collector/summary.h"

int
api_healthz(struct exchange *x, struct store *s, struct err *e)
{
	x->status = 200;
	x->type = "text/plain; charset=utf-8";
	buf_adds(&x->out, "ok\n");
	return 0;
}

/* As they are in the loop's thread when they are asked for. */
struct figures {
	struct counters counters;
	int64_t receiving, resident;
};

/* Through the writer and its commit: a store that cannot be written to is
 * not ready. */
int
api_readyz(struct exchange *x, struct store *s, struct err *e)
{
	static const char sql[] = "INSERT INTO meta (key, value) VALUES"
	    " ($1, $2) ON CONFLICT (key) DO UPDATE SET"
	    " value = excluded.value";
	char key[32] = "ready";
	int64_t slot = 0;
	int r = store_slot(s, &slot, e);

	/* Collectors do not wait for each other here. */
	if (slot > 0)
		snprintf(key, sizeof(key), "ready-%lld", (long long)slot);
	if (r >= 0)
		r = store_run(s, &(struct query){ .sql = sql, QUERY_VALUES(
		    value_text(key), value_number(x->now)) }, e);
	if (r < 0)
		return r;
	x->status = 200;
	x->type = "text/plain; charset=utf-8";
	buf_adds(&x->out, "ready\n");
	return 0;
}

static void
put(struct buf *b, const char *name, const char *type, const char *help)
{
	buf_addf(b, "# HELP hardenmail_%s %s\n# TYPE hardenmail_%s %s\n",
	    name, help, name, type);
}

static void
put_summary(struct buf *b, const struct summary *s)
{
	put(b, "hosts", "gauge", "Hosts by condition.");
	buf_addf(b, "hardenmail_hosts{condition=\"compliant\"} %lld\n"
	    "hardenmail_hosts{condition=\"warning\"} %lld\n"
	    "hardenmail_hosts{condition=\"failing\"} %lld\n"
	    "hardenmail_hosts{condition=\"unknown\"} %lld\n",
	    (long long)s->compliant, (long long)s->warning,
	    (long long)s->failing, (long long)s->unknown);
	put(b, "hosts_contact", "gauge", "Hosts by contact.");
	buf_addf(b, "hardenmail_hosts_contact{contact=\"fresh\"} %lld\n"
	    "hardenmail_hosts_contact{contact=\"stale\"} %lld\n"
	    "hardenmail_hosts_contact{contact=\"never-seen\"} %lld\n"
	    "hardenmail_hosts_contact{contact=\"gone\"} %lld\n",
	    (long long)s->fresh, (long long)s->stale,
	    (long long)s->never_seen, (long long)s->gone);
	put(b, "hosts_overdue", "gauge", "Failing hosts past their "
	    "deadline.");
	buf_addf(b, "hardenmail_hosts_overdue %lld\n",
	    (long long)s->overdue);
}

static void
put_observations(struct buf *b, const struct observation_count *n)
{
	put(b, "observations", "gauge", "What probes saw of addresses and "
	    "ports, by verdict.");
	buf_addf(b, "hardenmail_observations{verdict=\"fail\"} %lld\n"
	    "hardenmail_observations{verdict=\"pass\"} %lld\n"
	    "hardenmail_observations{verdict=\"unknown\"} %lld\n",
	    (long long)n->open, (long long)n->closed,
	    (long long)n->unknown);
	put(b, "observations_unowned", "gauge", "Of those that fail, on "
	    "addresses that no host has.");
	buf_addf(b, "hardenmail_observations_unowned %lld\n",
	    (long long)n->nobody);
}

static void
put_counters(struct buf *b, const struct counters *c)
{
	const struct { const char *name, *help; int64_t n; } rows[] = {
		{ "reports_stored_total", "Full reports stored.", c->stored },
		{ "heartbeats_total", "Heartbeats stored.", c->heartbeats },
		{ "duplicates_total", "Reports that came again.",
		    c->duplicates },
		{ "want_full_total", "Heartbeats answered by want full.",
		    c->want_full },
		{ "observations_stored_total", "Observations of probes "
		    "stored.", c->observations },
		{ "clones_total", "Reports that only a clone can have sent.",
		    c->clones },
		{ "refused_identity_total", "Requests without identity.",
		    c->refused_identity },
		{ "refused_body_total", "Bodies that were refused.",
		    c->refused_body },
		{ "limited_total", "Requests refused for their rate.",
		    c->limited },
		{ "store_errors_total", "Errors of the store.",
		    c->store_errors },
		{ "refused_busy_total", "Requests refused because too much "
		    "waits.", c->refused_busy },
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		put(b, rows[i].name, "counter", rows[i].help);
		buf_addf(b, "hardenmail_%s %lld\n", rows[i].name,
		    (long long)rows[i].n);
	}
	put(b, "answers_total", "counter", "Answers by class of status.");
	for (i = 2; i < 6; i++)
		buf_addf(b, "hardenmail_answers_total{class=\"%zuxx\"} "
		    "%lld\n", i, (long long)c->answers[i]);
}

static void
put_memory(struct buf *b, const struct figures *f, int64_t limit)
{
	const struct { const char *name, *help; int64_t n; } rows[] = {
		{ "waiting", "Requests that wait for the store.",
		    f->counters.waiting },
		{ "waiting_bytes", "Memory of the requests that wait for the "
		    "store.", f->counters.waiting_bytes },
		{ "receiving_bytes", "Bytes of requests that have not come "
		    "in whole.", f->receiving },
		{ "memory_limit_bytes", "What both may take, each half of "
		    "it.", limit },
		{ "resident_max_bytes", "The most memory that the process "
		    "had.", f->resident },
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		put(b, rows[i].name, "gauge", rows[i].help);
		buf_addf(b, "hardenmail_%s %lld\n", rows[i].name,
		    (long long)rows[i].n);
	}
}

void
api_metrics_prepare(struct exchange *x)
{
	struct figures *f = pool_alloc(&x->q->pool, sizeof(*f));
	struct rusage used;

	x->data = f;
	if (f == NULL) {
		exchange_error(x, 503, "out of memory");
		return;
	}
	f->counters = x->c->counters;
	if (x->c->http != NULL)
		f->receiving = (int64_t)http_receiving(x->c->http);
	if (getrusage(RUSAGE_SELF, &used) == 0)
		f->resident = (int64_t)used.ru_maxrss * 1024;
}

/* The Prometheus text format, 0.0.4. */
int
api_metrics(struct exchange *x, struct store *s, struct err *e)
{
	struct summary sum;
	struct observation_count seen;
	int r = summary_read(s, x->now, collector_stale_before(x->c), &sum, e);

	if (r >= 0)
		r = observations_count(s, &seen, e);
	if (r < 0)
		return r;
	put_summary(&x->out, &sum);
	put_observations(&x->out, &seen);
	put_counters(&x->out, &((struct figures *)x->data)->counters);
	put_memory(&x->out, x->data, x->c->config.memory);
	put(&x->out, "start_time_seconds", "gauge", "When it was started.");
	buf_addf(&x->out, "hardenmail_start_time_seconds %lld\n",
	    (long long)x->c->started);
	x->status = 200;
	x->type = "text/plain; version=0.0.4; charset=utf-8";
	return 0;
}
