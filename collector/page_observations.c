/* What probes saw of a host from outside, as its page shows it. */
#include "collector/page.h"

#include <stdio.h>

#include "collector/observation_store.h"

#define STRAYS 10

struct showing {
	struct buf *b;
	int64_t now;
	unsigned n;
};

static const char *
words_of(const struct observation *o)
{
	if (o->verdict == VERDICT_FAIL)
		return "relays for strangers";
	if (o->verdict == VERDICT_UNKNOWN)
		return "cannot be told";
	return o->reached ? "relays for nobody" : "nobody listens";
}

static void
put_item(struct buf *b, const char *term, const char *text)
{
	if (text != NULL && text[0] != '\0')
		html_put(b, "<div><dt>%r</dt><dd><code>%s</code></dd></div>\n",
		    term, text);
}

static int
put_seen(void *arg, const struct observation_row *row)
{
	const struct observation *o = &row->seen;
	struct showing *w = arg;
	struct buf *b = w->b;
	char id[24];

	if (w->n++ == 0)
		buf_adds(b, "<section aria-labelledby=\"outside\">\n"
		    "<h2 id=\"outside\">Seen from outside</h2>\n");
	snprintf(id, sizeof(id), "o-%u", w->n);
	html_put(b, "<article class=\"finding\" aria-labelledby=\"%s\">\n"
	    "<h3 id=\"%s\">", id, id);
	page_state(b, verdict_name(o->verdict));
	html_put(b, " %s port %d: %r</h3>\n<p>Asked by %s on %t (",
	    o->address, o->port, words_of(o), row->probe, o->at);
	page_relative(b, o->at, w->now);
	html_put(b, "); it was %r. Relaying: %s.", o->reached ? "reached" :
	    "not reached", o->relay);
	if (o->reason != NULL)
		html_put(b, " The reason: %s.", o->reason);
	buf_adds(b, "</p>\n<dl class=\"about\">\n");
	put_item(b, "Asked as", o->name);
	put_item(b, "Greeting", o->greeting);
	put_item(b, "MAIL FROM", o->mail);
	put_item(b, "RCPT TO", o->rcpt);
	put_item(b, "Answer", o->reply);
	put_item(b, "On blacklists", o->listed);
	buf_adds(b, "</dl>\n");
	if (o->transcript != NULL)
		html_put(b, "<h4 id=\"%s-said\">How the conversation began"
		    "</h4>\n<pre tabindex=\"0\" aria-labelledby=\"%s-said\">"
		    "<code>%s</code></pre>\n", id, id, o->transcript);
	buf_adds(b, "</article>\n");
	return 0;
}

int
page_observations(struct exchange *x, struct store *s, int64_t host,
    struct err *e)
{
	struct showing w = { .b = &x->out, .now = x->now };
	int r = observation_list(s, &(struct observation_filter){
	    .host = host }, put_seen, &w, e);

	if (w.n > 0)
		buf_adds(w.b, "</section>\n");
	return r;
}

static int
put_stray(void *arg, const struct observation_row *row)
{
	const struct observation *o = &row->seen;
	struct showing *w = arg;

	if (w->n++ == 0)
		buf_adds(w->b, "<section aria-labelledby=\"strays\">\n"
		    "<h2 id=\"strays\">Relays that no host accounts for</h2>\n"
		    "<div class=\"scroll\" tabindex=\"0\" role=\"group\" "
		    "aria-labelledby=\"strays\">\n<table>\n<thead><tr>"
		    "<th scope=\"col\">Address</th>"
		    "<th scope=\"col\" class=\"n\">Port</th>"
		    "<th scope=\"col\">Relaying</th>"
		    "<th scope=\"col\">Greeting</th>"
		    "<th scope=\"col\">Probe</th>"
		    "<th scope=\"col\">Asked (UTC)</th></tr></thead>\n"
		    "<tbody>\n");
	html_put(w->b, "<tr><th scope=\"row\">%s</th><td class=\"n\">%d</td>"
	    "<td>%s</td><td>%s</td><td>%s</td><td>%T</td></tr>\n",
	    o->address, o->port, o->relay, o->greeting, row->probe, o->at);
	return 0;
}

int
page_strays(struct exchange *x, struct store *s, struct err *e)
{
	struct showing w = { .b = &x->out, .now = x->now };
	int r = observation_list(s, &(struct observation_filter){
	    .verdict = "fail", .nobody = true, .limit = STRAYS }, put_stray,
	    &w, e);

	if (w.n > 0)
		buf_adds(w.b, "</tbody>\n</table>\n</div>\n<p>Probes found "
		    "them open, and no line of the inventory has their "
		    "address. <a href=\"/v1/observations?nobody=yes&amp;"
		    "verdict=fail&amp;limit=1000\">The newest "
		    "thousand</a></p>\n"
		    "</section>\n");
	return r;
}
