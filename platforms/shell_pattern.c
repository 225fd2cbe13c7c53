/* Matches shell patterns when pattern or text have gaps. */
#include "platforms/shell_pattern.h"

#include <ctype.h>
#include <string.h>

#include "platforms/shell_node.h"

/* Steps of one match; beyond them the answer is "not known". */
#define MAX_WORK 20000
#define MAX_PART 1024

struct match {
	unsigned work;
	bool may;	/* is there a filling that matches, or must all? */
};

static bool
in_class(const char *name, size_t len, int c)
{
	static const struct { const char *name; int (*is)(int); } all[] = {
		{ .name = "alpha", .is = isalpha },
		{ .name = "digit", .is = isdigit },
		{ .name = "alnum", .is = isalnum },
		{ .name = "upper", .is = isupper },
		{ .name = "lower", .is = islower },
		{ .name = "space", .is = isspace },
		{ .name = "blank", .is = isblank },
		{ .name = "punct", .is = ispunct },
		{ .name = "xdigit", .is = isxdigit },
		{ .name = "print", .is = isprint },
	};
	size_t i;

	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (strlen(all[i].name) == len &&
		    memcmp(all[i].name, name, len) == 0)
			return all[i].is(c) != 0;
	return false;
}

/* Behind the ] of the bracket expression at p, or NULL: there is none. */
static const char *
bracket(const char *p, int c, bool *hit)
{
	bool not = p[1] == '!' || p[1] == '^', in = false;
	const char *from = p += 1 + not, *end;
	int lo, hi;

	for (; *p != '\0' && (*p != ']' || p == from); p++) {
		end = p[0] == '[' && p[1] == ':' ? strstr(p + 2, ":]") : NULL;
		if (end != NULL) {
			in = in || in_class(p + 2, (size_t)(end - p - 2), c);
			p = end + 1;
			continue;
		}
		if (*p == '\\' && p[1] != '\0')
			p++;
		lo = hi = (unsigned char)*p;
		if (p[1] == '-' && p[2] != ']' && p[2] != '\0') {
			p += 2;
			if (*p == '\\' && p[1] != '\0')
				p++;
			hi = (unsigned char)*p;
		}
		in = in || (c >= lo && c <= hi);
	}
	*hit = in != not;
	return *p == ']' ? p + 1 : NULL;
}

/* Behind the element at p, which is no star; *hit: c fits it. */
static const char *
element(const char *p, int c, bool *hit)
{
	const char *end;

	if (*p == '?') {
		*hit = true;
		return p + 1;
	}
	if (*p == '[' && (end = bracket(p, c, hit)) != NULL)
		return end;
	if (*p == '\\' && p[1] != '\0')
		p++;
	*hit = (unsigned char)*p == c;
	return p + 1;
}

static bool
is_gap(char c)
{
	return c == SH_GAP || c == SH_MANY || c == SH_ONE;
}

static bool
match(struct match *m, const char *p, const char *t)
{
	const char *after;
	bool hit, star;

	for (;;) {
		if (m->work == 0)
			return m->may;
		m->work--;
		star = *p == '*' || (is_gap(*p) && m->may);
		if (is_gap(*p) && !star)
			return false;
		if (is_gap(*t) && m->may) {
			if (match(m, p, t + 1))
				return true;
			if (*p == '\0')
				return false;
			p = star ? p + 1 : element(p, 0, &hit);
			continue;
		}
		if (star) {
			while (p[1] == '*')
				p++;
			if (p[1] == '\0')
				return true;
			if (match(m, p + 1, t))
				return true;
			if (*t == '\0')
				return false;
			t++;
			continue;
		}
		if (*p == '\0' || *t == '\0')
			return *p == *t;
		if (is_gap(*t))
			return false;
		after = element(p, (unsigned char)*t, &hit);
		if (!hit)
			return false;
		p = after;
		t++;
	}
}

enum tri
sh_match(const char *pattern, const char *text)
{
	struct match m = { .work = MAX_WORK, .may = false };

	if (match(&m, pattern, text))
		return TRI_YES;
	m = (struct match){ .work = MAX_WORK, .may = true };
	return match(&m, pattern, text) ? TRI_UNKNOWN : TRI_NO;
}

static size_t
known_start(const char *t)
{
	return strcspn(t, SH_GAPS);
}

static size_t
known_end(const char *t)
{
	size_t n = strlen(t), k = 0;

	while (k < n && !is_gap(t[n - 1 - k]))
		k++;
	return k;
}

/* Known beginnings and ends must agree; what is between may be anything. */
enum tri
sh_same(const char *a, const char *b)
{
	size_t la = strlen(a), lb = strlen(b), n;
	size_t sa = known_start(a), sb = known_start(b);

	if (sa == la && sb == lb)
		return strcmp(a, b) == 0 ? TRI_YES : TRI_NO;
	n = sa < sb ? sa : sb;
	if (memcmp(a, b, n) != 0 || (sa == la && sb > la) ||
	    (sb == lb && sa > lb))
		return TRI_NO;
	sa = known_end(a);
	sb = known_end(b);
	n = sa < sb ? sa : sb;
	if (memcmp(a + la - n, b + lb - n, n) != 0 || (sa == la && sb > la) ||
	    (sb == lb && sa > lb))
		return TRI_NO;
	return TRI_UNKNOWN;
}

static bool
match_range(struct match *m, const char *pattern, const char *text,
    size_t len)
{
	char copy[MAX_PART];

	if (len >= sizeof(copy))
		return false;
	memcpy(copy, text, len);
	copy[len] = '\0';
	return match(m, pattern, copy);
}

long
sh_match_part(const char *pattern, const char *text, bool at_end,
    bool longest)
{
	struct match m = { .work = 5 * MAX_WORK, .may = false };
	size_t len = strlen(text), i, n;

	if (len >= MAX_PART)
		return -1;
	for (i = 0; i <= len; i++) {
		n = longest ? len - i : i;
		if (match_range(&m, pattern, at_end ? text + len - n : text, n))
			return (long)n;
	}
	return -1;
}
