/* A run for people: the verdict first, then what is wrong, then the rest. */
#include "agent/format.h"

#include <string.h>

#include "agent/format_plan.h"
#include "agent/format_since.h"
#include "agent/text.h"

/* More evidence than this for one finding is counted, not shown. */
#define MAX_EVIDENCE 20

static const char *
paint(const struct look *look, enum verdict v)
{
	if (!look->colour)
		return "";
	switch (v) {
	case VERDICT_FAIL:
		return "\033[1;31m";
	case VERDICT_UNKNOWN:
		return "\033[1;35m";
	case VERDICT_WARN:
		return "\033[1;33m";
	default:
		return "\033[1;32m";
	}
}

static const char *
plain(const struct look *look)
{
	return look->colour ? "\033[0m" : "";
}

static void
write_verdict(const struct report *r, const struct look *look, struct buf *b)
{
	const struct facts *f = r->facts;
	enum verdict worst = r->findings->worst;
	struct buf rest = BUF_INIT(65536);
	unsigned at;
	const char *words = worst == VERDICT_FAIL ? "NON-COMPLIANT" :
	    worst == VERDICT_UNKNOWN ? "CANNOT TELL" :
	    worst == VERDICT_WARN ? "WARNING" : "COMPLIANT";

	text_escape(&rest, f->name != NULL ? f->name : "this host");
	at = (unsigned)(rest.len + strlen(": ") + strlen(words));
	if (rest.len > 0)
		buf_add(b, rest.p, rest.len);
	buf_addf(b, ": %s%s%s ", paint(look, worst), words, plain(look));
	buf_clear(&rest);
	buf_addf(&rest, "(mode %s", mode_name(r->policy->mode));
	if (r->policy->mode == MODE_OBSERVE)
		buf_adds(&rest, ", judged as queue-only");
	if (f->title != NULL || f->platform != NULL)
		buf_addf(&rest, "; %s",
		    f->title != NULL ? f->title : f->platform);
	buf_addf(&rest, "%s)", strcmp(r->source, "live") == 0 ? "" :
	    strcmp(r->source, "root") == 0 ? "; a tree" : "; a capture");
	text_wrap(b, rest.len > 0 ? rest.p : "", at + 1, 2, look->columns);
	buf_release(&rest);
}

static void
write_evidence(const struct proof *e, const struct look *look,
    struct buf *b)
{
	unsigned indent = 4 + 2 * e->depth;
	struct buf line = BUF_INIT(1 << 16);
	const struct place *at = &e->at;

	if (at->path != NULL && at->line > 0)
		buf_addf(&line, "%s:%u", at->path, at->line);
	else if (at->path != NULL)
		buf_adds(&line, at->path);
	if (at->path != NULL && at->text != NULL)
		buf_adds(&line, ": ");
	if (at->text != NULL)
		buf_addf(&line, "%.4000s", at->text);
	buf_addf(b, "%*s", (int)indent, "");
	if (e->depth > 0) {
		buf_adds(b, "because ");
		text_wrap(b, line.len > 0 ? line.p : "", indent + 8,
		    indent + 4, look->columns);
	} else {
		text_wrap(b, line.len > 0 ? line.p : "", indent, indent + 4,
		    look->columns);
	}
	/* What is too long for a line is cut in text, never in JSON. */
	buf_release(&line);
}

/* Commands stay whole, so that they can be copied; prose is wrapped. */
static bool
is_prose(const char *line)
{
	static const char *const begins[] = { "in ", "first ", "point ",
		"or ", "(", "edit ", "rename ", "stop ", "restart ", "find ",
		NULL };
	const char *const *p;

	for (p = begins; *p != NULL; p++)
		if (strncmp(line, *p, strlen(*p)) == 0)
			return true;
	return false;
}

static void
write_remedy(const char *text, const struct look *look, struct buf *b)
{
	struct buf line = BUF_INIT(1 << 16);
	size_t len;

	buf_adds(b, "  remedy:\n");
	for (;; text += len + 1) {
		len = strcspn(text, "\n");
		buf_clear(&line);
		buf_add(&line, text, len);
		buf_adds(b, "    ");
		if (len > 0 && line.len > 0 && is_prose(line.p)) {
			text_wrap(b, line.p, 4, 8, look->columns);
		} else {
			text_escape(b, line.len > 0 ? line.p : "");
			buf_addc(b, '\n');
		}
		if (text[len] == '\0')
			break;
	}
	buf_release(&line);
}

/* The order in which findings are shown. */
static const enum verdict order[] = { VERDICT_FAIL, VERDICT_UNKNOWN,
	VERDICT_WARN };

#define N_ORDER (sizeof(order) / sizeof(order[0]))

