/* The map "regex": a POSIX expression, and the parts that it returns. */
#include <stdlib.h>
#include <string.h>

#include "agent/rules/map_define.h"
#include "agent/rules/map_look.h"
#include "agent/rules/meta.h"

#define MAX_PATTERN 1024
/* A repetition of a repetition grows without bounds in regcomp(). */
#define MAX_REPEATS 1000

/* "1,2": numbers of parts, into fields; false: one is out of range. */
static bool
read_fields(const char *text, int parts, int *fields, size_t *n)
{
	char *end;
	long v;

	*n = 0;
	do {
		v = strtol(text, &end, 10);
		if (v < 0 || v >= parts || *n >= MAX_REGEX_PARTS)
			return false;
		fields[(*n)++] = (int)v;
		text = end + strcspn(end, ",");
	} while (*text++ == ',');
	return true;
}

static bool
is_bounded(const char *pattern)
{
	unsigned long product = 1, n, most;
	const char *p = pattern;
	char *end;

	if (strlen(pattern) > MAX_PATTERN)
		return false;
	while ((p = strchr(p, '{')) != NULL) {
		most = 1;
		for (p++; *p != '\0' && *p != '}'; p = end) {
			n = strtoul(p, &end, 10);
			if (end == p)
				end++;
			else if (n > most)
				most = n;
		}
		if (most > MAX_REPEATS || product * most > MAX_REPEATS)
			return false;
		product *= most;
	}
	return true;
}

static bool
compile(struct map *m, const char *pattern, int flags, const char *fields)
{
	size_t i;

	if (!is_bounded(pattern) || regcomp(&m->regex, pattern, flags) != 0)
		return false;
	m->has_regex = true;
	if (!m->parts)
		return true;
	if (m->regex.re_nsub + 1 >= MAX_REGEX_PARTS)
		return false;
	if (*fields != '\0')
		return read_fields(fields, (int)m->regex.re_nsub + 1,
		    m->fields, &m->n_fields);
	for (i = 0; i <= m->regex.re_nsub; i++)
		m->fields[m->n_fields++] = (int)i;
	return true;
}

static bool
define_regex(struct rules *cf, struct map *m, char *args)
{
	int flags = REG_ICASE | REG_EXTENDED | REG_NOSUB;
	const char *const blanks = " \t\r\n\v\f";
	static const char joint[] = { (char)META_ELSE, '\0' };
	const char *fields = "";
	char *p = args, *end;

	m->joint = joint;
	for (p += strspn(p, blanks); *p == '-'; p = end) {
		end = p + strcspn(p, blanks);
		if (*end != '\0')
			*end++ = '\0';
		end += strspn(end, blanks);
		switch (p[1]) {
		case 'n':
			m->not = true;
			break;
		case 'f':
			m->keep_case = true;
			flags &= ~REG_ICASE;
			break;
		case 'b':
			flags &= ~REG_EXTENDED;
			break;
		case 's':
			m->parts = true;
			fields = p + 2;
			flags &= ~REG_NOSUB;
			break;
		case 'd':
			m->joint = p + 2;
			break;
		case 'a':
			m->append = p + 2;
			break;
		case 'm':
			m->match_only = true;
			break;
		case 'q':
			m->keep_quotes = true;
			break;
		case 'S':
			m->blank = p[2];
			break;
		}
	}
	return compile(m, p, flags, fields);
}

/* sendmail gives up where a value would not be one token list. */
static bool
is_balanced(const char *p)
{
	int angles = 0, comments = 0, blanks = 0;
	bool quoted = false, backslash = false;

	for (; *p != '\0'; p++) {
		if (backslash) {
			backslash = false;
			continue;
		}
		if (*p == '\\')
			backslash = true;
		else if (*p == '"')
			quoted = !quoted;
		else if (!quoted) {
			comments += (*p == '(') - (*p == ')');
			angles += (*p == '<') - (*p == '>');
			blanks += *p == ' ';
		}
	}
	return angles == 0 && comments == 0 && blanks == 0 && !quoted &&
	    !backslash;
}

static enum flow
find_parts(struct run *r, struct map *m, struct lookup *look,
    const regmatch_t *match)
{
	int own[MAX_REGEX_PARTS + 1];
	const int *fields = m->fields;
	size_t n = m->n_fields, i;
	struct buf b = BUF_INIT(MAX_NAME - 1);

	if (look->args[1] != NULL) {
		if (!read_fields(look->args[1], (int)m->regex.re_nsub + 1,
		    own, &n))
			return FLOW_WRONG;
		fields = own;
	}
	buf_adds(&b, "");
	for (i = 0; i < n && !b.failed; i++) {
		const regmatch_t *part = &match[fields[i]];

		if (i > 0)
			buf_adds(&b, m->joint);
		if (part->rm_so >= 0)
			buf_add(&b, look->key + part->rm_so,
			    (size_t)(part->rm_eo - part->rm_so));
	}
	if (!b.failed && is_balanced(b.p))
		look->value = map_rewrite(r, m, look, b.p, b.len);
	buf_release(&b);
	return FLOW_ON;
}

static enum flow
find_regex(struct run *r, struct map *m, struct lookup *look)
{
	regmatch_t match[MAX_REGEX_PARTS];
	bool found;

	/* The time of a match grows with both lengths. */
	if (!run_works(r, 10000))
		return FLOW_WRONG;
	found = regexec(&m->regex, look->key, MAX_REGEX_PARTS, match, 0) ==
	    0;
	if (found == m->not)
		return FLOW_ON;
	if (found && m->parts)
		return find_parts(r, m, look, match);
	look->value = map_rewrite(r, m, look, "", 0);
	return FLOW_ON;
}

const struct map_kind map_regex = {
	.name = "regex",
	.define = define_regex,
	.find = find_regex,
};
