/* Does the left side of a rule fit the workspace, and what does $1 hold? */
#include "agent/rules/rule_match.h"

#include <string.h>
#include <strings.h>

#include "agent/rules/macro.h"
#include "agent/rules/meta.h"
#include "agent/rules/tokens.h"
#include "agent/rules/wordclass.h"

struct matcher {
	struct run *run;
	const char *const *left, *const *words;
	size_t at_left, at;	/* the next tokens of both */
	struct parts *parts;
};

enum fit { FIT, NO_FIT };

static inline int
fold(char c)
{
	return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

static struct part *
new_part(struct matcher *m, size_t len)
{
	struct part *p = &m->parts->part[m->parts->n];

	/* A left side has at most nine wildcards. */
	if (m->parts->n < MAX_PARTS)
		m->parts->n++;
	*p = (struct part){ .pattern = m->at_left, .first = m->at,
	    .len = len };
	return p;
}

/* $=x: one token more, until the phrase is in the class. */
static enum fit
extend_class(struct matcher *m, struct part *p)
{
	static const struct join plain = { .inside = false };
	const char *token = m->left[p->pattern];
	char text[MAX_LINE_TEXT];
	size_t len;

	p->class = macro_get(token + 1, &len);
	do {
		if (m->words[p->first + p->len] == NULL ||
		    !run_works(m->run, (long)p->len + 1))
			return NO_FIT;
		p->len++;
		join(m->run->cf, m->words + p->first, p->len, &plain, text,
		    sizeof(text));
		/* Longer than any word of the class: so is all to come. */
		if (strlen(text) > m->run->cf->longest[p->class])
			return NO_FIT;
		p->member = class_find(m->run->cf, p->class, text);
	} while (p->member == NULL);
	m->at = p->first + p->len;
	return FIT;
}

/* $&x on the left: its text must be that of the next tokens. */
static enum fit
match_later(struct matcher *m, const char *token)
{
	const char *value;
	size_t len, at = m->at;
	int number = macro_get(token + 1, &len);

	value = m->run->macros[number];
	while (value != NULL && *value != '\0') {
		if (m->words[at] == NULL)
			return NO_FIT;
		len = strlen(m->words[at]);
		if (strncasecmp(value, m->words[at], len) != 0 ||
		    strlen(value) < len)
			return NO_FIT;
		value += len;
		at++;
	}
	m->at = at;
	return FIT;
}

static enum fit
match_token(struct matcher *m)
{
	const char *token = m->left[m->at_left], *word = m->words[m->at];
	size_t len;
	enum fit fit = FIT;

	if (word == NULL && meta(token) != META_ANY && meta(token) != META_AT)
		return NO_FIT;
	switch (meta(token)) {
	case META_CLASS:
		fit = extend_class(m, new_part(m, 0));
		break;
	case META_NOT_CLASS:
		if (class_find(m->run->cf, macro_get(token + 1, &len),
		    word) != NULL)
			return NO_FIT;
		/* fallthrough */
	case META_ONE:
	case META_SOME:
		new_part(m, 1);
		m->at++;
		break;
	case META_ANY:
		new_part(m, 0);
		break;
	case META_AT:
		break;
	case META_LATER:
		fit = match_later(m, token);
		break;
	default:
		if (fold(*token) != fold(*word) ||
		    strcasecmp(token, word) != 0)
			return NO_FIT;
		m->at++;
	}
	if (fit == FIT)
		m->at_left++;
	return fit;
}

/* One token more for $* or $+, and all up to one that can be what stands
 * behind it: it need not be tried with those. */
static void
extend(struct matcher *m, struct part *p)
{
	const char *next = m->left[p->pattern + 1];
	const char *const *word = m->words + p->first + p->len + 1;

	p->len++;
	if (next == NULL || meta(next) >= META_EXPAND)
		return;
	for (; *word != NULL && fold(**word) != fold(*next); word++)
		p->len++;
}

/* The last wildcard that can take one token more. */
static enum fit
back_up(struct matcher *m)
{
	struct part *p;
	int kind;

	while (m->parts->n > 0) {
		p = &m->parts->part[m->parts->n - 1];
		kind = meta(m->left[p->pattern]);
		if (m->words[p->first + p->len] != NULL &&
		    (kind == META_ANY || kind == META_SOME)) {
			extend(m, p);
			m->at = p->first + p->len;
			m->at_left = p->pattern + 1;
			return FIT;
		}
		if (kind == META_CLASS &&
		    m->words[p->first + p->len] != NULL &&
		    extend_class(m, p) == FIT) {
			m->at_left = p->pattern + 1;
			return FIT;
		}
		m->parts->n--;
	}
	return NO_FIT;
}

bool
rule_match(struct run *r, const struct rule *rule, const char *const *words,
    struct parts *ret)
{
	struct matcher m = { .run = r, .words = words, .parts = ret,
	    .left = (const char *const *)rule->left };

	ret->n = 0;
	while (m.words[m.at] != NULL || m.left[m.at_left] != NULL) {
		if (!run_works(r, 1))
			return false;
		if (m.left[m.at_left] != NULL && match_token(&m) == FIT)
			continue;
		if (back_up(&m) != FIT)
			return false;
	}
	return true;
}
