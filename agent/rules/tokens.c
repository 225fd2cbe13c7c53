/* Text into tokens and back, as sendmail's prescan() and cataddr() do. */
#include "agent/rules/tokens.h"

#include <errno.h>
#include <string.h>

#include "agent/rules/macro.h"
#include "agent/rules/meta.h"

/* Types of bytes; the first four, with ONE, are states of the tokeniser. */
enum type { OPR, ATM, QST, SPC, ONE, TYPES };

#define BREAK 0x10		/* a token ends before this byte */
#define DROP 0x20		/* the byte belongs to no token */

static const unsigned char next_state[TYPES][TYPES] = {
	[OPR] = { OPR | BREAK, ATM | BREAK, QST | BREAK, SPC | DROP | BREAK,
	    ONE | BREAK },
	[ATM] = { OPR | BREAK, ATM, QST | BREAK, SPC | DROP | BREAK,
	    ONE | BREAK },
	[QST] = { QST, QST, OPR, QST, QST },
	[SPC] = { OPR, ATM, QST, SPC | DROP, ONE },
	[ONE] = { OPR, OPR, OPR, OPR, OPR },
};

/* Always operators (DELIMCHARS). */
#define DELIMITERS "()<>,;\r\n"
/* sendmail expands the operators into a buffer of 50 bytes with these. */
#define MAX_OPERATORS 41

