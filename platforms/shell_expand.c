/* Expands words into fields. */
#include "platforms/shell_expand.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "agent/base/num.h"
#include "platforms/shell_arith.h"
#include "platforms/shell_eval.h"
#include "platforms/shell_param.h"
#include "platforms/shell_world.h"

#define MAX_FIELDS 4096
#define MAX_LITERAL 4096

static void
add(struct sh_expansion *x, char c, char mark)
{
	if (buf_addc(&x->text, c) < 0 || buf_addc(&x->marks, mark) < 0)
		x->sh->stop = "too large to evaluate";
}

void
sh_expansion_text(struct sh_expansion *x, const char *text, bool quoted,
    char unquoted)
{
	x->sh->steps += (unsigned)(strlen(text) / 32);
	if (*text == '\0' && quoted)
		add(x, ' ', SH_MARK_EMPTY);
	for (; *text != '\0'; text++)
		add(x, *text, quoted ? SH_MARK_QUOTED : unquoted);
}

void
sh_expansion_break(struct sh_expansion *x)
{
	add(x, ' ', SH_MARK_BREAK);
}

void
sh_expansion_value(struct sh_expansion *x, const struct sh_value *v,
    bool quoted)
{
	x->from = sh_places(x->sh, x->from, v->from);
	if (x->why == NULL && sh_has_gap(v->text))
		x->why = v->why != NULL ? v->why : "a value is not known";
	sh_expansion_text(x, v->text, quoted, SH_MARK_EXPANDED);
}

/* Commands at the other end of a pipe; its path is the word. */
static struct sh_value
process(struct sh *sh, const struct sh_part *p)
{
	struct sh_state was = *sh->st;

	(void)sh_command_output(sh, p->body);
	was.files = sh->st->files;
	*sh->st = was;
	return (struct sh_value){ .text = sh_gap,
		.why = "the path of a pipe is not known" };
}

void
sh_expansion_word(struct sh_expansion *x, const struct sh_word *w)
{
	const struct sh_part *p;
	struct sh_value v;

	for (p = w->parts; p != NULL && x->sh->stop == NULL; p = p->next) {
		switch (p->kind) {
		case SH_LITERAL:
			sh_expansion_text(x, p->text, p->quoted,
			    x->inside > 0 ? SH_MARK_EXPANDED :
			    SH_MARK_LITERAL);
			break;
		case SH_PARAM:
			sh_expand_param(x, p);
			break;
		case SH_COMMAND_SUB:
			v = p->op == SH_OTHER ? process(x->sh, p) :
			    sh_command_output(x->sh, p->body);
			sh_expansion_value(x, &v, p->quoted);
			break;
		case SH_ARITH:
			v = sh_arith_word(x->sh, p->word);
			sh_expansion_value(x, &v, p->quoted);
			break;
		}
	}
}

static void
begin(struct sh_expansion *x, struct sh *sh)
{
	*x = (struct sh_expansion){ .sh = sh,
		.text = BUF_INIT(SH_MAX_TEXT), .marks = BUF_INIT(SH_MAX_TEXT) };
}

static void
release(struct sh_expansion *x)
{
	buf_release(&x->text);
	buf_release(&x->marks);
}

/* The text of a word that is nothing but a literal, as most are, which then
 * need not go through the expansion; NULL: it must. */
static const char *
lone_literal(const struct sh_word *w, const char *special)
{
	const struct sh_part *p = w->parts;

	return p != NULL && p->next == NULL && p->kind == SH_LITERAL &&
	    *p->text != '\0' && !sh_has_gap(p->text) &&
	    strlen(p->text) < MAX_LITERAL &&
	    strpbrk(p->text, special) == NULL ? p->text : NULL;
}

static struct sh_value
whole(struct sh *sh, const struct sh_word *w, bool pattern)
{
	const char *literal = lone_literal(w, pattern && w->parts != NULL &&
	    w->parts->quoted ? "*?[]\\-!^" : "");
	struct sh_expansion x;
	struct sh_value v = { .text = "" };
	struct buf out = BUF_INIT(2 * SH_MAX_TEXT);
	size_t i;
	char c, m;

	if (literal != NULL) {
		v.text = literal;
		return v;
	}
	begin(&x, sh);
	sh_expansion_word(&x, w);
	for (i = 0; i < x.text.len && i < x.marks.len; i++) {
		c = x.text.p[i];
		m = x.marks.p[i];
		if (m == SH_MARK_EMPTY)
			continue;
		if (m == SH_MARK_BREAK)
			c = ' ';
		if (c == SH_MANY)
			c = SH_GAP;
		if (pattern && m == SH_MARK_QUOTED &&
		    strchr("*?[]\\-!^", c) != NULL)
			buf_addc(&out, '\\');
		buf_addc(&out, c);
	}
	v.text = sh_copy(sh, out.len > 0 ? out.p : "", out.len);
	v.from = x.from;
	v.why = x.why;
	buf_release(&out);
	release(&x);
	return v;
}

