/* One question's memory and its events. */
#include <errno.h>
#include <string.h>

#include "agent/rules/meta.h"
#include "agent/rules/state.h"
#include "agent/rules/tokens.h"

void *
run_alloc(struct run *r, size_t size)
{
	void *p;

	r->memory += size;
	if (r->memory > MEMORY_PER_QUESTION) {
		if (r->unknown == NULL)
			r->unknown = "the rules need too much memory";
		return NULL;
	}
	p = pool_alloc(r->pool, size);
	if (p == NULL && r->unknown == NULL)
		r->unknown = "out of memory";
	return p;
}

char *
run_text(struct run *r, const char *text, size_t len)
{
	char *p = run_alloc(r, len + 1);

	if (p != NULL) {
		memcpy(p, text, len);
		p[len] = '\0';
	}
	return p;
}

int
run_scan(struct run *r, const char *text, const struct scan *how,
    struct words *ret, const char **end)
{
	size_t len = strlen(text);
	int status;

	ret->n = 0;
	ret->w[0] = NULL;
	r->memory += 2 * len + 16;
	if (r->memory > MEMORY_PER_QUESTION || !run_works(r, (long)len)) {
		if (r->unknown == NULL)
			r->unknown = "the rules need too much memory";
		return -E2BIG;
	}
	status = scan(r->cf, r->pool, text, how, ret, end);
	if (status == -ENOMEM && r->unknown == NULL)
		r->unknown = "out of memory";
	return status;
}

void
run_event(struct run *r, enum rules_event_kind kind, const char *path,
    unsigned line, const char *text)
{
	struct rules_event *e;

	if (!r->explain)
		return;
	e = run_alloc(r, sizeof(*e));
	if (e == NULL)
		return;
	*e = (struct rules_event){ .kind = kind, .path = path, .line = line,
	    .ruleset = r->ruleset };
	if (text != NULL)
		e->text = run_text(r, text, strlen(text));
	*r->events_end = e;
	r->events_end = &e->next;
	if (kind == EVENT_RULE)
		r->last_rule = e;
	else if (kind == EVENT_CLASS)
		r->last_class = e;
	else
		r->last_map = e;
}

/* The sign of a $-word, or 0. */
static char
sign(const char *token)
{
	static const struct {
		unsigned char meta;
		char sign;
	} signs[] = {
		{ META_NET, '#' }, { META_AT, '@' }, { META_COLON, ':' },
		{ META_CALL, '>' }, { META_ELSE, '|' }, { META_IF, '?' },
		{ META_FI, '.' }, { META_HOST, '[' }, { META_HOST_END, ']' },
		{ META_MAP, '(' }, { META_MAP_END, ')' },
		{ META_ANY, '*' }, { META_SOME, '+' }, { META_ONE, '-' },
		{ META_CLASS, '=' }, { META_NOT_CLASS, '~' },
	};
	size_t i;

	/* All letters, and most of what rules are made of. */
	if ((unsigned char)*token < 0x80)
		return '\0';
	for (i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (meta(token) == signs[i].meta)
			return signs[i].sign;
	return '\0';
}

void
tokens_text(const char *const *words, char *ret, size_t size)
{
	size_t at = 0;
	const char *p;

	for (; *words != NULL && at + 4 < size; words++) {
		if (at > 0)
			ret[at++] = ' ';
		for (p = *words; *p != '\0' && at + 3 < size; p++) {
			if (meta(p) == META_QUOTE && p[1] != '\0') {
				ret[at++] = *++p;
			} else if (meta(p) == META_EXPAND) {
				ret[at++] = '$';
			} else if (sign(p) != '\0') {
				ret[at++] = '$';
				ret[at++] = sign(p);
			} else {
				ret[at++] = *p;
			}
		}
	}
	ret[at] = '\0';
}
