/* Judges what a host reported last anew: its permitted mode has changed. */
#include "collector/rejudge.h"

#include <errno.h>

#include "collector/host_state.h"
#include "collector/judgement.h"
#include "collector/zip.h"

static int
take(void *arg, const struct value *v, size_t n)
{
	struct buf *text = arg;

	if (v[0].kind != VALUE_BLOB)
		return -EINVAL;
	return zip_inflate(v[0].data, v[0].len, text);
}

int
report_latest(struct store *s, int64_t host, struct buf *text,
    struct posting *p, struct err *e)
{
	static const char sql[] = "SELECT body FROM report WHERE host = $1";
	int n;

	*p = (struct posting){ .full = true };
	n = store_run(s, &(struct query){ .sql = sql, .row = take,
	    .arg = text, QUERY_VALUES(value_number(host)) }, e);
	if (n <= 0)
		return n;
	n = posting_read(p, true, text->len > 0 ? text->p : "", text->len, e);
	return n < 0 ? n : 1;
}

int
rejudge(struct store *s, const struct config *c, int64_t host, int64_t now,
    struct err *e)
{
	struct buf text = BUF_INIT((size_t)64 << 20);
	struct host_state h;
	struct posting p;
	int r = host_lock(s, host, e);

	p = (struct posting){ .full = true };
	if (r >= 0)
		r = report_latest(s, host, &text, &p, e);
	if (r < 0)
		goto out;
	if (r > 0) {
		r = host_state_by_number(s, host, &h, e);
		if (r > 0)
			r = judge_host(s, c, &h, &p.facts, now, e);
	} else {
		r = host_state_by_number(s, host, &h, e);
		if (r > 0)
			r = judge_unheard(s, c, &h, now, e);
	}
	if (r >= 0 && h.host != 0)
		r = host_state_save(s, &h, e);
out:
	posting_release(&p);
	buf_release(&text);
	return r < 0 ? r : 0;
}
