/* The list of hosts: search, filters, pages. */
#include "collector/api.h"

#include <string.h>

#include "checks/check.h"
#include "collector/page.h"

struct listing {
	struct exchange *x;
	int64_t last;
	unsigned n;
};

static void
put_option(struct buf *b, const char *value, const char *words,
    const char *chosen)
{
	html_put(b, "<option value=\"%s\"%r>%s</option>\n", value,
	    chosen != NULL && strcmp(chosen, value) == 0 ? " selected" : "",
	    words);
}

static void
put_select(struct buf *b, const char *name, const char *label)
{
	html_put(b, "<p><label for=\"%r\">%r</label>\n<select id=\"%r\" "
	    "name=\"%r\">\n<option value=\"\">any</option>\n", name, label,
	    name, name);
}

static void
put_words(struct buf *b, const char *name, const char *label,
    const char *const words[], const char *chosen)
{
	put_select(b, name, label);
	for (; *words != NULL; words++)
		put_option(b, *words, *words, chosen);
	buf_adds(b, "</select></p>\n");
}

struct choice {
	struct buf *b;
	const char *chosen;
};

static int
put_choice(void *arg, const struct value *v, size_t n)
{
	struct choice *c = arg;

	put_option(c->b, row_text(&v[0]), row_text(&v[0]), c->chosen);
	return 0;
}

static int
put_known(struct exchange *x, struct store *s, const char *name,
    const char *label, const char *sql, struct err *e)
{
	struct choice c = { .b = &x->out, .chosen = exchange_query(x, name) };
	int r;

	put_select(&x->out, name, label);
	r = store_run(s, &(struct query){ .sql = sql, .row = put_choice,
	    .arg = &c }, e);
	buf_adds(&x->out, "</select></p>\n");
	return r;
}

static int
put_filters(struct exchange *x, struct store *s, struct err *e)
{
	static const char *const states[] = { "failing", "overdue",
		"unknown", "warning", "compliant", NULL };
	static const char *const contacts[] = { "fresh", "stale",
		"never-seen", "gone", NULL };
	static const char departments[] = "SELECT DISTINCT department FROM"
	    " host WHERE department > '' ORDER BY 1 LIMIT 500";
	static const char platforms[] = "SELECT DISTINCT platform FROM host"
	    " WHERE platform > '' ORDER BY 1 LIMIT 500";
	struct buf *b = &x->out;
	const struct check *const *c;
	int r;

	html_put(b, "<form class=\"filters\" role=\"search\" action=\"/hosts"
	    "\" method=\"get\">\n<p><label for=\"search\">Name, address or "
	    "owner</label>\n<input id=\"search\" name=\"search\" "
	    "type=\"search\" value=\"%s\"></p>\n", exchange_query(x,
	    "search"));
	put_words(b, "state", "Condition", states, exchange_query(x,
	    "state"));
	put_words(b, "contact", "Contact", contacts, exchange_query(x,
	    "contact"));
	r = put_known(x, s, "department", "Department", departments, e);
	if (r >= 0)
		r = put_known(x, s, "platform", "Platform", platforms, e);
	put_select(b, "check", "Failing check");
	for (c = checks; *c != NULL; c++)
		put_option(b, (*c)->name, (*c)->name, exchange_query(x,
		    "check"));
	buf_adds(b, "</select></p>\n<p class=\"go\"><button>Show</button> "
	    "<a href=\"/hosts\">All hosts</a></p>\n</form>\n");
	return r;
}

/* The query as it was, without the place in the list; after its "?". */
static void
put_query(struct exchange *x)
{
	const char *const *name, *value;
	bool first = true;

	for (name = api_filter_queries; *name != NULL; name++) {
		value = strcmp(*name, "after") == 0 ? NULL :
		    exchange_query(x, *name);
		if (value == NULL || value[0] == '\0')
			continue;
		html_put(&x->out, "%r%r=%u", first ? "" : "&amp;", *name,
		    value);
		first = false;
	}
}

