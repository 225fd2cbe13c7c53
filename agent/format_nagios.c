/* A run for monitoring: the plugins' guidelines, monitoring-plugins.org. */
#include "agent/format.h"

#include <string.h>

#include "agent/text.h"

static const struct { enum verdict verdict; const char *word, *state; }
states[] = {
	{ VERDICT_FAIL, "FAIL", "CRITICAL" },
	{ VERDICT_UNKNOWN, "UNKNOWN", "UNKNOWN" },
	{ VERDICT_WARN, "WARN", "WARNING" },
};

#define N_STATES (sizeof(states) / sizeof(states[0]))

static unsigned
count(const struct findings *fs, enum verdict v)
{
	const struct finding *n;
	unsigned sum = 0;

	for (n = fs->first; n != NULL; n = n->next)
		sum += n->verdict == v;
	return sum;
}

/* "|" begins the figures, and would in any line. */
static void
put_text(struct buf *b, const char *text)
{
	struct buf plain = BUF_INIT(b->max);
	size_t i;

	text_escape(&plain, text != NULL ? text : "no reason is known");
	for (i = 0; i < plain.len; i++)
		buf_addc(b, plain.p[i] == '|' ? '/' : plain.p[i]);
	b->failed = b->failed || plain.failed;
	buf_release(&plain);
}

static void
put_first(const struct findings *fs, struct buf *b)
{
	const unsigned passed = count(fs, VERDICT_PASS);
	const struct finding *n;
	unsigned others;
	size_t i;

	for (i = 0; i < N_STATES; i++)
		if (states[i].verdict == fs->worst)
			break;
	if (i == N_STATES) {
		buf_addf(b, "HARDENMAIL OK - %u checks passed", passed);
	} else {
		buf_addf(b, "HARDENMAIL %s - ", states[i].state);
		for (n = fs->first; n != NULL; n = n->next)
			if (n->verdict == fs->worst)
				break;
		put_text(b, n != NULL ? n->summary : NULL);
		others = count(fs, fs->worst);
		if (others > 1)
			buf_addf(b, "; and %u more", others - 1);
	}
	buf_addf(b, " | fail=%u unknown=%u warn=%u pass=%u\n",
	    count(fs, VERDICT_FAIL), count(fs, VERDICT_UNKNOWN),
	    count(fs, VERDICT_WARN), passed);
}

static void
put_all(const struct findings *fs, enum verdict v, const char *word,
    struct buf *b)
{
	const struct finding *n;

	for (n = fs->first; n != NULL; n = n->next) {
		if (n->verdict != v)
			continue;
		buf_addf(b, "%s %s (%s): ", word, n->check,
		    severity_name(n->severity));
		put_text(b, n->summary);
		buf_addc(b, '\n');
	}
}

static void
write_nagios(const struct report *r, const struct look *look, struct buf *b)
{
	size_t i;

	(void)look;
	put_first(r->findings, b);
	for (i = 0; i < N_STATES; i++)
		put_all(r->findings, states[i].verdict, states[i].word, b);
	put_all(r->findings, VERDICT_EXEMPT, "EXEMPT", b);
}

const struct format format_nagios = {
	.name = "nagios",
	.write = write_nagios,
	.findings_only = true,
};
