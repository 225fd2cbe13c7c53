/* sendmail's command line, with words that may not be known. */
#include "agent/model/smcmd.h"

#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "agent/model/smcmd_line.h"

/* More gaps than these are not tried out: the answer is UNKNOWN. */
#define MAX_GAPS 3
#define MAX_FILLS 24

/* One thing that a gap could be: up to two words, NULL-ended. */
struct fill {
	const char *words[3];
};

/* The first fill is the one that *ret describes. */
struct gap {
	size_t at;
	struct fill fills[MAX_FILLS];
	size_t n, now;
};

struct trial {
	struct pool *pool;
	const struct words *words;
	struct gap gaps[MAX_GAPS];
	size_t n_gaps;
	bool too_many;
	const char **argv;
	bool local_daemon;
};

static void
add_fill(struct trial *t, struct gap *g, const char *start, const char *tail,
    const char *second)
{
	struct fill *f;

	if (g->n == MAX_FILLS) {
		t->too_many = true;
		return;
	}
	f = &g->fills[g->n++];
	f->words[0] = start == NULL ? NULL :
	    pool_printf(t->pool, "%s%s", start, tail);
	f->words[1] = second;
	f->words[2] = NULL;
}

static void
add_tails(struct trial *t, struct gap *g, const char *start,
    const char *const *tails, const char *second)
{
	for (; *tails != NULL; tails++)
		add_fill(t, g, start, *tails, second);
}

/* What a word with this known beginning could be. */
static void
fill_word(struct trial *t, struct gap *g, const char *start)
{
	static const char *const any[] = { "x", "", "-bd", "-bs", "-bm",
		"-q15m", "-q", "-Ac", "-L", NULL };
	static const char *const letters[] = { "v", "", "bd", "bs", "bm",
		"q15m", "Ac", "L", NULL };
	static const char *const interval[] = { "15m", "", NULL };
	static const char *const more_interval[] = { "", "5", NULL };
	static const char *const mode[] = { "d", "s", "m", "", NULL };
	static const char *const file[] = { "c", "m", "", NULL };
	static const char *const value[] = { "x", "", NULL };
	static const char *const none[] = { "", NULL };
	bool inside;
	char taker = smcmd_line_taker(start, &inside);

	if (start[0] == '\0')
		add_tails(t, g, start, any, NULL);
	else if (start[0] != '-' || start[1] == '-')
		add_tails(t, g, start, value, NULL);
	else if (taker == '\0')
		add_tails(t, g, start, letters, NULL);
	else if (taker == 'q')
		add_tails(t, g, start, inside ? more_interval : interval,
		    NULL);
	else if (inside && (taker == 'b' || taker == 'A'))
		add_tails(t, g, start, none, NULL);
	else if (taker == 'b')
		add_tails(t, g, start, mode, NULL);
	else if (taker == 'A')
		add_tails(t, g, start, file, NULL);
	else
		add_tails(t, g, start, value, NULL);
}

/* Words behind the first of a gap of several. */
static void
fill_more(struct trial *t, struct gap *g)
{
	static const char *const more[] = { "-bd", "-bs", "-bm", "x", NULL };
	const char *first = g->fills[0].words[0];
	size_t i;

	for (i = 0; more[i] != NULL; i++)
		add_fill(t, g, first == NULL ? "-v" : first, "", more[i]);
}

static void
open_gap(struct trial *t, size_t at)
{
	const struct word *w = &t->words->v[at];
	struct gap *g;

	/* Without a name there is no telling what program it is. */
	if (at == 0 || t->n_gaps == MAX_GAPS) {
		t->too_many = true;
		return;
	}
	g = &t->gaps[t->n_gaps++];
	*g = (struct gap){ .at = at };
	if (w->gap == WORD_MANY && w->text[0] == '\0')
		add_fill(t, g, NULL, "", NULL);
	fill_word(t, g, w->text);
	if (w->gap == WORD_MANY)
		fill_more(t, g);
}

/* The words with the present fills of their gaps; their number. */
static size_t
lay_out(struct trial *t)
{
	const struct word *w;
	const struct gap *g = t->gaps, *end = t->gaps + t->n_gaps;
	const char *const *p;
	size_t i, n = 0;

	for (i = 0; i < t->words->n; i++) {
		w = &t->words->v[i];
		if (g == end || g->at != i) {
			t->argv[n++] = w->text;
			continue;
		}
		for (p = g->fills[g->now].words; *p != NULL; p++)
			t->argv[n++] = *p;
		g++;
	}
	return n;
}

