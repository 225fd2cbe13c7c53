/* Evaluates arithmetic expressions. */
#include "platforms/shell_arith.h"

#include <ctype.h>
#include <string.h>

#include "agent/base/num.h"
#include "platforms/shell_expand.h"

/* Wide enough for any counter of a script, and no product overflows. */
#define BOUND 2000000000LL

struct arith {
	struct sh *sh;
	const char *at;
	bool failed;
	unsigned depth;
	const struct place *from;
};

static long long expression(struct arith *, int level);

static void
blanks(struct arith *a)
{
	a->at += strspn(a->at, " \t\n");
}

static long long
number(struct arith *a, const char *text, size_t len)
{
	long long n = 0;

	if (num_parse(text, len, -BOUND, BOUND, &n) < 0 ||
	    (len > 1 && text[0] == '0'))
		a->failed = true;
	return n;
}

static long long
variable(struct arith *a)
{
	const char *from = a->at, *name;
	const struct sh_value *v;

	while (*a->at == '_' || isalnum((unsigned char)*a->at))
		a->at++;
	name = sh_copy(a->sh, from, (size_t)(a->at - from));
	v = sh_var(a->sh, name);
	if (v == NULL || *v->text == '\0')
		return 0;
	a->from = sh_places(a->sh, a->from, v->from);
	return number(a, v->text, strlen(v->text));
}

static long long
primary(struct arith *a)
{
	const char *from;
	long long n;

	blanks(a);
	if (++a->depth > 50) {
		a->failed = true;
		return 0;
	}
	from = a->at;
	if (*from == '(') {
		a->at++;
		n = expression(a, 0);
		blanks(a);
		a->failed = a->failed || *a->at != ')';
		a->at += *a->at == ')';
	} else if (*from == '-' || *from == '+' || *from == '!') {
		a->at++;
		n = primary(a);
		n = *from == '-' ? -n : *from == '!' ? !n : n;
	} else if (isdigit((unsigned char)*from)) {
		while (isdigit((unsigned char)*a->at))
			a->at++;
		n = number(a, from, (size_t)(a->at - from));
	} else if (*from == '_' || isalpha((unsigned char)*from)) {
		n = variable(a);
	} else {
		a->failed = true;
		n = 0;
	}
	a->depth--;
	return n;
}

static const struct op {
	const char *text;
	int level;
} ops[] = {
	{ .text = "||", .level = 1 }, { .text = "&&", .level = 2 },
	{ .text = "==", .level = 3 }, { .text = "!=", .level = 3 },
	{ .text = "<=", .level = 4 }, { .text = ">=", .level = 4 },
	{ .text = "<", .level = 4 }, { .text = ">", .level = 4 },
	{ .text = "+", .level = 5 }, { .text = "-", .level = 5 },
	{ .text = "*", .level = 6 }, { .text = "/", .level = 6 },
	{ .text = "%", .level = 6 },
};

static const struct op *
operator(const char *at)
{
	size_t i;

	for (i = 0; i < sizeof(ops) / sizeof(ops[0]); i++)
		if (strncmp(at, ops[i].text, strlen(ops[i].text)) == 0)
			return &ops[i];
	return NULL;
}

static long long
apply(struct arith *a, const char *op, long long x, long long y)
{
	switch (op[0]) {
	case '|':
		return x || y;
	case '&':
		return x && y;
	case '=':
		return x == y;
	case '!':
		return x != y;
	case '<':
		return op[1] == '=' ? x <= y : x < y;
	case '>':
		return op[1] == '=' ? x >= y : x > y;
	case '+':
		return x + y;
	case '-':
		return x - y;
	case '*':
		return x * y;
	default:
		if (y == 0) {
			a->failed = true;
			return 0;
		}
		return op[0] == '/' ? x / y : x % y;
	}
}

/* Operators of at least this level, from the left. */
static long long
expression(struct arith *a, int level)
{
	long long x = primary(a), y;
	const struct op *op;

	while (!a->failed) {
		blanks(a);
		op = operator(a->at);
		if (op == NULL || op->level < level)
			break;
		a->at += strlen(op->text);
		y = expression(a, op->level + 1);
		x = apply(a, op->text, x, y);
		if (x > BOUND || x < -BOUND)
			a->failed = true;
	}
	return x;
}

struct sh_value
sh_arith_word(struct sh *sh, const struct sh_word *w)
{
	struct sh_value v = { .text = sh_gap };
	struct arith a = { .sh = sh };
	long long n;

	if (w == NULL)
		return v;
	v = sh_expand_text(sh, w);
	if (sh_has_gap(v.text))
		return (struct sh_value){ .text = sh_gap, .from = v.from,
			.why = v.why };
	a.at = v.text;
	n = expression(&a, 0);
	blanks(&a);
	v.from = sh_places(sh, v.from, a.from);
	if (a.failed || *a.at != '\0') {
		v.text = sh_gap;
		v.why = "an arithmetic expression is not understood";
	} else {
		v.text = sh_format(sh, "%lld", n);
	}
	return v;
}