static int
put_host(void *arg, const struct host_row *h)
{
	struct listing *l = arg;
	struct buf *b = &l->x->out;

	html_put(b, "<tr><th scope=\"row\"><a href=\"/hosts/%u\">%s</a></th>"
	    "<td>", h->id, h->name);
	page_state(b, h->condition);
	buf_adds(b, "</td><td>");
	page_contact(b, h->contact);
	html_put(b, "</td><td class=\"until\">%T ", h->deadline);
	if (h->overdue)
		page_state(b, "overdue");
	else
		page_relative(b, h->deadline, l->x->now);
	html_put(b, "</td><td>%T</td><td class=\"wide\">%s</td><td>%s</td>"
	    "<td>%s</td><td>%s</td></tr>\n", h->seen,
	    h->title != NULL ? h->title : h->platform, h->department,
	    h->owner, h->address);
	l->last = h->n;
	l->n++;
	return 0;
}

static void
put_count(struct exchange *x, int64_t count, unsigned shown, bool further)
{
	html_put(&x->out, "<p id=\"count\">%d %r%r. ", count, count == 1 ?
	    "host" : "hosts", (int64_t)shown < count ? further ?
	    ", shown in parts" : ", the last of them here" : "");
	buf_adds(&x->out, "<a href=\"/v1/hosts.csv?");
	put_query(x);
	buf_adds(&x->out, "\">As CSV</a></p>\n");
}

static void
put_paging(struct exchange *x, const struct host_filter *f,
    const struct listing *l)
{
	struct buf *b = &x->out;

	if (f->after == 0 && l->n < f->limit)
		return;
	buf_adds(b, "<nav aria-label=\"Parts of the list\" class=\"paging\">"
	    "\n<ul>\n");
	if (f->after > 0) {
		buf_adds(b, "<li><a href=\"/hosts?");
		put_query(x);
		buf_adds(b, "\">To the beginning</a></li>\n");
	}
	if (l->n == f->limit) {
		buf_adds(b, "<li><a rel=\"next\" href=\"/hosts?");
		put_query(x);
		html_put(b, "&amp;after=%d\">The next %d</a></li>\n", l->last,
		    (int64_t)f->limit);
	}
	buf_adds(b, "</ul>\n</nav>\n");
}

static void
put_table(struct buf *b, const struct buf *rows)
{
	buf_adds(b, "<div class=\"scroll\" tabindex=\"0\" role=\"group\" "
	    "aria-labelledby=\"count\">\n<table class=\"hosts\">\n<thead>"
	    "<tr><th scope=\"col\">Host</th>"
	    "<th scope=\"col\">Condition</th>"
	    "<th scope=\"col\">Contact</th>"
	    "<th scope=\"col\">Deadline (UTC)</th>"
	    "<th scope=\"col\">Last seen (UTC)</th>"
	    "<th scope=\"col\">System</th>"
	    "<th scope=\"col\">Department</th>"
	    "<th scope=\"col\">Owner</th>"
	    "<th scope=\"col\">Address</th></tr></thead>\n<tbody>\n");
	buf_add(b, rows->p != NULL ? rows->p : "", rows->len);
	buf_adds(b, "</tbody>\n</table>\n</div>\n");
	if (rows->failed)
		b->failed = true;
}

int
page_hosts(struct exchange *x, struct store *s, struct err *e)
{
	struct buf *b = &x->out, head, rows;
	struct listing l = { .x = x };
	struct host_filter f;
	int64_t count = 0;
	int r;

	if (!api_filter(x, &f))
		return 0;
	page_begin(x, "Hosts", PAGE_HOSTS);
	buf_adds(b, "<h1>Hosts</h1>\n");
	r = put_filters(x, s, e);
	if (r >= 0)
		r = host_count(s, &f, &count, e);
	head = *b;
	/* The rows first: what stands above them counts them. */
	*b = BUF_INIT(MAX_ANSWER);
	if (r >= 0)
		r = host_list(s, &f, put_host, &l, e);
	rows = *b;
	*b = head;
	if (r >= 0) {
		put_count(x, count, l.n, l.n == f.limit);
		put_table(b, &rows);
		put_paging(x, &f, &l);
		page_end(x, 200);
	}
	buf_release(&rows);
	return r < 0 ? r : 0;
}
