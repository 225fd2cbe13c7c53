/* Findings as a page shows them: verdict, evidence, remedy. */
#include "collector/page.h"

#include <string.h>

#include "checks/check.h"
#include "collector/observation.h"

static bool
is_open(const struct finding *f)
{
	return f->verdict == VERDICT_FAIL || f->verdict == VERDICT_WARN ||
	    f->verdict == VERDICT_UNKNOWN;
}

static void
put_proof(struct buf *b, const struct proof *p)
{
	html_put(b, "<li%r>", p->depth > 0 ? " class=\"deeper\"" : "");
	if (p->at.path != NULL) {
		html_put(b, "<span class=\"at\">%s", p->at.path);
		if (p->at.line > 0)
			html_put(b, ":%d", (int64_t)p->at.line);
		buf_adds(b, "</span> ");
	}
	if (p->at.text != NULL)
		html_put(b, "<code>%s</code>", p->at.text);
	buf_adds(b, "</li>\n");
}

static const char *
title_of(const char *name)
{
	const struct check *check = check_find(name);

	if (check != NULL)
		return check->title;
	return strcmp(name, OBSERVATION_CHECK) == 0 ? OBSERVATION_TITLE :
	    name;
}

static void
put_finding(struct buf *b, const struct finding *f)
{
	const struct proof *p;

	html_put(b, "<article class=\"finding\" "
	    "aria-labelledby=\"f-%s\">\n"
	    "<h3 id=\"f-%s\">", f->check, f->check);
	page_state(b, verdict_name(f->verdict));
	html_put(b, " %s</h3>\n<p>%s</p>\n<p class=\"quiet\">Wanted: %s."
	    " Severity: %s.</p>\n", f->check, f->summary,
	    title_of(f->check), severity_name(f->severity));
	if (f->evidence != NULL) {
		buf_adds(b, "<h4>Evidence</h4>\n<ul class=\"evidence\">\n");
		for (p = f->evidence; p != NULL; p = p->next)
			put_proof(b, p);
		buf_adds(b, "</ul>\n");
	}
	if (f->remedy != NULL)
		html_put(b, "<h4 id=\"r-%s\">Remedy</h4>\n<pre tabindex=\"0\" "
		    "aria-labelledby=\"r-%s\"><code>%s</code></pre>\n",
		    f->check, f->check, f->remedy);
	buf_adds(b, "</article>\n");
}

void
page_findings(struct buf *b, const struct findings *found)
{
	static const enum verdict order[] = { VERDICT_FAIL, VERDICT_UNKNOWN,
		VERDICT_WARN };
	const struct finding *f;
	bool others = false;
	size_t i;

	for (i = 0; i < sizeof(order) / sizeof(order[0]); i++)
		for (f = found->first; f != NULL; f = f->next)
			if (f->verdict == order[i])
				put_finding(b, f);
	for (f = found->first; f != NULL; f = f->next)
		others = others || !is_open(f);
	if (!others)
		return;
	buf_adds(b, "<div class=\"scroll\" tabindex=\"0\" role=\"group\" "
	    "aria-labelledby=\"passed\">\n<table>\n<caption id=\"passed\">"
	    "Nothing to do</caption>\n<thead><tr><th scope=\"col\">Check</th>"
	    "<th scope=\"col\">Verdict</th><th scope=\"col\">Summary</th></tr>"
	    "</thead>\n<tbody>\n");
	for (f = found->first; f != NULL; f = f->next) {
		if (is_open(f))
			continue;
		html_put(b, "<tr><th scope=\"row\">%s</th><td>", f->check);
		page_state(b, verdict_name(f->verdict));
		html_put(b, "</td><td class=\"prose\">%s</td></tr>\n",
		    f->summary);
	}
	buf_adds(b, "</tbody>\n</table>\n</div>\n");
}
