/* The page of one host: verdict first, then why, since when, until when. */
#include "collector/api.h"

#include <errno.h>
#include <string.h>

#include "collector/host_row.h"
#include "collector/judgement.h"
#include "collector/notify.h"
#include "collector/observation_store.h"
#include "collector/page.h"
#include "collector/rejudge.h"
#include "collector/violation.h"

#define CHANGES 200

struct showing {
	struct exchange *x;
	struct store *s;
	struct err *e;
	const struct host_row *h;
	bool found, may_mark;
	unsigned violations, untold;
};

static const struct finding *
first_of(const struct findings *found, enum verdict verdict)
{
	const struct finding *f;

	for (f = found->first; f != NULL; f = f->next)
		if (f->verdict == verdict)
			return f;
	return NULL;
}

/* How long the owner has, in words. */
static void
put_time_left(struct buf *b, const struct host_row *h, int64_t now)
{
	html_put(b, " Failing since %t (", h->first_failed);
	page_relative(b, h->first_failed, now);
	buf_adds(b, "). ");
	if (h->deadline == 0) {
		buf_adds(b, "The owner has not been told: no deadline runs.");
		return;
	}
	html_put(b, "The owner was told on %t and %r until %t (",
	    h->notified_at, h->overdue ? "had" : "has", h->deadline);
	page_relative(b, h->deadline, now);
	buf_adds(b, h->overdue ? "): <b>overdue</b>." : ").");
}

static void
put_verdict(struct buf *b, const struct host_row *h,
    const struct findings *found, int64_t now)
{
	static const struct { const char *condition, *class, *words;
		enum verdict verdict; } all[] = {
		{ "failing", "fail", "Does not comply", VERDICT_FAIL },
		{ "warning", "warn", "Complies, with a warning",
		    VERDICT_WARN },
		{ "unknown", "unknown", "It cannot be told whether it "
		    "complies", VERDICT_UNKNOWN },
		{ "compliant", "good", "Complies: nothing accepts mail that "
		    "must not, now or after the next boot", VERDICT_PASS },
	};
	const struct finding *f;
	size_t i;

	for (i = 0; i < 3 && strcmp(all[i].condition, h->condition) != 0; i++)
		;
	f = i < 3 ? first_of(found, all[i].verdict) : NULL;
	html_put(b, "<p class=\"lead notice %r\">", all[i].class);
	page_state(b, h->condition);
	if (h->seen == 0 && i > 0)
		buf_adds(b, " Nothing has been heard of it yet.");
	else
		html_put(b, " <b>%r%r</b> %s%r", all[i].words,
		    f != NULL ? ":" : ".", f != NULL ? f->summary : "",
		    f != NULL ? "." : "");
	if (i == 0)
		put_time_left(b, h, now);
	buf_adds(b, "</p>\n");
	if (strcmp(h->contact, "stale") == 0) {
		html_put(b, "<p class=\"notice plain\"><b>Stale.</b> It was "
		    "last heard of on %t (", h->seen);
		page_relative(b, h->seen, now);
		buf_adds(b, "): what follows may have changed.</p>\n");
	}
	if (strcmp(h->contact, "gone") == 0)
		buf_adds(b, "<p class=\"notice plain\"><b>Gone.</b> An "
		    "operator said that this host is no more.</p>\n");
	if (h->clones > 0)
		html_put(b, "<p class=\"notice warn\"><b>Cloned.</b> %d times "
		    "another machine reported with its identity.</p>\n",
		    h->clones);
}

static void
put_item(struct buf *b, const char *term, const char *text)
{
	html_put(b, "<div><dt>%r</dt><dd>%s</dd></div>\n", term,
	    text != NULL && text[0] != '\0' ? text : "\xe2\x80\x93");
}

static void
put_about(struct buf *b, const struct host_row *h)
{
	buf_adds(b, "<dl class=\"about\">\n");
	put_item(b, "Permitted mode", h->mode);
	put_item(b, "Department", h->department);
	put_item(b, "Owner", h->owner);
	put_item(b, "Address", h->address);
	put_item(b, "System", h->title != NULL ? h->title : h->platform);
	buf_adds(b, "<div><dt>Contact</dt><dd>");
	page_contact(b, h->contact);
	html_put(b, "</dd></div>\n<div><dt>Last seen</dt><dd>%t</dd></div>\n"
	    "<div><dt>Unchanged since</dt><dd>%t</dd></div>\n"
	    "<div><dt>Enrolled</dt><dd>%t</dd></div>\n", h->seen, h->since,
	    h->enrolled_at);
	put_item(b, "Host id", h->id);
	buf_adds(b, "</dl>\n");
}

