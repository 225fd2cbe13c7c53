/* Lists of recipients: alias files, .forward, :include: (aliases(5)). */
#include "agent/model/aliases.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>
#include <strings.h>

#include "agent/base/lines.h"

#define INCLUDE ":include:"

struct span { const char *p; size_t len; };

static struct span
trim(struct span s)
{
	while (s.len > 0 && isspace((unsigned char)*s.p)) {
		s.p++;
		s.len--;
	}
	while (s.len > 0 && isspace((unsigned char)s.p[s.len - 1]))
		s.len--;
	return s;
}

/* The length up to a character that stands outside of quotes, comments and
 * angle brackets; all of it where there is none. */
static size_t
up_to(struct span s, char wanted)
{
	bool quoted = false;
	size_t i, depth = 0, angle = 0;

	for (i = 0; i < s.len; i++) {
		if (s.p[i] == '\\' && i + 1 < s.len)
			i++;
		else if (s.p[i] == '"')
			quoted = !quoted;
		else if (quoted)
			continue;
		else if (s.p[i] == '(')
			depth++;
		else if (s.p[i] == ')' && depth > 0)
			depth--;
		else if (s.p[i] == '<')
			angle = 1;
		else if (s.p[i] == '>')
			angle = 0;
		else if (s.p[i] == wanted && depth == 0 && angle == 0)
			return i;
	}
	return s.len;
}

/* The first such character that is not in quotes, or NULL. */
static const char *
unquoted(struct span s, char wanted)
{
	bool quoted = false;
	size_t i;

	for (i = 0; i < s.len; i++) {
		if (s.p[i] == '\\')
			i++;
		else if (s.p[i] == '"')
			quoted = !quoted;
		else if (s.p[i] == wanted && !quoted)
			return s.p + i;
	}
	return NULL;
}

/* "Name <a@b>" and "a@b (Name)" are a@b, as RFC 5322 has it. */
static struct span
address(struct span s)
{
	const char *open = unquoted(s, '<'), *close;
	struct span in;

	if (open != NULL) {
		in.p = open + 1;
		in.len = s.len - (size_t)(in.p - s.p);
		close = in.len == 0 ? NULL : memchr(in.p, '>', in.len);
		if (close != NULL) {
			in.len = (size_t)(close - in.p);
			return trim(in);
		}
	}
	open = unquoted(s, '(');
	if (open != NULL && s.p[s.len - 1] == ')')
		s.len = (size_t)(open - s.p);
	return trim(s);
}

static struct span
unquote(struct span s)
{
	if (s.len > 1 && s.p[0] == '"' && s.p[s.len - 1] == '"' &&
	    memchr(s.p + 1, '"', s.len - 2) == NULL) {
		s.p++;
		s.len -= 2;
	}
	return s;
}

/* One entry of a list without its wrapping; empty: none. */
static struct span
entry(struct span s)
{
	s = trim(s);
	if (s.len == 0 || *s.p == '|' || *s.p == '/' || *s.p == ':')
		return s;
	if (*s.p == '"') {
		s = unquote(s);
		if (s.len > 0 && (*s.p == '|' || *s.p == '/'))
			return s;
	}
	s = unquote(address(s));
	if (s.len > 1 && *s.p == '\\') {
		s.p++;
		s.len--;
	}
	return s;
}

static int
add_list(struct pool *p, const char *name, struct span text, unsigned line,
    struct alias ***end)
{
	struct alias *a;
	struct span one;

	while (text.len > 0) {
		one.p = text.p;
		one.len = up_to(text, ',');
		text.p += one.len;
		text.len -= one.len;
		if (text.len > 0) {
			text.p++;
			text.len--;
		}
		one = entry(one);
		if (one.len == 0 || memchr(one.p, '\0', one.len) != NULL)
			continue;
		a = pool_alloc(p, sizeof(*a));
		if (a == NULL)
			return -ENOMEM;
		a->name = name;
		a->target = pool_strndup(p, one.p, one.len);
		a->line = line;
		if (a->target == NULL)
			return -ENOMEM;
		**end = a;
		*end = &a->next;
	}
	return 0;
}

static bool
is_blank(const struct lines *l)
{
	return l->len > 0 && (l->line[0] == ' ' || l->line[0] == '\t');
}

/* "name: list"; the list may go on in the lines that follow. */
static int
add_alias(struct pool *p, const struct lines *l, const char **name,
    struct alias ***end)
{
	struct span s = { .p = l->line, .len = l->len }, left;
	size_t colon = up_to(s, ':'), i;
	char *copy;

	*name = NULL;
	if (colon == s.len)
		return 0;
	left = unquote(trim((struct span){ .p = s.p, .len = colon }));
	if (left.len == 0 || memchr(left.p, '\0', left.len) != NULL)
		return 0;
	copy = pool_strndup(p, left.p, left.len);
	if (copy == NULL)
		return -ENOMEM;
	for (i = 0; i < left.len; i++)
		copy[i] = (char)tolower((unsigned char)copy[i]);
	*name = copy;
	s.p += colon + 1;
	s.len -= colon + 1;
	return add_list(p, copy, s, l->number, end);
}

int
aliases_parse(struct pool *p, const char *text, size_t len,
    struct alias **ret)
{
	struct alias **end = ret;
	const char *name = NULL;
	unsigned line = 0;
	struct lines l;
	int r = 0;

	*ret = NULL;
	lines_init(&l, text, len);
	while (r == 0 && lines_next(&l)) {
		if (l.len == 0 || l.line[0] == '#')
			continue;
		if (is_blank(&l)) {
			if (name != NULL)
				r = add_list(p, name, (struct span){
				    .p = l.line, .len = l.len }, line, &end);
			continue;
		}
		line = l.number;
		r = add_alias(p, &l, &name, &end);
	}
	return r;
}

int
aliases_list(struct pool *p, const char *text, size_t len,
    struct alias **ret)
{
	struct alias **end = ret;
	struct lines l;
	int r = 0;

	*ret = NULL;
	lines_init(&l, text, len);
	while (r == 0 && lines_next(&l))
		if (l.len > 0 && l.line[0] != '#')
			r = add_list(p, NULL, (struct span){ .p = l.line,
			    .len = l.len }, l.number, &end);
	return r;
}

const char *
aliases_include(const char *target)
{
	size_t n = sizeof(INCLUDE) - 1;

	if (target == NULL || strncasecmp(target, INCLUDE, n) != 0)
		return NULL;
	target += n;
	return target + strspn(target, " \t");
}

enum mail_end
aliases_end(const char *target, const struct strv *own)
{
	const char *at;
	size_t i;

	if (target == NULL || aliases_include(target) != NULL)
		return MAIL_END_LOCAL;
	if (*target == '|')
		return MAIL_END_PROGRAM;
	if (*target == '/')
		return strcmp(target, "/dev/null") == 0 ? MAIL_END_NOWHERE :
		    MAIL_END_FILE;
	at = strrchr(target, '@');
	if (at == NULL)
		return strchr(target, '!') != NULL ? MAIL_END_AWAY :
		    MAIL_END_LOCAL;
	for (i = 0; i < own->n; i++)
		if (strcasecmp(at + 1, own->v[i]) == 0)
			/* "user%other@own" and "@own:user@other" go on. */
			return strpbrk(target, "%!:") != NULL ?
			    MAIL_END_UNKNOWN : MAIL_END_LOCAL;
	return MAIL_END_AWAY;
}