/* The next combination of fills; false after the last. */
static bool
next_fills(struct trial *t)
{
	size_t i;

	for (i = 0; i < t->n_gaps; i++) {
		if (++t->gaps[i].now < t->gaps[i].n)
			return true;
		t->gaps[i].now = 0;
	}
	return false;
}

static bool
same_text(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static bool
same_options(const struct smcmd *a, const struct smcmd *b)
{
	size_t i;

	if (a->options.n != b->options.n || !same_text(a->config, b->config))
		return false;
	for (i = 0; i < a->options.n; i++)
		if (strcmp(a->options.v[i], b->options.v[i]) != 0)
			return false;
	return true;
}

/* Take from ret what does not hold in the other reading as well. */
static void
merge(struct smcmd *ret, const struct smcmd *other)
{
	if (ret->mode != other->mode ||
	    (ret->error == NULL) != (other->error == NULL) ||
	    ret->submission != other->submission)
		ret->certain = TRI_UNKNOWN;
	if (!same_options(ret, other))
		ret->options_certain = TRI_UNKNOWN;
	if (ret->queue_interval != other->queue_interval)
		ret->queue_interval = -1;
}

static int
try_fills(struct trial *t, struct smcmd *ret)
{
	struct pool scratch;
	struct smcmd other;
	int e = 0;

	while (e == 0 && ret->certain == TRI_YES && next_fills(t)) {
		scratch = (struct pool){ .blocks = NULL };
		e = smcmd_line(&scratch, t->argv, lay_out(t),
		    t->local_daemon, &other);
		if (e == 0)
			merge(ret, &other);
		pool_release(&scratch);
	}
	if (ret->certain != TRI_YES)
		ret->options_certain = TRI_UNKNOWN;
	return e;
}

int
smcmd_parse(struct pool *p, const struct words *w, bool local_daemon,
    struct smcmd *ret)
{
	struct trial t = { .pool = p, .words = w,
		.local_daemon = local_daemon };
	struct smcmd cmd;
	size_t i;
	int e;

	if (w->n > SIZE_MAX / sizeof(*t.argv) - MAX_GAPS)
		return -ENOMEM;
	t.argv = pool_alloc(p, (w->n + MAX_GAPS) * sizeof(*t.argv));
	if (t.argv == NULL)
		return -ENOMEM;
	for (i = 0; i < w->n; i++)
		if (w->v[i].gap != WORD_KNOWN)
			open_gap(&t, i);
	if (p->failed)
		return -ENOMEM;
	e = smcmd_line(p, t.argv, lay_out(&t), local_daemon, &cmd);
	if (e == 0 && t.too_many)
		cmd.certain = cmd.options_certain = TRI_UNKNOWN;
	else if (e == 0 && t.n_gaps > 0)
		e = try_fills(&t, &cmd);
	if (e == 0)
		*ret = cmd;
	return e;
}

enum role
smcmd_role(const struct smcmd *cmd)
{
	if (cmd->certain != TRI_YES)
		return ROLE_UNKNOWN;
	if (cmd->error != NULL)
		return ROLE_NONE;
	switch (cmd->mode) {
	case 'd':
		return ROLE_DAEMON;
	case 'l':
		return ROLE_LOOPBACK_DAEMON;
	case 's':
		return ROLE_INETD;
	case 'q':
		/* -1 is an interval that is not known. */
		if (cmd->queue_interval == 0 && !cmd->persistent)
			return ROLE_ONE_SHOT;
		return cmd->submission ? ROLE_SUBMISSION_RUNNER :
		    ROLE_QUEUE_RUNNER;
	default:
		return ROLE_ONE_SHOT;
	}
}

/* convtime.c: numbers with a unit each; one without it takes the default,
 * which for queue runs is the minute. */
long
smcmd_interval(const char *p)
{
	static const char units[] = "smhdw";
	static const long factors[] = { 1, 60, 3600, 86400, 604800 };
	long total = 0, n, factor;
	bool minus = *p == '-';
	const char *unit;

	if (strcasecmp(p, "now") == 0)
		return -1;
	if (minus)
		p++;
	while (*p != '\0') {
		for (n = 0; *p >= '0' && *p <= '9'; p++)
			n = n > (LONG_MAX - 9) / 10 ? LONG_MAX :
			    n * 10 + (*p - '0');
		unit = *p == '\0' ? units + 1 : strchr(units, *p);
		if (unit == NULL)
			return -1;
		factor = factors[unit - units];
		n = n > LONG_MAX / factor ? LONG_MAX : n * factor;
		total = total > LONG_MAX - n ? LONG_MAX : total + n;
		if (*p != '\0')
			p++;
	}
	return minus && total > 0 ? -1 : total;
}
