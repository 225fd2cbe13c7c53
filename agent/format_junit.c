/* A run as JUnit's XML, which build servers show: a test for each check. */
#include "agent/format.h"

#include <string.h>

#include "agent/text.h"

/* Without controls, which XML 1.0 does not permit, and safe in attributes. */
static void
put_text(struct buf *b, const char *text)
{
	struct buf plain = BUF_INIT(b->max);
	size_t i;

	text_escape(&plain, text != NULL ? text : "");
	for (i = 0; i < plain.len; i++) {
		switch (plain.p[i]) {
		case '&':
			buf_adds(b, "&amp;");
			break;
		case '<':
			buf_adds(b, "&lt;");
			break;
		case '>':
			buf_adds(b, "&gt;");
			break;
		case '"':
			buf_adds(b, "&quot;");
			break;
		case '\xef':
			/* U+FFFE and U+FFFF are no characters of XML. */
			if (i + 2 < plain.len && plain.p[i + 1] == '\xbf' &&
			    (plain.p[i + 2] == '\xbe' ||
			    plain.p[i + 2] == '\xbf')) {
				buf_adds(b, "\xef\xbf\xbd");
				i += 2;
				break;
			}
			buf_addc(b, plain.p[i]);
			break;
		default:
			buf_addc(b, plain.p[i]);
			break;
		}
	}
	b->failed = b->failed || plain.failed;
	buf_release(&plain);
}

static void
put_attribute(struct buf *b, const char *name, const char *value)
{
	buf_addf(b, " %s=\"", name);
	put_text(b, value);
	buf_addc(b, '"');
}

static void
put_proofs(struct buf *b, const struct proof *e)
{
	for (; e != NULL; e = e->next) {
		put_text(b, e->at.path);
		if (e->at.path != NULL && e->at.line > 0)
			buf_addf(b, ":%u", e->at.line);
		if (e->at.path != NULL && e->at.text != NULL)
			buf_adds(b, ": ");
		put_text(b, e->at.text);
		buf_addc(b, '\n');
	}
}

/* What is no pass: a failure, an error, a word beside it, or left out. */
static void
put_result(struct buf *b, const struct finding *n)
{
	const char *element = n->verdict == VERDICT_FAIL ? "failure" :
	    n->verdict == VERDICT_UNKNOWN ? "error" : NULL;

	buf_addc(b, '>');
	if (element != NULL) {
		buf_addf(b, "<%s", element);
		put_attribute(b, "type", verdict_name(n->verdict));
		put_attribute(b, "message", n->summary);
		buf_addc(b, '>');
		put_proofs(b, n->evidence);
		buf_addf(b, "</%s>", element);
	} else if (n->verdict == VERDICT_WARN) {
		buf_adds(b, "<system-out>warning: ");
		put_text(b, n->summary);
		buf_addc(b, '\n');
		put_proofs(b, n->evidence);
		buf_adds(b, "</system-out>");
	} else {
		buf_adds(b, "<skipped");
		put_attribute(b, "message", n->verdict == VERDICT_EXEMPT ?
		    n->summary : "not applicable");
		buf_adds(b, "/>");
	}
	buf_adds(b, "</testcase>\n");
}

static void
put_head(const struct report *r, struct buf *b)
{
	const struct finding *n;
	unsigned all = 0, failures = 0, errors = 0, skipped = 0;
	char when[32];

	for (n = r->findings->first; n != NULL; n = n->next) {
		all++;
		failures += n->verdict == VERDICT_FAIL;
		errors += n->verdict == VERDICT_UNKNOWN;
		skipped += n->verdict == VERDICT_EXEMPT ||
		    n->verdict == VERDICT_NOT_APPLICABLE;
	}
	time_words(r->time, when);
	buf_adds(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<testsuites>\n<testsuite name=\"hardenmail\"");
	put_attribute(b, "hostname", r->facts->name != NULL ? r->facts->name :
	    "this host");
	put_attribute(b, "timestamp", when);
	buf_addf(b, " tests=\"%u\" failures=\"%u\" errors=\"%u\" "
	    "skipped=\"%u\">\n", all, failures, errors, skipped);
}

static void
write_junit(const struct report *r, const struct look *look, struct buf *b)
{
	const struct finding *n;

	(void)look;
	put_head(r, b);
	for (n = r->findings->first; n != NULL; n = n->next) {
		buf_adds(b, "<testcase classname=\"hardenmail\"");
		put_attribute(b, "name", n->check);
		if (n->verdict == VERDICT_PASS)
			buf_adds(b, "/>\n");
		else
			put_result(b, n);
	}
	buf_adds(b, "</testsuite>\n</testsuites>\n");
}

const struct format format_junit = {
	.name = "junit",
	.write = write_junit,
	.findings_only = true,
};