/* The finding shown before this one that has the same remedy, or NULL. */
static const char *
same_before(const struct report *r, const struct finding *n)
{
	const struct finding *m;
	size_t i;

	for (i = 0; i < N_ORDER; i++)
		for (m = r->findings->first; m != NULL; m = m->next) {
			if (m == n && m->verdict == order[i])
				return NULL;
			if (m->verdict == order[i] && m->remedy != NULL &&
			    strcmp(m->remedy, n->remedy) == 0)
				return m->check;
		}
	return NULL;
}

/* The reason that the summary ends in, and the bare name of the file whose
 * line stands above, are not said again. */
static bool
is_said(const struct finding *n, const struct proof *e,
    const struct proof *head)
{
	if (e->at.path == NULL)
		return e->at.text != NULL && n->summary != NULL &&
		    strstr(n->summary, e->at.text) != NULL;
	return e->depth > 0 && e->at.line == 0 && e->at.text == NULL &&
	    head != NULL && head->at.path != NULL &&
	    strcmp(head->at.path, e->at.path) == 0;
}

static void
write_finding(const struct report *r, const struct finding *n,
    const struct look *look, struct buf *b)
{
	const char *word = n->verdict == VERDICT_FAIL ? "FAIL" :
	    n->verdict == VERDICT_WARN ? "WARN" : "UNKNOWN";
	const struct proof *e, *head = NULL;
	unsigned shown = 0;
	const char *same;

	buf_addf(b, "\n%s%s%s %s (%s)\n  ", paint(look, n->verdict), word,
	    plain(look), n->check, severity_name(n->severity));
	text_wrap(b, n->summary != NULL ? n->summary : "no reason is known", 2,
	    2, look->columns);
	for (e = n->evidence; e != NULL && shown < MAX_EVIDENCE; e = e->next) {
		if (e->depth == 0)
			head = e;
		if (is_said(n, e, head))
			continue;
		write_evidence(e, look, b);
		shown++;
	}
	for (shown = 0; e != NULL; e = e->next)
		shown++;
	if (shown > 0)
		buf_addf(b, "    and %u more\n", shown);
	if (n->remedy == NULL)
		return;
	same = same_before(r, n);
	if (same != NULL)
		buf_addf(b, "  remedy: the same as for %s\n", same);
	else
		write_remedy(n->remedy, look, b);
}

/* "label: a, b, c" of all findings with this verdict; nothing for none. */
static void
write_list(const struct report *r, enum verdict v, const char *label,
    const struct look *look, struct buf *b)
{
	struct buf line = BUF_INIT(4096);
	const struct finding *n;

	for (n = r->findings->first; n != NULL; n = n->next)
		if (n->verdict == v)
			buf_addf(&line, "%s %s", line.len > 0 ? "," : label,
			    n->check);
	if (line.len > 0)
		text_wrap(b, line.p, 0, 2, look->columns);
	buf_release(&line);
}

static void
write_rest(const struct report *r, const struct look *look, struct buf *b)
{
	const struct finding *n;
	const struct remark *m;
	const struct note *u;

	buf_addc(b, '\n');
	write_list(r, VERDICT_PASS, "passed:", look, b);
	for (n = r->findings->first; n != NULL; n = n->next)
		if (n->verdict == VERDICT_EXEMPT) {
			buf_addf(b, "exempt: %s: ", n->check);
			text_wrap(b, n->summary != NULL ? n->summary : "",
			    (unsigned)strlen(n->check) + 10, 2,
			    look->columns);
		}
	write_list(r, VERDICT_NOT_APPLICABLE, "not applicable:", look, b);
	for (m = r->findings->remarks; m != NULL; m = m->next) {
		buf_adds(b, "note: ");
		text_wrap(b, m->text, 6, 2, look->columns);
	}
	for (u = r->facts->unseen; u != NULL; u = u->next) {
		struct buf line = BUF_INIT(4096);

		buf_addf(&line, "%s: %s", u->about, u->reason);
		buf_adds(b, "not seen: ");
		text_wrap(b, line.len > 0 ? line.p : u->about, 10, 2,
		    look->columns);
		buf_release(&line);
	}
}

static void
write_text(const struct report *r, const struct look *look, struct buf *b)
{
	const struct finding *n;
	size_t i;

	if (r->plan != NULL) {
		plan_text(r, look, b);
		return;
	}
	write_verdict(r, look, b);
	since_text(r->since, look, b);
	for (i = 0; i < N_ORDER; i++)
		for (n = r->findings->first; n != NULL; n = n->next)
			if (n->verdict == order[i])
				write_finding(r, n, look, b);
	write_rest(r, look, b);
}

const struct format format_text = {
	.name = "text",
	.write = write_text,
};
