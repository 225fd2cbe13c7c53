/* A run as metrics, for node_exporter's textfile collector: the text format
 * of prometheus.io/docs/instrumenting/exposition_formats. */
#include "agent/format.h"

#include "agent/text.h"

/* Of a label's value: a backslash, a quote and a line feed are escaped. */
static void
put_label(struct buf *b, const char *name, const char *value)
{
	struct buf plain = BUF_INIT(b->max);
	size_t i;

	text_escape(&plain, value != NULL ? value : "");
	buf_addf(b, "%s=\"", name);
	for (i = 0; i < plain.len; i++) {
		if (plain.p[i] == '\\' || plain.p[i] == '"')
			buf_addc(b, '\\');
		buf_addc(b, plain.p[i]);
	}
	buf_addc(b, '"');
	b->failed = b->failed || plain.failed;
	buf_release(&plain);
}

static void
put_head(struct buf *b, const char *name, const char *help)
{
	buf_addf(b, "# HELP hardenmail_%s %s\n# TYPE hardenmail_%s gauge\n",
	    name, help, name);
}

static void
put_info(const struct report *r, struct buf *b)
{
	put_head(b, "info", "What looked at this host, and under which mode.");
	buf_adds(b, "hardenmail_info{");
	put_label(b, "program", r->program);
	buf_addc(b, ',');
	put_label(b, "mode", mode_name(r->policy->mode));
	buf_addc(b, ',');
	put_label(b, "platform", r->facts->platform);
	buf_addc(b, ',');
	put_label(b, "title", r->facts->title);
	buf_adds(b, "} 1\n");
}

static void
put_verdicts(const struct report *r, struct buf *b)
{
	static const enum verdict all[] = { VERDICT_PASS, VERDICT_WARN,
		VERDICT_FAIL, VERDICT_UNKNOWN };
	const struct finding *n;
	size_t i;

	put_head(b, "verdict", "The verdict of the host: 1 for the one that "
	    "holds.");
	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		buf_addf(b, "hardenmail_verdict{verdict=\"%s\"} %d\n",
		    run_verdict_name(all[i]), r->findings->worst == all[i]);
	put_head(b, "check", "The verdict of each check: always 1.");
	for (n = r->findings->first; n != NULL; n = n->next)
		buf_addf(b, "hardenmail_check{check=\"%s\",verdict=\"%s\","
		    "severity=\"%s\"} 1\n", n->check,
		    verdict_name(n->verdict), severity_name(n->severity));
}

static void
put_queues(const struct report *r, struct buf *b)
{
	const struct queue *q;

	for (q = r->facts->queues; q != NULL && q->messages < 0; q = q->next)
		;
	if (q == NULL)
		return;
	put_head(b, "queue_messages", "Messages that wait in a queue.");
	for (; q != NULL; q = q->next) {
		if (q->messages < 0)
			continue;
		buf_adds(b, "hardenmail_queue_messages{");
		put_label(b, "path", q->path);
		buf_addf(b, "} %ld\n", (long)q->messages);
	}
}

static void
write_prometheus(const struct report *r, const struct look *look,
    struct buf *b)
{
	(void)look;
	put_info(r, b);
	put_verdicts(r, b);
	put_queues(r, b);
	put_head(b, "last_run_timestamp_seconds",
	    "When the host was looked at.");
	buf_addf(b, "hardenmail_last_run_timestamp_seconds %lld\n",
	    (long long)r->time);
}

const struct format format_prometheus = {
	.name = "prometheus",
	.write = write_prometheus,
	.findings_only = true,
};
