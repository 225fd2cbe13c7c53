/* The front page: how many hosts are in which condition. */
#include "collector/api.h"

#include "collector/html.h"
#include "collector/summary.h"

static void
put_row(struct buf *b, const char *words, const char *state, int64_t n)
{
	buf_adds(b, "<tr><th scope=\"row\"><a href=\"/v1/hosts?state=");
	html_url(b, state);
	buf_adds(b, "\">");
	html_text(b, words);
	buf_addf(b, "</a></th><td>%lld</td></tr>\n", (long long)n);
}

int
page_front(struct exchange *x, struct store *s, struct err *e)
{
	struct buf *b = &x->out;
	struct summary sum;
	int r = summary_read(s, x->now, collector_stale_before(x->c), &sum, e);

	if (r < 0)
		return r;
	html_begin(b, "Mail on our hosts");
	buf_addf(b, "<table>\n<caption>%lld hosts</caption>\n",
	    (long long)sum.hosts);
	put_row(b, "overdue", "overdue", sum.overdue);
	put_row(b, "failing", "failing", sum.failing);
	put_row(b, "unknown", "unknown", sum.unknown);
	put_row(b, "warning", "warning", sum.warning);
	put_row(b, "compliant", "compliant", sum.compliant);
	put_row(b, "silent for long", "stale", sum.stale);
	put_row(b, "never seen", "never-seen", sum.never_seen);
	buf_adds(b, "</table>\n");
	html_end(b);
	x->status = 200;
	x->type = "text/html; charset=utf-8";
	exchange_field(x, "Content-Security-Policy", html_policy);
	exchange_field(x, "Referrer-Policy", "no-referrer");
	return 0;
}

int
page_style(struct exchange *x, struct store *s, struct err *e)
{
	buf_adds(&x->out, ":root { color-scheme: light dark }\n"
	    "body { font: 1rem/1.5 sans-serif; margin: 2rem auto; "
	    "max-width: 60rem; padding: 0 1rem }\n"
	    "th { text-align: left; padding-right: 2rem }\n"
	    "td { text-align: right }\n");
	x->status = 200;
	x->type = "text/css; charset=utf-8";
	return 0;
}