/* check "": of all that he was not told of. */
static void
put_form(struct exchange *x, const struct host_row *h, const char *check,
    const char *words)
{
	html_put(&x->out, "<form method=\"post\" action=\"/hosts/%u/notified"
	    "\">", h->id);
	page_token(x);
	html_put(&x->out, "<input type=\"hidden\" name=\"check\" "
	    "value=\"%s\"><button>%s", check, words);
	if (check[0] != '\0')
		html_put(&x->out, "<span class=\"far\"> of %s</span>", check);
	buf_adds(&x->out, "</button></form>");
}

static int
put_violation(void *arg, const struct value *v, size_t n)
{
	struct showing *w = arg;
	struct buf *b = &w->x->out;
	const char *check = row_text(&v[0]);
	struct violation o = { .first_failed = row_number(&v[1]),
	    .last_failed = row_number(&v[2]), .ended_at = row_number(&v[3]),
	    .notified_at = row_number(&v[4]), .credit = row_number(&v[5]) };
	int64_t deadline = violation_deadline(&o, config_grace(
	    &w->x->c->config, check, w->h->department));

	if (w->violations++ == 0)
		buf_adds(b, "<div class=\"scroll\" tabindex=\"0\" "
		    "role=\"group\" aria-labelledby=\"deadlines\">\n"
		    "<table>\n<thead><tr><th scope=\"col\">Check</th>"
		    "<th scope=\"col\">Since (UTC)</th>"
		    "<th scope=\"col\">Ended (UTC)</th>"
		    "<th scope=\"col\">Notified (UTC)</th>"
		    "<th scope=\"col\">Deadline (UTC)</th>"
		    "<th scope=\"col\">Time left</th>"
		    "</tr></thead>\n<tbody>\n");
	html_put(b, "<tr><th scope=\"row\">%s</th><td>%T</td><td>%T</td>"
	    "<td>", check, o.first_failed, o.ended_at);
	if (o.ended_at == 0 && o.notified_at == 0 && w->may_mark) {
		w->untold++;
		put_form(w->x, w->h, check, "Mark as notified");
	} else {
		html_put(b, "%T", o.notified_at);
	}
	html_put(b, "</td><td>%T</td><td>", deadline);
	if (o.ended_at != 0)
		buf_adds(b, "ended");
	else if (deadline != 0 && w->x->now >= deadline)
		page_state(b, "overdue");
	else
		page_relative(b, deadline, w->x->now);
	buf_adds(b, "</td></tr>\n");
	return 0;
}

static int
put_violations(struct showing *w)
{
	static const char sql[] = "SELECT chk, first_failed, last_failed,"
	    " ended_at, notified_at, credit FROM violation WHERE host = $1"
	    " ORDER BY CASE WHEN ended_at IS NULL THEN 0 ELSE 1 END,"
	    " first_failed DESC, chk LIMIT 100";
	struct buf *b = &w->x->out;
	int r;

	buf_adds(b, "<section aria-labelledby=\"deadlines\">\n"
	    "<h2 id=\"deadlines\">Violations and deadlines</h2>\n");
	r = store_run(w->s, &(struct query){ .sql = sql, .row = put_violation,
	    .arg = w, QUERY_VALUES(value_number(w->h->n)) }, w->e);
	buf_adds(b, w->violations > 0 ? "</tbody>\n</table>\n</div>\n" :
	    "<p>It never failed a check.</p>\n");
	if (w->untold > 1) {
		put_form(w->x, w->h, "", "Mark all as notified");
	} else if (!w->may_mark && w->h->first_failed != 0 &&
	    w->x->c->passwords.first != NULL) {
		html_put(b, "<p><a href=\"/login?next=%%2Fhosts%%2F%u\">Sign "
		    "in</a> to mark the owner as notified.</p>\n", w->h->id);
	}
	buf_adds(b, "</section>\n");
	return r;
}

static int
put_change(void *arg, const struct value *v, size_t n)
{
	html_put(arg, "<tr><td>%T</td><th scope=\"row\">%s</th><td>%s</td>"
	    "<td>%s</td><td>%s</td></tr>\n", row_number(&v[0]),
	    row_text(&v[1]), row_text(&v[2]), row_text(&v[3]),
	    row_text(&v[4]));
	return 0;
}