struct sh_value
sh_expand_text(struct sh *sh, const struct sh_word *w)
{
	return whole(sh, w, false);
}

struct sh_value
sh_expand_pattern(struct sh *sh, const struct sh_word *w)
{
	return whole(sh, w, true);
}

const char *
sh_one_word(struct sh *sh, const char *text)
{
	char *copy;

	if (strchr(text, SH_MANY) == NULL)
		return text;
	copy = sh_new(sh, strlen(text) + 1);
	if (copy == NULL)
		return sh_gap;
	memcpy(copy, text, strlen(text));
	for (text = copy; *copy != '\0'; copy++)
		if (*copy == SH_MANY)
			*copy = SH_GAP;
	return text;
}

/* The fields under construction. */
struct split {
	struct sh_expansion *x;
	struct buf word;
	bool have, glob;
	unsigned n;
	struct sh_field *first, **end, *last;
};

static void
emit(struct split *s, const char *text, size_t len)
{
	struct sh *sh = s->x->sh;
	struct sh_field *f = sh_new(sh, sizeof(*f));

	if (++s->n > MAX_FIELDS)
		sh->stop = "too large to evaluate";
	if (f == NULL || sh->stop != NULL)
		return;
	f->text = sh_copy(sh, text, len);
	f->from = s->x->from;
	f->why = sh_has_gap(f->text) ? s->x->why : NULL;
	*s->end = s->last = f;
	s->end = &f->next;
}

/* A literal: nothing to split, nothing to find. */
static bool
emit_literal(struct sh *sh, struct split *s, const struct sh_word *w,
    const struct place *from)
{
	const char *text = lone_literal(w, w->parts != NULL &&
	    w->parts->quoted ? "" : "*?[");
	struct sh_field *f;

	if (text == NULL)
		return false;
	f = sh_new(sh, sizeof(*f));
	if (++s->n > MAX_FIELDS)
		sh->stop = "too large to evaluate";
	if (f == NULL || sh->stop != NULL)
		return true;
	f->text = text;
	f->from = from;
	*s->end = s->last = f;
	s->end = &f->next;
	return true;
}

static void
end_field(struct split *s)
{
	struct strv found = { .n = 0 };
	const char *text = s->word.len > 0 ? s->word.p : "";
	size_t i;

	if (!s->have)
		return;
	if (s->glob && !s->x->sh->st->noglob && !sh_has_gap(text) &&
	    !sh_world_glob(s->x->sh, text, &found)) {
		text = "\002";
		s->word.len = 1;
		if (s->x->why == NULL)
			s->x->why = "which files are there is not known";
	}
	for (i = 0; i < found.n; i++)
		emit(s, found.v[i], strlen(found.v[i]));
	if (found.n == 0)
		emit(s, text, s->word.len);
	buf_clear(&s->word);
	s->have = s->glob = false;
}

static const char *
separators(const struct sh *sh)
{
	const struct sh_value *ifs = sh_var(sh, "IFS");

	return ifs == NULL || sh_has_gap(ifs->text) ? " \t\n" : ifs->text;
}

static void
split(struct split *s)
{
	const struct sh_expansion *x = s->x;
	const char *ifs = separators(x->sh);
	bool after_blank = false, blank;
	size_t i;
	char c, m;

	for (i = 0; i < x->text.len && i < x->marks.len; i++) {
		c = x->text.p[i];
		m = x->marks.p[i];
		if (m == SH_MARK_BREAK) {
			end_field(s);
			continue;
		}
		if (m == SH_MARK_EXPANDED && strchr(ifs, c) != NULL) {
			blank = strchr(" \t\n", c) != NULL;
			if (!blank && !s->have && !after_blank)
				s->have = true;
			after_blank = blank && (s->have || after_blank);
			end_field(s);
			continue;
		}
		after_blank = false;
		s->have = true;
		if (m == SH_MARK_EMPTY)
			continue;
		if (c == SH_GAP && m == SH_MARK_EXPANDED)
			c = SH_MANY;
		if (m != SH_MARK_QUOTED && strchr("*?[", c) != NULL)
			s->glob = true;
		buf_addc(&s->word, c);
	}
	end_field(s);
}

struct sh_field *
sh_expand_fields(struct sh *sh, const struct sh_word *words)
{
	struct sh_expansion x;
	struct split s = { .word = BUF_INIT(SH_MAX_TEXT) };
	const struct place *from = NULL;
	unsigned n;

	s.end = &s.first;
	for (; words != NULL && sh->stop == NULL; words = words->next) {
		if (emit_literal(sh, &s, words, from)) {
			from = NULL;
			continue;
		}
		begin(&x, sh);
		x.from = from;
		from = NULL;
		s.x = &x;
		n = s.n;
		sh_expansion_word(&x, words);
		split(&s);
		/* A word that went away says something too: it was empty. */
		if (s.n == n && s.last != NULL)
			s.last->from = sh_places(sh, s.last->from, x.from);
		else if (s.n == n)
			from = x.from;
		release(&x);
	}
	buf_release(&s.word);
	return s.first;
}
