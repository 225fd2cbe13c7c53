/* The front page: how many hosts are in which state, where, since when, and
 * whose time is up next. */
#include "collector/api.h"

#include "collector/page.h"
#include "collector/totals.h"

#define NEXT 10

static const char *const classes[CONDITIONS] = { "fail", "unknown", "warn",
	"good" };

/* A number that leads to the hosts that it counts; 0 leads nowhere. */
static void
put_count(struct buf *b, int64_t n, const char *class, const char *query,
    const char *value, const char *more)
{
	if (n == 0)
		html_put(b, "<td class=\"n none\">0</td>");
	else
		html_put(b, "<td class=\"n %r\"><a href=\"/hosts?%r%u%r\">"
		    "%d</a></td>", class, query, value, more, n);
}

static void
put_verdict(struct buf *b, const struct totals *t)
{
	int64_t failing = t->condition[CONDITION_FAILING];

	if (t->hosts == 0) {
		buf_adds(b, "<p class=\"lead\">No host is known yet. Import "
		    "an inventory with <code>--import</code>, or enroll "
		    "hosts.</p>\n");
		return;
	}
	if (failing == 0)
		buf_adds(b, "<p class=\"lead\">No host fails.");
	else
		html_put(b, "<p class=\"lead\"><a href=\"/hosts?state="
		    "failing\">%d of %d hosts</a> %r.", failing, t->hosts,
		    failing == 1 ? "accepts mail that it must not, or will "
		    "after its next boot" : "accept mail that they must not, "
		    "or will after their next boot");
	if (t->overdue > 0)
		html_put(b, " <a href=\"/hosts?state=overdue\">%d %r</a> "
		    "past the deadline.", t->overdue, t->overdue == 1 ?
		    "of them is" : "of them are");
	else if (failing > 0)
		buf_adds(b, " None is past its deadline.");
	if (t->contact[CONTACT_STALE] > 0)
		html_put(b, " <a href=\"/hosts?contact=stale\">%d %r</a> "
		    "not reported for too long.", t->contact[CONTACT_STALE],
		    t->contact[CONTACT_STALE] == 1 ? "host has" :
		    "hosts have");
	buf_adds(b, "</p>\n");
	if (t->pending > 0)
		html_put(b, "<p><a href=\"#pending\">%d %r</a> for a "
		    "decision.</p>\n", t->pending, t->pending == 1 ?
		    "enrolment waits" : "enrolments wait");
}

static void
put_states(struct buf *b, const struct totals *t)
{
	static const char *const contacts[CONTACTS] = { "&amp;contact=fresh",
		"&amp;contact=stale", "&amp;contact=never-seen" };
	size_t i, c;

	buf_adds(b, "<div class=\"scroll\" tabindex=\"0\" role=\"group\" "
	    "aria-labelledby=\"states\">\n<table>\n"
	    "<caption id=\"states\">Condition and contact</caption>\n"
	    "<thead><tr><th scope=\"col\">Condition</th>"
	    "<th scope=\"col\" class=\"n\">Hosts</th>"
	    "<th scope=\"col\" class=\"n\">Overdue</th>"
	    "<th scope=\"col\" class=\"n\">Fresh</th>"
	    "<th scope=\"col\" class=\"n\">Stale</th>"
	    "<th scope=\"col\" class=\"n\">Never seen</th>"
	    "</tr></thead>\n<tbody>\n");
	for (i = 0; i < CONDITIONS; i++) {
		buf_adds(b, "<tr><th scope=\"row\">");
		page_state(b, condition_names[i]);
		buf_adds(b, "</th>");
		put_count(b, t->condition[i], "sum", "state=",
		    condition_names[i], "");
		if (i == CONDITION_FAILING)
			put_count(b, t->overdue, "fail", "state=", "overdue",
			    "");
		else
			buf_adds(b, "<td></td>");
		for (c = 0; c < CONTACTS; c++)
			put_count(b, t->by[i][c], "", "state=",
			    condition_names[i], contacts[c]);
		buf_adds(b, "</tr>\n");
	}
	buf_adds(b, "</tbody>\n<tfoot><tr><th scope=\"row\">All</th>");
	html_put(b, "<td class=\"n sum\"><a href=\"/hosts\">%d</a></td>"
	    "<td class=\"n sum\">%d</td>", t->hosts, t->overdue);
	for (c = 0; c < CONTACTS; c++)
		put_count(b, t->contact[c], "sum", "contact=",
		    contact_names[c], "");
	buf_adds(b, "</tr></tfoot>\n</table>\n</div>\n");
}

struct parts {
	struct buf *b;
	const char *query;
};

/* How the hosts of a part divide, as a bar of 80. */
static void
put_share(struct buf *b, const struct part *p)
{
	double x = 0, width;
	size_t i;

	buf_adds(b, "<td class=\"bar\"><svg class=\"share\" width=\"80\" "
	    "height=\"12\" viewBox=\"0 0 80 12\" aria-hidden=\"true\">");
	for (i = 0; i < CONDITIONS && p->hosts > 0; i++) {
		width = (double)p->condition[i] * 80 / (double)p->hosts;
		if (p->condition[i] > 0)
			buf_addf(b, "<rect class=\"%s\" x=\"%.1f\" "
			    "width=\"%.1f\" height=\"12\"/>", classes[i], x,
			    width);
		x += width;
	}
	buf_adds(b, "</svg></td>");
}

static void
put_number(struct buf *b, int64_t n, const char *class)
{
	html_put(b, "<td class=\"n %r\">%d</td>", n == 0 ? "none" : class,
	    n);
}

