/* Maps that ask nobody: macro, arith, dequote, regex, null. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "agent/rules/macro.h"
#include "agent/rules/map_define.h"
#include "agent/rules/map_look.h"

static enum flow
find_null(struct run *r, struct map *m, struct lookup *look)
{
	return FLOW_ON;
}

const struct map_kind map_null = {
	.name = "null",
	.define = map_define_file,
	.find = find_null,
};

/* $(macro {name} $@ value $): sets it, without a value unsets it. */
static enum flow
find_macro(struct run *r, struct map *m, struct lookup *look)
{
	const char *end;
	int number;

	if (look->key[0] == '\0')
		return FLOW_WRONG;
	number = macro_number(r->cf, look->key, &end);
	if (number == 0)
		return FLOW_WRONG;
	r->macros[number] = look->args[1];
	look->value = "";
	return FLOW_ON;
}

const struct map_kind map_macro = {
	.name = "macro",
	.define = map_define_plain,
	.find = find_macro,
};

/* Two's complement as the machines do it, so that no value is undefined. */
static long
wrap(unsigned long v)
{
	return v <= LONG_MAX ? (long)v : -(long)(ULONG_MAX - v) - 1;
}

static bool
compute(char op, long a, long b, long *ret)
{
	unsigned long x = (unsigned long)a, y = (unsigned long)b;

	switch (op) {
	case '|':
		*ret = a | b;
		return true;
	case '&':
		*ret = a & b;
		return true;
	case '+':
		*ret = wrap(x + y);
		return true;
	case '-':
		*ret = wrap(x - y);
		return true;
	case '*':
		*ret = wrap(x * y);
		return true;
	case '%':
	case '/':
		if (b == 0 || (a == LONG_MIN && b == -1))
			return false;
		*ret = op == '/' ? a / b : a % b;
		return true;
	default:
		return false;
	}
}

static enum flow
find_arith(struct run *r, struct map *m, struct lookup *look)
{
	char text[32];
	long v[2], result;

	if (look->args[1] == NULL || look->args[2] == NULL)
		return FLOW_WRONG;
	v[0] = strtol(look->args[1], NULL, 0);
	v[1] = strtol(look->args[2], NULL, 0);
	if (look->key[0] == 'l' || look->key[0] == '=') {
		look->value = (look->key[0] == 'l' ? v[0] < v[1] :
		    v[0] == v[1]) ? "TRUE" : "FALSE";
		return FLOW_ON;
	}
	/* A random number: no answer of ours would be that of the host. */
	if (look->key[0] == 'r' && v[0] != v[1] && r->unknown == NULL)
		r->unknown = "the rules throw dice";
	if (look->key[0] == 'r')
		result = v[0];
	else if (!compute(look->key[0], v[0], v[1], &result))
		return FLOW_WRONG;
	snprintf(text, sizeof(text), "%ld", result);
	/* sendmail keeps 15 digits. */
	text[15] = '\0';
	look->value = run_text(r, text, strlen(text));
	return FLOW_ON;
}

const struct map_kind map_arith = {
	.name = "arith",
	.define = map_define_plain,
	.find = find_arith,
};

/* Reads a text for dequote: what is open at its end. */
struct balance {
	int angles, comments, quotes, blanks;
	bool quoted, backslash;
};

/* One byte; false: the text cannot be unquoted. *keep: it stays. */
static bool
weigh(struct balance *b, char c, bool *keep)
{
	*keep = true;
	if (b->backslash) {
		b->backslash = false;
		return true;
	}
	if (c == '\\')
		b->backslash = true;
	else if (c == '(')
		b->comments++;
	else if (c == ')' && b->comments-- <= 0)
		return false;
	else if (c == ' ' || c == '\t')
		b->blanks++;
	if (b->comments > 0)
		return true;
	if (c == '"') {
		b->quoted = !b->quoted;
		b->quotes++;
		*keep = false;
	} else if (c == '<') {
		b->angles++;
	} else if (c == '>' && b->angles-- <= 0) {
		return false;
	}
	return true;
}

static enum flow
find_dequote(struct run *r, struct map *m, struct lookup *look)
{
	struct balance b = { .quoted = false };
	char *to = look->key, c;
	const char *p;
	bool keep;

	for (p = look->key; *p != '\0'; p++) {
		c = *p == ' ' && m->blank != '\0' && !b.backslash ?
		    m->blank : *p;
		if (!weigh(&b, c, &keep))
			return FLOW_ON;
		if (keep)
			*to++ = c;
	}
	if (b.angles != 0 || b.comments != 0 || b.backslash || b.quoted ||
	    b.quotes <= 0 || b.blanks != 0)
		return FLOW_ON;
	*to = '\0';
	look->args[0] = NULL;
	look->value = map_rewrite(r, m, look, look->key, strlen(look->key));
	return FLOW_ON;
}

const struct map_kind map_dequote = {
	.name = "dequote",
	.define = map_define_plain,
	.find = find_dequote,
};
