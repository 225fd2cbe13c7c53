/* Expands $name and the forms of ${name...}. */
#include "platforms/shell_param.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "platforms/shell_pattern.h"
#include "platforms/shell_scope.h"

static bool
is_many(const struct sh_value *v)
{
	return strchr(v->text, SH_MANY) != NULL;
}

struct sh_value
sh_param(const struct sh *sh, size_t n)
{
	const struct sh_params *p = sh->st->params;
	size_t i;

	for (i = 0; i < p->n && i < n; i++) {
		if (is_many(&p->v[i]))
			return (struct sh_value){ .text = sh_gap,
				.from = p->v[i].from, .why = p->v[i].why };
		if (i + 1 == n)
			return p->v[i];
	}
	return (struct sh_value){ .text = NULL };
}

long
sh_param_count(const struct sh *sh)
{
	const struct sh_params *p = sh->st->params;
	size_t i;

	for (i = 0; i < p->n; i++)
		if (is_many(&p->v[i]))
			return -1;
	return (long)p->n;
}

static struct sh_value
special(struct sh *sh, char c)
{
	struct sh_value v = { .text = sh_gap };
	long n;

	switch (c) {
	case '0':
		v.text = sh->zero;
		break;
	case '#':
		n = sh_param_count(sh);
		if (n >= 0)
			v.text = sh_format(sh, "%ld", n);
		break;
	case '?':
		v.from = sh->st->from;
		v.why = sh->st->why;
		if (sh->st->known)
			v.text = sh_format(sh, "%d", sh->st->status);
		break;
	case '-':
		v.text = sh->st->errexit ? "e" : "";
		break;
	default:
		v.why = "a process id is not known";
		break;
	}
	return v;
}

/* text NULL: not set. */
static struct sh_value
value_of(struct sh *sh, const char *name)
{
	const struct sh_value *v;

	if (isdigit((unsigned char)*name) && strcmp(name, "0") != 0)
		return sh_param(sh, strlen(name) > 4 ? 9999 :
		    (size_t)strtoul(name, NULL, 10));
	if (*name != '_' && !isalpha((unsigned char)*name))
		return special(sh, *name);
	v = sh_var(sh, name);
	return v != NULL ? *v : (struct sh_value){ .text = NULL };
}

/* Is it unset, or (colon) empty? */
static enum tri
missing(const struct sh_value *v, bool colon)
{
	if (v->text == NULL)
		return TRI_YES;
	if (!colon)
		return strcmp(v->text, sh_gap) == 0 ? TRI_UNKNOWN : TRI_NO;
	if (*v->text == '\0')
		return TRI_YES;
	return v->text[strspn(v->text, "\001\002")] != '\0' ? TRI_NO :
	    TRI_UNKNOWN;
}

static struct sh_value
cut(struct sh *sh, const struct sh_value *v, const struct sh_part *p)
{
	bool at_end = p->op == SH_SUFFIX || p->op == SH_SUFFIX_LONG;
	bool longest = p->op == SH_PREFIX_LONG || p->op == SH_SUFFIX_LONG;
	struct sh_value pattern = sh_expand_pattern(sh, p->word), r = *v;
	size_t len;
	long n;

	r.from = sh_places(sh, v->from, pattern.from);
	if (*v->text == '\0')
		return r;
	if (sh_has_gap(v->text) || sh_has_gap(pattern.text)) {
		r.text = sh_gap;
		if (r.why == NULL)
			r.why = pattern.why;
		return r;
	}
	len = strlen(v->text);
	sh->steps += (unsigned)len / 16;
	if (len > 1000) {
		r.text = sh_gap;
		return r;
	}
	n = sh_match_part(pattern.text, v->text, at_end, longest);
	if (n <= 0)
		return r;
	len -= (size_t)n;
	r.text = sh_copy(sh, at_end ? v->text : v->text + n, len);
	return r;
}

static void
unknown(struct sh_expansion *x, const struct sh_part *p,
    const struct sh_value *v)
{
	struct sh_value gap = { .text = sh_gap, .from = v->from,
		.why = v->why };

	if (gap.why == NULL)
		gap.why = sh_format(x->sh, "%s is not known", p->text);
	sh_expansion_value(x, &gap, p->quoted);
}

static void
assign_default(struct sh_expansion *x, const struct sh_part *p)
{
	struct sh_value v = sh_expand_text(x->sh, p->word);
	const struct place *here = sh_place(x->sh, x->sh->here->source,
	    p->word->line);

	v.from = sh_places(x->sh, sh_places(x->sh, here, v.from),
	    x->sh->st->guard);
	sh_var_set(x->sh, p->text, v.text, v.from, v.why);
	sh_expansion_value(x, &v, p->quoted);
}