static int
put_part(void *arg, const struct part *p)
{
	struct parts *parts = arg;
	struct buf *b = parts->b;
	size_t i;

	if (p->name[0] != '\0')
		html_put(b, "<tr><th scope=\"row\"><a href=\"/hosts?%r%u\">%s"
		    "</a></th>", parts->query, p->name, p->name);
	else
		buf_adds(b, "<tr><th scope=\"row\" class=\"none\">not known"
		    "</th>");
	html_put(b, "<td class=\"n sum\">%d</td>", p->hosts);
	put_number(b, p->condition[CONDITION_FAILING], "");
	put_number(b, p->overdue, "fail");
	for (i = CONDITION_FAILING + 1; i < CONDITIONS; i++)
		put_number(b, p->condition[i], "");
	put_share(b, p);
	buf_adds(b, "</tr>\n");
	return 0;
}

static int
put_parts(struct exchange *x, struct store *s, enum part_kind kind,
    struct err *e)
{
	bool department = kind == PART_DEPARTMENT;
	struct parts p = { .b = &x->out, .query = department ?
	    "department=" : "platform=" };
	int r;

	html_put(&x->out, "<div class=\"scroll\" tabindex=\"0\" "
	    "role=\"group\" aria-labelledby=\"by-%r\">\n<table>\n"
	    "<caption id=\"by-%r\">By %r</caption>\n<thead><tr>"
	    "<th scope=\"col\">%s</th>"
	    "<th scope=\"col\" class=\"n\">Hosts</th>"
	    "<th scope=\"col\" class=\"n\">Failing</th>"
	    "<th scope=\"col\" class=\"n\">Overdue</th>"
	    "<th scope=\"col\" class=\"n\">Unknown</th>"
	    "<th scope=\"col\" class=\"n\">Warning</th>"
	    "<th scope=\"col\" class=\"n\">Compliant</th>"
	    "<th scope=\"col\" class=\"bar\">Share</th></tr></thead>\n"
	    "<tbody>\n", department ? "department" : "platform",
	    department ? "department" : "platform",
	    department ? "department" : "platform",
	    department ? "Department" : "Platform");
	r = totals_parts(s, kind, x->now, put_part, &p, e);
	buf_adds(&x->out, "</tbody>\n</table>\n</div>\n");
	return r;
}

static int
put_due(void *arg, const struct host_row *h)
{
	struct exchange *x = arg;

	html_put(&x->out, "<tr><th scope=\"row\"><a href=\"/hosts/%u\">%s</a>"
	    "</th><td>%T</td><td>", h->id, h->name, h->deadline);
	if (h->overdue)
		page_state(&x->out, "overdue");
	else
		page_relative(&x->out, h->deadline, x->now);
	html_put(&x->out, "</td><td>%T</td><td>%T</td><td>%s</td>"
	    "<td>%s</td></tr>\n", h->first_failed, h->notified_at,
	    h->department, h->owner);
	return 0;
}

static int
put_deadlines(struct exchange *x, struct store *s, struct err *e)
{
	struct buf *b = &x->out;
	struct host_filter f = { .due = true, .limit = NEXT, .now = x->now,
	    .stale_before = collector_stale_before(x->c) };
	size_t before;
	int r;

	buf_adds(b, "<h2 id=\"deadlines\">The next deadlines</h2>\n");
	before = b->len;
	buf_adds(b, "<div class=\"scroll\" tabindex=\"0\" role=\"group\" "
	    "aria-labelledby=\"deadlines\">\n<table>\n<thead><tr>"
	    "<th scope=\"col\">Host</th>"
	    "<th scope=\"col\">Deadline (UTC)</th>"
	    "<th scope=\"col\">Left</th>"
	    "<th scope=\"col\">Failing since (UTC)</th>"
	    "<th scope=\"col\">Notified (UTC)</th>"
	    "<th scope=\"col\">Department</th>"
	    "<th scope=\"col\">Owner</th></tr></thead>\n<tbody>\n");
	r = host_list(s, &f, put_due, x, e);
	if (r == 0 && !b->failed) {
		b->len = before;
		buf_adds(b, "<p>No owner has been told of a failing host: no "
		    "deadline runs.</p>\n");
		return 0;
	}
	buf_adds(b, "</tbody>\n</table>\n</div>\n");
	return r;
}

int
page_front(struct exchange *x, struct store *s, struct err *e)
{
	struct buf *b = &x->out;
	struct totals t;
	int r = totals_read(s, x->now, collector_stale_before(x->c), &t, e);

	if (r < 0)
		return r;
	page_begin(x, "Mail on our hosts", PAGE_FRONT);
	buf_adds(b, "<h1>Mail on our hosts</h1>\n");
	put_verdict(b, &t);
	buf_adds(b, "<div class=\"columns\">\n<section "
	    "aria-labelledby=\"now\">\n<h2 id=\"now\">Now</h2>\n");
	put_states(b, &t);
	buf_adds(b, "</section>\n<section aria-labelledby=\"trend\">\n"
	    "<h2 id=\"trend\">The last 90 days</h2>\n");
	r = page_trend(b, s, x->now, &t, e);
	buf_adds(b, "</section>\n</div>\n");
	if (r >= 0)
		r = page_pending(x, s, e);
	if (r >= 0)
		r = page_strays(x, s, e);
	buf_adds(b, "<section aria-labelledby=\"deadlines\">\n");
	if (r >= 0)
		r = put_deadlines(x, s, e);
	buf_adds(b, "</section>\n<section aria-labelledby=\"where\">\n"
	    "<h2 id=\"where\">Where</h2>\n<div class=\"columns even\">\n");
	if (r >= 0)
		r = put_parts(x, s, PART_DEPARTMENT, e);
	if (r >= 0)
		r = put_parts(x, s, PART_PLATFORM, e);
	buf_adds(b, "</div>\n</section>\n");
	page_end(x, 200);
	return r < 0 ? r : 0;
}