static int
put_history(struct showing *w)
{
	static const char sql[] = "SELECT at, kind, subject, before, after"
	    " FROM change WHERE host = $1 AND NOT (kind = 'verdict' AND"
	    " before IS NULL AND after IN ('pass', 'not-applicable'))"
	    " ORDER BY n DESC LIMIT $2";
	struct buf *b = &w->x->out;
	int r;

	buf_adds(b, "<section aria-labelledby=\"history\">\n"
	    "<h2 id=\"history\">History</h2>\n<div class=\"scroll\" "
	    "tabindex=\"0\" role=\"group\" aria-labelledby=\"history\">\n"
	    "<table>\n<thead><tr><th scope=\"col\">When (UTC)</th>"
	    "<th scope=\"col\">What</th><th scope=\"col\">Of</th>"
	    "<th scope=\"col\">Before</th><th scope=\"col\">After</th></tr>"
	    "</thead>\n<tbody>\n");
	r = store_run(w->s, &(struct query){ .sql = sql, .row = put_change,
	    .arg = b, QUERY_VALUES(value_number(w->h->n),
	    value_number(CHANGES)) }, w->e);
	buf_adds(b, "</tbody>\n</table>\n</div>\n</section>\n");
	return r;
}

static void
put_findings(struct buf *b, const struct findings *found)
{
	if (found->first == NULL)
		return;
	buf_adds(b, "<section aria-labelledby=\"findings\">\n"
	    "<h2 id=\"findings\">Findings</h2>\n");
	page_findings(b, found);
	buf_adds(b, "</section>\n");
}

/* What the report says, in its own words. */
static void
put_facts(struct showing *w, const struct facts *f)
{
	struct buf *b = &w->x->out;

	buf_adds(b, "<section aria-labelledby=\"chain\">\n"
	    "<h2 id=\"chain\">What listens, and why</h2>\n");
	page_chain(b, f);
	buf_adds(b, "</section>\n<section aria-labelledby=\"claims\">\n"
	    "<h2 id=\"claims\">What the host says of itself</h2>\n");
	page_claims(b, f, w->h);
	html_put(b, "<p><a href=\"/v1/hosts/%u/report\">The report as it came"
	    "</a></p>\n</section>\n", w->h->id);
}

static int
put_host(void *arg, const struct host_row *h)
{
	struct buf text = BUF_INIT((size_t)64 << 20);
	struct showing *w = arg;
	struct findings found;
	struct posting p;
	int r = report_latest(w->s, h->n, &text, &p, w->e);
	bool any = r > 0;

	w->found = true;
	w->h = h;
	findings_init(&found);
	if (any)
		r = judgement_evaluate(&p.facts, mode_from(h->mode),
		    w->x->now, &found);
	if (r >= 0)
		r = observation_finding(w->s, h->n, &found, w->e);
	page_begin(w->x, h->name, PAGE_HOSTS);
	html_put(&w->x->out, "<h1>%s</h1>\n", h->name);
	put_verdict(&w->x->out, h, &found, w->x->now);
	put_about(&w->x->out, h);
	if (r >= 0)
		r = put_violations(w);
	put_findings(&w->x->out, &found);
	if (r >= 0)
		r = page_observations(w->x, w->s, h->n, w->e);
	if (r >= 0 && any)
		put_facts(w, &p.facts);
	if (r >= 0)
		r = put_history(w);
	page_end(w->x, 200);
	findings_release(&found);
	posting_release(&p);
	buf_release(&text);
	return r < 0 ? r : 0;
}

int
page_host(struct exchange *x, struct store *s, struct err *e)
{
	struct host_filter f = { .id = x->id, .now = x->now,
	    .stale_before = collector_stale_before(x->c) };
	struct showing w = { .x = x, .s = s, .e = e, .may_mark =
	    x->operator != NULL || (x->c->open && !x->c->locked) };
	int r = host_list(s, &f, put_host, &w, e);

	if (r < 0)
		return r;
	if (!w.found)
		exchange_error(x, 404, "there is no such host");
	return 0;
}

void
page_notified_prepare(struct exchange *x)
{
	page_token_right(x);
}

int
page_notified(struct exchange *x, struct store *s, struct err *e)
{
	const char *check = exchange_form(x, "check"), *path;
	struct err none = { .code = 0 };
	int64_t host;
	int r = host_find(s, x->id, &host, &none);

	if (r == -ENOENT) {
		exchange_error(x, 404, "there is no such host");
		return 0;
	}
	if (r >= 0)
		r = notify_mark(s, &x->c->config, host, check != NULL &&
		    check[0] != '\0' ? check : NULL, x->operator, x->now, e);
	if (r < 0)
		return r;
	path = pool_printf(&x->q->pool, "%.*s#deadlines", (int)(strlen(
	    x->q->path) - strlen("/notified")), x->q->path);
	page_go(x, path != NULL ? path : "/hosts");
	return 0;
}