/* Does anything of the word stand before, or behind p? */
static bool
begun(const struct sh_expansion *x)
{
	return x->marks.len > 0 &&
	    x->marks.p[x->marks.len - 1] != SH_MARK_BREAK;
}

static bool
goes_on(const struct sh_expansion *x, const struct sh_part *p)
{
	return p->next != NULL || x->more;
}

/* The word of the ${ } that is p. */
static void
inside(struct sh_expansion *x, const struct sh_part *p)
{
	bool more = x->more;

	x->more = goes_on(x, p);
	x->inside++;
	sh_expansion_word(x, p->word);
	x->inside--;
	x->more = more;
}

/* ${name-word} and its like. */
static void
conditional(struct sh_expansion *x, const struct sh_part *p,
    const struct sh_value *v)
{
	enum tri is = missing(v, p->colon);

	x->from = sh_places(x->sh, x->from, v->from);
	if (is == TRI_UNKNOWN) {
		if (p->op == SH_ASSIGN)
			sh_var_set(x->sh, p->text, sh_gap, v->from, v->why);
		unknown(x, p, v);
	} else if (p->op == SH_ALTERNATE) {
		if (is == TRI_NO)
			inside(x, p);
		else if (p->quoted)
			sh_expansion_text(x, "", true, SH_MARK_EXPANDED);
	} else if (is == TRI_NO) {
		sh_expansion_value(x, v, p->quoted);
	} else if (p->op == SH_ASSIGN) {
		assign_default(x, p);
	} else if (p->op == SH_DEFAULT) {
		inside(x, p);
		if (p->quoted)
			sh_expansion_text(x, "", true, SH_MARK_EXPANDED);
	} else {
		sh_status(x->sh, 2, v->from);
		sh_jump(x->sh, SH_EXIT, 1);
	}
}

/* $@ and $*. */
static void
all(struct sh_expansion *x, const struct sh_part *p)
{
	const struct sh_params *all_params = x->sh->st->params;
	bool join = p->quoted && *p->text == '*', open = false, tied;
	bool before = begun(x);
	struct sh_value v;
	size_t i;

	if (join && all_params->n == 0)
		sh_expansion_text(x, "", true, SH_MARK_EXPANDED);
	for (i = 0; i < all_params->n; i++) {
		/* Where there may be no word, there may be no blank. */
		if (i > 0 && join && !open &&
		    all_params->v[i].text[0] != SH_MANY)
			sh_expansion_text(x, " ", true, SH_MARK_EXPANDED);
		/* Where it is the first or last one, what stands before or
		 * behind the list comes to be its neighbour's. */
		tied = i > 0 && ((i == 1 && open && before) ||
		    (i + 1 == all_params->n && goes_on(x, p) &&
		    is_many(&all_params->v[i])));
		if (i > 0 && !join && !tied)
			sh_expansion_break(x);
		open = is_many(&all_params->v[i]);
		v = all_params->v[i];
		if (join)
			v.text = sh_one_word(x->sh, v.text);
		sh_expansion_value(x, &v, p->quoted);
	}
}

void
sh_expand_param(struct sh_expansion *x, const struct sh_part *p)
{
	struct sh *sh = x->sh;
	struct sh_value v;
	bool list = *p->text == '@' || *p->text == '*';

	if (list && p->op == SH_PLAIN) {
		all(x, p);
		return;
	}
	if (list) {
		v = (struct sh_value){ .text = sh->st->params->n == 0 ? NULL :
			"x" };
		if ((p->op == SH_ALTERNATE || p->op == SH_DEFAULT) &&
		    (v.text != NULL) == (p->op == SH_ALTERNATE))
			inside(x, p);
		else if (p->op == SH_DEFAULT)
			all(x, p);
		else if (p->op != SH_ALTERNATE)
			unknown(x, p, &v);
		return;
	}
	v = value_of(sh, p->text);
	if (p->op >= SH_DEFAULT && p->op <= SH_ALTERNATE) {
		conditional(x, p, &v);
		return;
	}
	if (v.text == NULL)
		v.text = "";
	if (p->op >= SH_PREFIX && p->op <= SH_SUFFIX_LONG)
		v = cut(sh, &v, p);
	else if (p->op == SH_LENGTH && !sh_has_gap(v.text))
		v.text = sh_format(sh, "%zu", strlen(v.text));
	else if (p->op != SH_PLAIN)
		v.text = sh_gap;
	if (sh_has_gap(v.text) && v.why == NULL)
		v.why = sh_format(sh, "%s is not known", p->text);
	sh_expansion_value(x, &v, p->quoted);
}
