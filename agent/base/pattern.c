/* Shell patterns, matched without recursion. */
#include "agent/base/pattern.h"

#include <ctype.h>
#include <string.h>

static bool
in_class(const char *name, size_t len, unsigned char c)
{
	static const struct {
		const char *name;
		int (*is)(int);
	} classes[] = {
		{ .name = "alnum", .is = isalnum },
		{ .name = "alpha", .is = isalpha },
		{ .name = "blank", .is = isblank },
		{ .name = "cntrl", .is = iscntrl },
		{ .name = "digit", .is = isdigit },
		{ .name = "graph", .is = isgraph },
		{ .name = "lower", .is = islower },
		{ .name = "print", .is = isprint },
		{ .name = "punct", .is = ispunct },
		{ .name = "space", .is = isspace },
		{ .name = "upper", .is = isupper },
		{ .name = "xdigit", .is = isxdigit },
	};
	size_t i;

	if (c > 127)
		return false;
	for (i = 0; i < sizeof(classes) / sizeof(classes[0]); i++)
		if (strlen(classes[i].name) == len &&
		    memcmp(classes[i].name, name, len) == 0)
			return classes[i].is(c) != 0;
	return false;
}

/* "[:digit:]" at p: the length of the name, 0 if it is none. */
static size_t
class_name(const char *p, const char *end)
{
	const char *q;

	if (end - p < 4 || p[0] != '[' || p[1] != ':')
		return 0;
	for (q = p + 2; q + 1 < end && *q >= 'a' && *q <= 'z'; q++)
		;
	return q + 1 < end && q[0] == ':' && q[1] == ']' ?
	    (size_t)(q - p - 2) : 0;
}

/*
 * A bracket expression behind its '[' at p: where it ends (behind the ']')
 * and whether c is in it; NULL when it is never closed.
 */
static const char *
bracket(const char *p, const char *end, unsigned char c, bool *in)
{
	bool not = p < end && (*p == '!' || *p == '^'), first = true;
	unsigned char low, high;
	size_t n;

	*in = false;
	for (p += not ? 1 : 0; p < end; first = false) {
		if (*p == ']' && !first) {
			*in = *in != not;
			return p + 1;
		}
		n = class_name(p, end);
		if (n > 0) {
			if (in_class(p + 2, n, c))
				*in = true;
			p += n + 4;
			continue;
		}
		if (*p == '\\' && end - p > 1)
			p++;
		low = high = (unsigned char)*p++;
		if (end - p > 1 && p[0] == '-' && p[1] != ']') {
			p++;
			if (*p == '\\' && end - p > 1)
				p++;
			high = (unsigned char)*p++;
		}
		if (low <= c && c <= high)
			*in = true;
	}
	return NULL;
}

/* One character of text against one of the pattern, which is no star:
 * where the pattern goes on, or NULL. */
static const char *
match_one(const char *p, const char *end, unsigned char c)
{
	const char *behind;
	bool in;

	if (p == end)
		return NULL;
	switch (*p) {
	case '?':
		return p + 1;
	case '[':
		behind = bracket(p + 1, end, c, &in);
		if (behind != NULL)
			return in ? behind : NULL;
		break;
	case '\\':
		if (end - p > 1)
			p++;
		break;
	}
	return (unsigned char)*p == c ? p + 1 : NULL;
}

/* Nothing but characters that stand for themselves? */
static bool
is_plain(const char *p, const char *end)
{
	while (p < end && *p != '*' && *p != '?' && *p != '[' && *p != '\\')
		p++;
	return p == end;
}

bool
pattern_match(const char *pattern, size_t plen, const char *text, size_t len)
{
	const char *p = pattern, *end = pattern + plen, *next;
	const char *star = NULL;	/* behind the last star */
	size_t i = 0, from = 0;		/* from: where that star ends */

	/* Only the last star ever needs to grow: what the ones before it
	 * took cannot help the rest. */
	while (i < len || p < end) {
		if (p < end && *p == '*') {
			star = ++p;
			from = i;
			/* "*.sh" is what ends so. */
			if (is_plain(p, end))
				return len - i >= (size_t)(end - p) &&
				    memcmp(text + len - (end - p), p,
				    (size_t)(end - p)) == 0;
			continue;
		}
		next = i == len ? NULL :
		    match_one(p, end, (unsigned char)text[i]);
		if (next != NULL) {
			p = next;
			i++;
		} else if (star != NULL && from < len) {
			p = star;
			i = ++from;
		} else {
			return false;
		}
	}
	return true;
}

bool
pattern_has_wildcard(const char *pattern, size_t plen)
{
	size_t i;

	for (i = 0; i < plen; i++) {
		if (pattern[i] == '\\')
			i++;
		else if (memchr("*?[", pattern[i], 3) != NULL)
			return true;
	}
	return false;
}