static bool
is_blank(int c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static enum type
plain_type(enum scan_kind kind, int c)
{
	if (is_blank(c))
		return SPC;
	if (c == '"')
		return QST;
	if (c == '(' || c == ')')
		return kind == SCAN_RULE ? OPR : SPC;
	if (c < 0x80 || kind == SCAN_OUTSIDE)
		return ATM;
	if (c == META_LATER || c == META_CLASS || c == META_NOT_CLASS ||
	    c == META_PART || c == META_QUOTE)
		return ONE;
	return c < 0xa0 ? OPR : ATM;
}

/* At the first use: what OperatorChars says later has no effect. */
static int
prepare(struct rules *cf)
{
	struct buf b = BUF_INIT(256);
	const char *text = cf->operators;
	const unsigned char *p;
	int kind, c;

	if (text == NULL && cf->level < 7)
		text = cf->macros['o'];
	if (text == NULL)
		text = ".:@[]";
	macro_expand(cf, cf->macros, text, MAX_OPERATORS, &b);
	buf_adds(&b, DELIMITERS);
	for (kind = 0; kind < SCANS; kind++) {
		for (c = 0; c < 256; c++)
			cf->scan_type[kind][c] =
			    (unsigned char)plain_type((enum scan_kind)kind, c);
		for (p = (const unsigned char *)b.p; p != NULL && *p != '\0';
		    p++)
			if (cf->scan_type[kind][*p] == ATM)
				cf->scan_type[kind][*p] = OPR;
	}
	cf->scan_ready = !b.failed;
	buf_release(&b);
	return cf->scan_ready ? 0 : -ENOMEM;
}

/* A scan under way. */
struct scanner {
	const unsigned char *types;
	const struct scan *how;
	const char *p;		/* the next byte */
	char *out;		/* bytes of tokens */
	size_t used;
	int c;			/* the byte read, -1: dropped */
	int state;
	bool backslash, route;
	int comments, angles;
};

enum step { STEP_KEEP, STEP_TAKEN, STEP_END };

/* The text's end: what is open is closed. */
static enum step
at_end(struct scanner *s)
{
	if (s->how->quiet)
		return STEP_END;
	if (s->state == QST)
		s->c = '"';
	else if (s->comments > 0)
		s->c = ')';
	else if (s->angles > 0)
		s->c = '>';
	else
		return STEP_END;
	s->p--;
	return STEP_KEEP;
}

static enum step
read_byte(struct scanner *s)
{
	s->c = (unsigned char)*s->p++;
	if (s->c == '\0')
		return at_end(s);
	if (s->c != (unsigned char)s->how->delim || s->comments > 0 ||
	    s->state == QST)
		return STEP_KEEP;
	if (s->angles <= 0)
		return STEP_END;
	if (s->how->delim == ',' && !s->route && !s->how->quiet) {
		s->c = '>';
		s->p--;
	}
	return STEP_KEEP;
}

static void
open_angle(struct scanner *s)
{
	const char *p = s->p;

	s->angles++;
	while (is_blank((unsigned char)*p))
		p++;
	if (*p == '@')
		s->route = true;
}

static void
close_angle(struct scanner *s)
{
	if (s->angles > 0)
		s->angles--;
	else if (!s->how->quiet)
		s->c = -1;
	s->route = false;
}

static void
close_comment(struct scanner *s)
{
	if (s->comments > 0)
		s->comments--;
	else if (!s->how->quiet)
		s->c = -1;
}

/* Comments, angles and backslashes; c becomes -1 where it is dropped. */
static void
mark_byte(struct scanner *s)
{
	bool comments = s->types['('] == SPC;

	if (s->c == '\\') {
		s->backslash = true;
	} else if (s->state == QST) {
		return;
	} else if (s->c == '(' && comments) {
		s->comments++;
		s->c = -1;
	} else if (s->c == ')' && comments) {
		close_comment(s);
	} else if (s->comments > 0) {
		s->c = -1;
	} else if (s->c == '<') {
		open_angle(s);
	} else if (s->c == '>') {
		close_angle(s);
	} else if (s->how->delim == ' ' && is_blank(s->c)) {
		s->c = ' ';
	}
}

/* The byte behind a backslash: taken with it, but in a comment, and but for
 * "\!" outside quotes, which is just "!". */
static enum step
behind_backslash(struct scanner *s)
{
	s->backslash = false;
	if (s->comments > 0) {
		s->c = -1;
		return STEP_TAKEN;
	}
	if (s->c == '!' && s->state != QST)
		return STEP_KEEP;
	if (s->used + 5 > s->how->limit)
		return STEP_END;
	s->out[s->used++] = '\\';
	return STEP_TAKEN;
}

/* A macro's long name is two bytes behind a $-word that takes one. */
static bool
second_of_name(const struct scanner *s, size_t token)
{
	size_t len;

	if (s->used != token + 2 || s->types[(unsigned char)s->out[token]] !=
	    ONE || meta(s->out + token) == META_PART ||
	    meta(s->out + token) == META_QUOTE || s->c < 0)
		return false;
	macro_get((const char[]){ s->out[token + 1], (char)s->c, 0 }, &len);
	return len == 2;
}

/*
 * One token, from out[used] on. 0, 1 at the end of the text, -E2BIG. The byte
 * that ends a token is read already and begins the next.
 */
static int
read_token(struct scanner *s)
{
	size_t token = s->used;
	enum step step;
	int change;

	for (;;) {
		if (s->c >= 0 && !s->backslash) {
			if (s->used + 5 > s->how->limit)
				return -E2BIG;
			s->out[s->used++] = (char)s->c;
		}
		if (read_byte(s) == STEP_END)
			return 1;
		if (s->backslash) {
			step = behind_backslash(s);
			if (step == STEP_END)
				return -E2BIG;
			if (step == STEP_TAKEN)
				continue;
		}
		mark_byte(s);
		if (s->c < 0 || second_of_name(s, token))
			continue;
		if (s->c == (unsigned char)s->how->delim && s->angles <= 0 &&
		    s->state != QST)
			return 1;
		change = next_state[s->state][s->types[s->c]];
		s->state = change & 0x0f;
		if (change & DROP)
			s->c = -1;
		if (change & BREAK)
			return 0;
	}
}

static int
scan_all(struct scanner *s, struct words *ret)
{
	size_t token;
	int r;

	do {
		token = s->used;
		r = read_token(s);
		if (r < 0)
			return r;
		if (s->used == token)
			continue;
		if (s->used + 5 > s->how->limit || ret->n >= MAX_WORDS ||
		    (s->how->limit == MAX_SCAN && s->used - token > MAX_NAME))
			return -E2BIG;
		s->out[s->used++] = '\0';
		ret->w[ret->n++] = s->out + token;
	} while (r == 0);
	ret->w[ret->n] = NULL;
	return ret->n > 0 ? 0 : -ENOENT;
}

/* The longest limit, of a rule. */
#define MAX_LIMIT (MAX_LINE_TEXT + MAX_WORDS)

int
scan(struct rules *cf, struct pool *pool, const char *text,
    const struct scan *how, struct words *ret, const char **end)
{
	char bytes[MAX_LIMIT], *kept;
	struct scan bounded = *how;
	struct scanner s = { .how = &bounded, .p = text, .c = -1,
	    .state = ATM, .out = bytes };
	size_t i;
	int r;

	ret->n = 0;
	ret->w[0] = NULL;
	if (!cf->scan_ready && prepare(cf) < 0)
		return -ENOMEM;
	s.types = cf->scan_type[how->kind];
	if (bounded.limit == 0 || bounded.limit > MAX_LIMIT)
		bounded.limit = MAX_SCAN;
	r = scan_all(&s, ret);
	if (end != NULL)
		*end = s.p > text ? s.p - 1 : s.p;
	kept = r < 0 ? NULL : pool_alloc(pool, s.used);
	if (r == 0 && kept == NULL)
		r = -ENOMEM;
	if (r < 0) {
		ret->n = 0;
		ret->w[0] = NULL;
		return r;
	}
	memcpy(kept, bytes, s.used);
	for (i = 0; i < ret->n; i++)
		ret->w[i] = kept + (ret->w[i] - bytes);
	return 0;
}

void
join(struct rules *cf, const char *const *words, size_t n,
    const struct join *how, char *ret, size_t size)
{
	char blank = how->blank != '\0' ? how->blank : cf->blank;
	const unsigned char *types = cf->scan_type[SCAN_INSIDE];
	bool before = false, now;
	const char *q;
	size_t at = 0, i;

	for (i = 0; i < n && at + 2 < size; i++) {
		now = types[(unsigned char)words[i][0]] == ATM;
		if (before && now)
			ret[at++] = blank;
		for (q = words[i]; *q != '\0' && at + 2 < size; q++) {
			if (meta(q) == META_QUOTE && !how->inside &&
			    q[1] != '\0')
				q++;
			ret[at++] = *q;
		}
		before = now;
	}
	ret[at] = '\0';
}

void
strip_quotes(char *s)
{
	char *from = s, *to = s;

	while (*from != '\0') {
		if (*from == '"') {
			from++;
			continue;
		}
		if (*from == '\\' && from[1] != '\0')
			from++;
		*to++ = *from++;
	}
	*to = '\0';
}
