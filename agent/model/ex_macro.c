/* Macros of Exim's configuration: their definitions, and lines with them. */
#include "agent/model/ex_macro.h"

#include <errno.h>
#include <string.h>

#define MACROS_MAX	4000

static int
add_macro(struct ex_reader *r, const char *name, const char *value,
    bool fixed, bool maybe)
{
	struct ex_macro *m = pool_alloc(r->pool, sizeof(*m));

	if (m == NULL || name == NULL || value == NULL)
		return -ENOMEM;
	*m = (struct ex_macro){ .name = name, .value = value, .fixed = fixed,
		.maybe = maybe };
	*r->macros_end = m;
	r->macros_end = &m->next;
	r->n_macros++;
	return 0;
}

int
ex_macro_define(struct ex_reader *r, const char *text)
{
	size_t n = 0, at;

	while (ex_is_name(text[n]))
		n++;
	for (at = n; ex_is_space(text[at]); at++)
		;
	if (!ex_is_upper(text[0]) || (text[at] != '\0' && text[at] != '='))
		return -EINVAL;
	if (text[at] == '=')
		at++;
	while (ex_is_space(text[at]))
		at++;
	/* The name is cut there; a value is not. */
	return add_macro(r, pool_strndup(r->pool, text, n < 23 ? n : 23),
	    pool_strdup(r->pool, text + at), true, false);
}

/* What a macro's name may begin with. */
static size_t
candidate(const struct buf *b, size_t at)
{
	while (b->p[at] != '\0' && !ex_is_upper(b->p[at]) &&
	    !(b->p[at] == '_' && ex_is_upper(b->p[at + 1])))
		at++;
	return at;
}

size_t
ex_spaces(const struct buf *b, size_t at)
{
	while (ex_is_space(b->p[at]))
		at++;
	return at;
}

int
ex_splice(struct ex_reader *r, size_t at, size_t len, const char *with)
{
	struct buf *b = &r->line;
	const size_t n = strlen(with), rest = b->len - at - len;
	int e;

	if (n > len && (e = buf_reserve(b, n - len)) < 0) {
		r->full = r->full || e == -E2BIG;
		return e;
	}
	memmove(b->p + at + n, b->p + at + len, rest);
	memcpy(b->p + at, with, n);
	b->len = at + n + rest;
	b->p[b->len] = '\0';
	return 0;
}

/* All occurrences of one macro, none in what it was replaced with. */
static bool
replace_all(struct ex_reader *r, size_t at, const struct ex_macro *m)
{
	const char *with = m->maybe ? EX_UNSURE : m->value, *p;
	struct buf *b = &r->line;
	bool found = false;

	r->work += b->len - at;
	while ((p = strstr(b->p + at, m->name)) != NULL) {
		at = (size_t)(p - b->p);
		r->work += b->len - at;
		if (ex_splice(r, at, strlen(m->name), with) < 0)
			break;
		at = candidate(b, at + strlen(with));
		found = true;
	}
	return found;
}

unsigned
ex_macro_expand(struct ex_reader *r, size_t from)
{
	struct buf *b = &r->line;
	size_t at = ex_spaces(b, from), name = at;
	const struct ex_macro *m;
	bool sure = false;

	if (from == 0 && ex_is_upper(b->p[at])) {
		while (ex_is_name(b->p[name]))
			name++;
		name = ex_spaces(b, name);
		if (b->p[name] == '=')
			at = name;
	}
	at = candidate(b, at);
	/* Exim looks for names of its own only where the first text that may
	 * be a macro begins with an underscore. */
	if (b->p[at] == '_')
		b->p[at] = EX_UNSURE[0];
	for (m = r->macros; m != NULL && !b->failed; m = m->next) {
		at = candidate(b, at);
		if (b->p[at] == '\0')
			break;
		if (replace_all(r, at, m) && !m->maybe)
			sure = true;
	}
	return sure ? EX_FOUND_YES : strchr(b->p + from, EX_UNSURE[0]) !=
	    NULL ? EX_FOUND_YES | EX_FOUND_NO : EX_FOUND_NO;
}

/* "==": it was there before. Where one of both is in some builds only, the
 * others may have this value or that. */
static int
redefine(struct ex_reader *r, const struct ex_line *l, struct ex_macro *m,
    const char *value, bool again)
{
	if (m->fixed)
		return 0;
	if (!again && !l->maybe && !m->maybe)
		return ex_fault(r, "this macro is already defined");
	if (l->maybe || (m->maybe && !again))
		value = EX_UNSURE;
	m->value = pool_strdup(r->pool, value);
	m->maybe = m->maybe && l->maybe;
	return m->value == NULL ? -ENOMEM : 0;
}

int
ex_macro_assign(struct ex_reader *r, const struct ex_line *l)
{
	const char *at = l->text, *name;
	struct ex_macro *m;
	bool again;

	while (ex_is_name(*at))
		at++;
	name = pool_strndup(r->pool, l->text, (size_t)(at - l->text));
	if (name == NULL)
		return -ENOMEM;
	while (ex_is_space(*at))
		at++;
	if (*at == EX_UNSURE[0])
		return ex_fault(r, "what it says depends on how Exim was "
		    "built");
	if (*at != '=' || strlen(name) > 63)
		return l->maybe ? 0 : ex_fault(r, "it defines no macro");
	again = *++at == '=';
	at += again;
	while (ex_is_space(*at))
		at++;
	for (m = r->macros; m != NULL; m = m->next) {
		if (strcmp(m->name, name) == 0)
			return redefine(r, l, m, at, again);
		if (strlen(m->name) < strlen(name) && !l->maybe && !m->maybe &&
		    strstr(name, m->name) != NULL)
			return ex_fault(r, "another macro's name is in its "
			    "own");
	}
	if (again)
		return l->maybe ? 0 : ex_fault(r, "this macro is not defined");
	if (r->n_macros >= MACROS_MAX)
		return ex_fault(r, "there are too many macros");
	return add_macro(r, name, pool_strdup(r->pool, at), false, l->maybe);
}

