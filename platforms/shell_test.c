/* Evaluates test expressions. */
#include "platforms/shell_test.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>

#include "agent/base/num.h"
#include "platforms/shell_pattern.h"
#include "platforms/shell_world.h"

struct test {
	struct sh *sh;
	const char *const *v;
	size_t at, n;
	bool patterns;		/* [[: the right side of = is one */
	bool failed;
	unsigned depth;
	const char *why;
};

static enum tri expression(struct test *);

static enum tri
negate(enum tri t)
{
	return t == TRI_YES ? TRI_NO : t == TRI_NO ? TRI_YES : TRI_UNKNOWN;
}

static bool
is(const struct test *t, size_t at, const char *text)
{
	return at < t->n && strcmp(t->v[at], text) == 0;
}

static enum tri
empty(const char *text)
{
	if (*text == '\0')
		return TRI_YES;
	return text[strspn(text, "\001\002")] != '\0' ? TRI_NO : TRI_UNKNOWN;
}

/* As strtol(3) reads it, blanks behind it too. What a shell of 32 bits makes
 * of more than it can hold is not known. */
static enum tri
number(const char *text, long long *ret)
{
	size_t n;
	int r;

	text += strspn(text, " \t\n\v\f\r");
	n = strlen(text);
	while (n > 0 && strchr(" \t", text[n - 1]) != NULL)
		n--;
	if (n > 1 && *text == '+' && text[1] != '-') {
		text++;
		n--;
	}
	r = num_parse(text, n, INT32_MIN, INT32_MAX, ret);
	return r == 0 ? TRI_YES : r == -ERANGE ||
	    memchr(text, '\n', n) != NULL ? TRI_UNKNOWN : TRI_NO;
}

static enum tri
numbers(struct test *t, const char *op, const char *a, const char *b)
{
	long long x, y;
	enum tri first, second;
	int d;

	if (sh_has_gap(a) || sh_has_gap(b))
		return TRI_UNKNOWN;
	first = number(a, &x);
	second = number(b, &y);
	if (first == TRI_NO || second == TRI_NO) {
		t->failed = true;
		return TRI_NO;
	}
	if (first == TRI_UNKNOWN || second == TRI_UNKNOWN)
		return TRI_UNKNOWN;
	d = x < y ? -1 : x > y;
	switch (op[1] == 'l' || op[1] == 'g' ? op[1] + op[2] : op[1]) {
	case 'e':
		return d == 0 ? TRI_YES : TRI_NO;
	case 'n':
		return d != 0 ? TRI_YES : TRI_NO;
	case 'l' + 't':
		return d < 0 ? TRI_YES : TRI_NO;
	case 'l' + 'e':
		return d <= 0 ? TRI_YES : TRI_NO;
	case 'g' + 't':
		return d > 0 ? TRI_YES : TRI_NO;
	default:
		return d >= 0 ? TRI_YES : TRI_NO;
	}
}

static bool
is_numeric(const char *op)
{
	static const char *const all[] = { "-eq", "-ne", "-lt", "-le", "-gt",
		"-ge" };
	size_t i;

	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (strcmp(op, all[i]) == 0)
			return true;
	return false;
}

static bool
is_binary(const char *op)
{
	return strcmp(op, "=") == 0 || strcmp(op, "==") == 0 ||
	    strcmp(op, "!=") == 0 || is_numeric(op) ||
	    strcmp(op, "-nt") == 0 || strcmp(op, "-ot") == 0 ||
	    strcmp(op, "-ef") == 0 || strcmp(op, "=~") == 0;
}

static enum tri
binary(struct test *t, const char *a, const char *op, const char *b)
{
	enum tri r;

	if (is_numeric(op))
		return numbers(t, op, a, b);
	if (op[0] == '-' || op[1] == '~') {
		t->why = "times and kinds of files are not looked at";
		return TRI_UNKNOWN;
	}
	r = t->patterns ? sh_match(b, a) : sh_same(a, b);
	return op[0] == '!' ? negate(r) : r;
}

static bool
is_unary(const char *op)
{
	return op[0] == '-' && op[1] != '\0' && op[2] == '\0' &&
	    strchr("bcdefghLknprstuwxzSOGNa", op[1]) != NULL;
}

static enum tri
unary(struct test *t, char op, const char *arg)
{
	if (op == 'z')
		return empty(arg);
	if (op == 'n')
		return negate(empty(arg));
	if (op == 't') {
		t->why = "whether there is a terminal is not known";
		return TRI_UNKNOWN;
	}
	if (strchr("OGN", op) != NULL)
		return TRI_UNKNOWN;
	return sh_world_test(t->sh, op == 'a' ? 'e' : op, arg);
}

