/* The front page's enrolments that wait for a decision, beside how the host
 * that each resembles was judged. */
#include "collector/page.h"

#include <string.h>

#define SHOWN 20

struct rows {
	struct exchange *x;
	size_t n;
};

static const char *
words_of(const char *reason)
{
	return strcmp(reason, "granted") == 0 ?
	    "the inventory permits it more than others" :
	    "it has the hardware, or the name, of an enrolled host";
}

static void
put_head(struct buf *b)
{
	buf_adds(b, "<section aria-labelledby=\"pending\">\n"
	    "<h2 id=\"pending\">Enrolments that wait</h2>\n"
	    "<div class=\"scroll\" tabindex=\"0\" role=\"group\" "
	    "aria-labelledby=\"pending\">\n<table>\n<thead><tr>"
	    "<th scope=\"col\" class=\"n\">Number</th>"
	    "<th scope=\"col\">Calls itself</th>"
	    "<th scope=\"col\">From</th>"
	    "<th scope=\"col\">Since (UTC)</th>"
	    "<th scope=\"col\">Why</th>"
	    "<th scope=\"col\">Known host</th>"
	    "<th scope=\"col\">Its condition</th>"
	    "<th scope=\"col\">Its mode</th>"
	    "<th scope=\"col\">Last seen (UTC)</th>"
	    "</tr></thead>\n<tbody>\n");
}

static int
take(void *arg, const struct value *v, size_t n)
{
	struct rows *rows = arg;
	struct buf *b = &rows->x->out;

	if (rows->n++ == 0)
		put_head(b);
	html_put(b, "<tr><td class=\"n\">%d</td><th scope=\"row\">%s</th>"
	    "<td>%s</td><td>%T</td><td>%r</td><td><a href=\"/hosts/%u\">%s"
	    "</a></td><td>", row_number(&v[0]), row_text(&v[1]),
	    row_text(&v[2]), row_number(&v[3]), words_of(row_text(&v[4])),
	    row_text(&v[5]), row_text(&v[6]));
	page_state(b, row_text(&v[7]));
	html_put(b, "</td><td>%s</td><td>%T</td></tr>\n", row_text(&v[8]),
	    row_number(&v[9]));
	return 0;
}

int
page_pending(struct exchange *x, struct store *s, struct err *e)
{
	static const char sql[] = "SELECT p.n, p.name, p.peer, p.at,"
	    " p.reason, h.id, COALESCE(h.reported, h.name), s.condition,"
	    " h.mode, s.seen FROM pending p JOIN host h ON h.n = p.host"
	    " JOIN state s ON s.host = h.n WHERE p.decision IS NULL"
	    " ORDER BY p.n LIMIT $1";
	struct rows rows = { .x = x };
	int r = store_run(s, &(struct query){ .sql = sql, .row = take,
	    .arg = &rows, QUERY_VALUES(value_number(SHOWN)) }, e);

	if (r >= 0 && rows.n > 0)
		buf_adds(&x->out, "</tbody>\n</table>\n</div>\n<p>"
		    "<code>hardenmail-collector --merge NUMBER</code>: it is "
		    "that host, installed anew. <code>--replace NUMBER</code>"
		    ": it is another one, and that host is gone.</p>\n"
		    "</section>\n");
	return r < 0 ? r : 0;
}