static enum tri
primary(struct test *t)
{
	size_t at = t->at, left = t->n - t->at;
	const char *const *v = t->v + at;
	enum tri r;

	if (left == 0 || ++t->depth > 50) {
		t->failed = true;
		return TRI_NO;
	}
	if (left >= 3 && is_binary(v[1]) &&
	    !(strcmp(v[0], "(") == 0 && left > 3)) {
		t->at += 3;
		r = binary(t, v[0], v[1], v[2]);
	} else if (strcmp(v[0], "!") == 0 && left > 1) {
		t->at++;
		r = negate(primary(t));
	} else if (strcmp(v[0], "(") == 0 && left > 1) {
		t->at++;
		r = expression(t);
		if (!is(t, t->at, ")"))
			t->failed = true;
		t->at++;
	} else if (is_unary(v[0]) && left > 1) {
		t->at += 2;
		r = unary(t, v[0][1], v[1]);
	} else {
		t->at++;
		r = negate(empty(v[0]));
	}
	t->depth--;
	return r;
}

static enum tri
conjunction(struct test *t)
{
	enum tri r = primary(t), s;

	while (is(t, t->at, "-a")) {
		t->at++;
		s = primary(t);
		r = r == TRI_NO || s == TRI_NO ? TRI_NO :
		    r == TRI_UNKNOWN ? r : s;
	}
	return r;
}

static enum tri
expression(struct test *t)
{
	enum tri r = conjunction(t), s;

	while (is(t, t->at, "-o")) {
		t->at++;
		s = conjunction(t);
		r = r == TRI_YES || s == TRI_YES ? TRI_YES :
		    r == TRI_UNKNOWN ? r : s;
	}
	return r;
}

/* A word of unknown number: what its place is, nobody can say. */
static bool
has_many(const struct test *t)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		if (strchr(t->v[i], SH_MANY) != NULL &&
		    strcmp(t->v[i], "\002") != 0)
			return true;
	return false;
}

/* Three words from there on, and "-n -a x" is a conjunction to bash (XCU
 * test) and a mistake to dash and busybox. */
static bool
is_conjunction(const struct test *t, size_t at)
{
	const char *const *v = t->v + at;

	return t->n == at + 3 && (strcmp(v[1], "-a") == 0 ||
	    strcmp(v[1], "-o") == 0) && (strcmp(v[0], "!") == 0 ||
	    strcmp(v[0], "(") == 0 || is_unary(v[0]));
}

/* More than four words of which one may be an operator or a value, as in
 * `[ "$A" = x -o ... ]` where $A is "!": shells differ (XCU test). */
static bool
is_ambiguous(const struct test *t)
{
	size_t i;

	if (t->patterns || t->n < 3)
		return false;
	if (is_conjunction(t, 0) || (is_conjunction(t, 1) &&
	    strcmp(t->v[0], "!") == 0))
		return true;
	for (i = 0; t->n > 4 && i + 1 < t->n; i++)
		if ((strcmp(t->v[i], "!") == 0 ||
		    strcmp(t->v[i], "(") == 0) &&
		    (strcmp(t->v[i + 1], "=") == 0 ||
		    strcmp(t->v[i + 1], "!=") == 0))
			return true;
	return false;
}

void
sh_test(struct sh *sh, const struct sh_call *c)
{
	struct test t = { .sh = sh, .v = c->argv + 1, .n = c->n - 1 };
	enum tri r;

	t.patterns = strcmp(c->argv[0], "[[") == 0;
	if (c->argv[0][strlen(c->argv[0]) - 1] == '[') {
		if (t.n == 0 || strcmp(t.v[t.n - 1], t.patterns ? "]]" : "]")
		    != 0) {
			/* [[ ends where the parser saw ]]. */
			if (!t.patterns) {
				sh_status(sh, 2, c->from);
				return;
			}
			t.n++;
		}
		t.n--;
	}
	if (t.n == 0)
		r = TRI_NO;
	else if (has_many(&t) || is_ambiguous(&t))
		r = TRI_UNKNOWN;
	else
		r = expression(&t);
	if (!c->known && r == TRI_UNKNOWN && t.why == NULL)
		t.why = c->why;
	if (t.failed || (r != TRI_UNKNOWN && t.at != t.n && t.n > 0))
		sh_status(sh, 2, c->from);
	else if (r == TRI_UNKNOWN)
		sh_status_unknown(sh, c->from, t.why != NULL ? t.why :
		    "a test of a file is not known");
	else
		sh_status(sh, r == TRI_YES ? 0 : 1, c->from);
	sh->st->asked = !sh->st->known;
}
