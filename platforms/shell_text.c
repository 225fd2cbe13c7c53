/* Evaluates cat, grep, tr, cut, head, tail, awk and wc on known text. */
#include "platforms/shell_text.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "agent/base/lines.h"
#include "agent/base/num.h"
#include "platforms/shell_eval.h"
#include "platforms/shell_world.h"

#define MAX_REGEX 256
#define MAX_REGEX_TEXT 65536

/* Repetitions and back-references can cost any time and memory. */
bool
sh_regex(regex_t *re, const char *pattern, int flags)
{
	const char *p;

	if (strlen(pattern) > MAX_REGEX || strchr(pattern, '{') != NULL)
		return false;
	for (p = pattern; *p != '\0'; p++)
		if (*p == '\\' && p[1] != '\0' && isdigit((unsigned char)*++p))
			return false;
	return regcomp(re, pattern, flags) == 0;
}

bool
sh_filter_input(struct sh *sh, const struct sh_call *c, size_t first,
    struct sh_value *v)
{
	struct buf b = BUF_INIT(SH_MAX_TEXT - 1);
	const char *text = "", *why = NULL;
	int r = 0;
	size_t i;

	*v = (struct sh_value){ .from = c->from };
	if (first >= c->n) {
		if (sh->in == NULL || sh->in->at == NULL) {
			sh_unknown(sh, c, "what is read is not known");
			return false;
		}
		v->text = sh->in->at;
		v->from = sh_places(sh, c->from, sh->in->from);
		why = sh->in->why;
	}
	for (i = first; i < c->n && r == 0; i++) {
		r = sh_world_read(sh, c->argv[i], &text);
		if (r == 0)
			buf_adds(&b, text);
	}
	if (first < c->n)
		v->text = sh_copy(sh, b.len > 0 ? b.p : "", b.len);
	buf_release(&b);
	if (r == -ENOENT) {
		sh_status(sh, 2, c->from);
		return false;
	}
	if (r != 0 || sh_has_gap(v->text) ||
	    strlen(v->text) > MAX_REGEX_TEXT) {
		sh_unknown(sh, c, why);
		return false;
	}
	return true;
}

void
sh_cat(struct sh *sh, const struct sh_call *c)
{
	struct sh_value v;
	size_t i;

	if (c->n == 1 && sh->in != NULL && sh->in->at != NULL) {
		sh_print(sh, sh->in->at, sh->in->from, sh->in->why);
		sh_status(sh, 0, sh->in->from);
		return;
	}
	for (i = 1; i < c->n; i++)
		if (c->argv[i][0] == '-') {
			sh_unknown(sh, c, NULL);
			return;
		}
	if (sh_filter_input(sh, c, 1, &v)) {
		sh_print(sh, v.text, v.from, NULL);
		sh_status(sh, 0, v.from);
	}
}

struct grep {
	bool quiet, invert, count, known;
	int flags;
	bool fixed;
	const char *pattern;
	size_t first;		/* file */
};

static void
grep_options(const struct sh_call *c, struct grep *g)
{
	const char *t, *slash = strrchr(c->argv[0], '/');
	const char *name = slash != NULL ? slash + 1 : c->argv[0];
	size_t i;

	*g = (struct grep){ .known = c->known, .fixed = *name == 'f',
		.flags = *name == 'e' ? REG_EXTENDED : 0 };
	for (i = 1; i < c->n && c->argv[i][0] == '-'; i++)
		for (t = c->argv[i] + 1; *t != '\0'; t++) {
			if (*t == 'e' && t[1] == '\0' && i + 1 < c->n) {
				g->pattern = c->argv[++i];
				break;
			}
			g->quiet = g->quiet || *t == 'q';
			g->invert = g->invert || *t == 'v';
			g->count = g->count || *t == 'c';
			g->fixed = g->fixed || *t == 'F';
			g->flags |= *t == 'i' ? REG_ICASE :
			    *t == 'E' ? REG_EXTENDED : 0;
			if (strchr("qvcFiEsh", *t) == NULL)
				g->known = false;
		}
	if (g->pattern == NULL && i < c->n)
		g->pattern = c->argv[i++];
	g->first = i;
}

static bool
line_matches(const struct grep *g, const regex_t *re, const char *line)
{
	return g->invert != (g->fixed ? strstr(line, g->pattern) != NULL :
	    regexec(re, line, 0, NULL, 0) == 0);
}

void
sh_grep(struct sh *sh, const struct sh_call *c)
{
	struct grep g;
	struct sh_value v;
	struct lines l;
	regex_t re;
	const char *line;
	long n = 0;

	grep_options(c, &g);
	if (!g.known || g.pattern == NULL) {
		sh_unknown(sh, c, NULL);
		return;
	}
	if (!sh_filter_input(sh, c, g.first, &v))
		return;
	if (!g.fixed && !sh_regex(&re, g.pattern, g.flags | REG_NOSUB)) {
		if (*v.text == '\0')
			sh_status(sh, 1, v.from);
		else
			sh_unknown(sh, c, NULL);
		return;
	}
	lines_init(&l, v.text, strlen(v.text));
	while (lines_next(&l)) {
		line = sh_copy(sh, l.line, l.len);
		if (!line_matches(&g, &re, line))
			continue;
		n++;
		if (!g.quiet && !g.count)
			sh_print(sh, sh_format(sh, "%s\n", line), v.from,
			    NULL);
	}
	if (g.count)
		sh_print(sh, sh_format(sh, "%ld\n", n), v.from, NULL);
	if (!g.fixed)
		regfree(&re);
	sh_status(sh, n == 0, v.from);
}

/* A set of tr as its characters in order: 0, or -1. */
static int
tr_set(const char *t, unsigned char set[512])
{
	static const struct { const char *name; int (*is)(int); } all[] = {
		{ .name = "[:upper:]", .is = isupper },
		{ .name = "[:lower:]", .is = islower },
		{ .name = "[:digit:]", .is = isdigit },
		{ .name = "[:space:]", .is = isspace },
		{ .name = "[:alpha:]", .is = isalpha },
		{ .name = "[:blank:]", .is = isblank },
		{ .name = "[:alnum:]", .is = isalnum },
		{ .name = "[:punct:]", .is = ispunct },
	};
	int n = 0, c, hi;
	size_t i;

	while (*t != '\0' && n < 250) {
		for (i = 0; i < 8 && strncmp(t, all[i].name,
		    strlen(all[i].name)) != 0; i++)
			;
		if (i < 8) {
			t += strlen(all[i].name);
			for (c = 1; c < 128; c++)
				if (all[i].is(c))
					set[n++] = (unsigned char)c;
			continue;
		}
		if (*t == '\\' && t[1] != '\0') {
			t++;
			c = *t == 'n' ? '\n' : *t == 't' ? '\t' :
			    isalnum((unsigned char)*t) ? -1 : *t;
			if (*t == '0' && strncmp(t, "012", 3) == 0) {
				c = '\n';
				t += 2;
			}
		} else {
			c = (unsigned char)*t;
		}
		hi = t[1] == '-' && t[2] != '\0' && t[2] != '\\' ?
		    (unsigned char)t[2] : c;
		t += hi != c || (t[1] == '-' && t[2] != '\0') ? 3 : 1;
		if (c < 0 || hi < c || hi - c > 128)
			return -1;
		for (; c <= hi; c++)
			set[n++] = (unsigned char)c;
	}
	return *t == '\0' ? n : -1;
}

static int
find_in(const unsigned char *set, int n, int c)
{
	int i;

	for (i = 0; i < n && set[i] != c; i++)
		;
	return i < n ? i : -1;
}

void
sh_tr(struct sh *sh, const struct sh_call *c)
{
	unsigned char from[512], to[512];
	bool deletes = c->n > 1 && strcmp(c->argv[1], "-d") == 0;
	bool squeezes = c->n > 1 && strcmp(c->argv[1], "-s") == 0;
	size_t first = 1 + (deletes || squeezes), i;
	int nfrom, nto = 0, at;
	struct sh_value v;
	struct buf b = BUF_INIT(SH_MAX_TEXT);

	nfrom = c->known && first < c->n ? tr_set(c->argv[first], from) : -1;
	if (nfrom >= 0 && first + 1 < c->n)
		nto = tr_set(c->argv[first + 1], to);
	if (nfrom < 0 || nto < 0 || first + 2 < c->n ||
	    (squeezes ? nto != 0 : deletes ? nto != 0 : nto == 0)) {
		sh_unknown(sh, c, NULL);
		return;
	}
	if (!sh_filter_input(sh, c, c->n, &v))
		return;
	for (i = 0; v.text[i] != '\0'; i++) {
		at = find_in(from, nfrom, (unsigned char)v.text[i]);
		if (at < 0 || (squeezes && (i == 0 ||
		    v.text[i] != v.text[i - 1])))
			buf_addc(&b, v.text[i]);
		else if (!deletes && !squeezes)
			buf_addc(&b, (char)to[at < nto ? at : nto - 1]);
	}
	sh_print(sh, sh_copy(sh, b.len > 0 ? b.p : "", b.len), v.from, NULL);
	buf_release(&b);
	sh_status(sh, 0, v.from);
}

void
sh_cut(struct sh *sh, const struct sh_call *c)
{
	const char *delim = "\t", *field = NULL, *t, *e;
	struct sh_value v;
	struct lines l;
	long long n;
	size_t i;
	char letter;

	for (i = 1; i < c->n && c->argv[i][0] == '-'; i++) {
		letter = c->argv[i][1];
		t = c->argv[i] + (letter != '\0' ? 2 : 1);
		if (*t == '\0' && i + 1 < c->n)
			t = c->argv[++i];
		if (letter == 'd')
			delim = t;
		else
			field = letter == 'f' ? t : "";
	}
	if (!c->known || field == NULL || strlen(delim) != 1 ||
	    num_parse(field, strlen(field), 1, 1000, &n) < 0) {
		sh_unknown(sh, c, NULL);
		return;
	}
	if (!sh_filter_input(sh, c, i, &v))
		return;
	lines_init(&l, v.text, strlen(v.text));
	while (lines_next(&l)) {
		long long k = n;

		t = l.line;
		while (--k > 0 && t != NULL) {
			t = memchr(t, *delim,
			    (size_t)(l.line + l.len - t));
			t = t != NULL ? t + 1 : NULL;
		}
		if (memchr(l.line, *delim, l.len) == NULL)
			t = l.line;
		e = t == NULL ? NULL : memchr(t, *delim,
		    (size_t)(l.line + l.len - t));
		if (e == NULL || memchr(l.line, *delim, l.len) == NULL)
			e = l.line + l.len;
		sh_print(sh, t != NULL ? sh_copy(sh, t, (size_t)(e - t)) :
		    "", v.from, NULL);
		sh_print(sh, "\n", NULL, NULL);
	}
	sh_status(sh, 0, v.from);
}

/* -N, -n N, -nN: the number of lines and the first file; -1: else. */
static long
line_count(const struct sh_call *c, size_t *first)
{
	const char *t;
	long long n = 10;

	*first = 1;
	if (!c->known)
		return -1;
	if (c->n > 1 && c->argv[1][0] == '-') {
		*first = 2;
		t = c->argv[1] + 1;
		if (*t == 'n' && *++t == '\0' && c->n > 2) {
			t = c->argv[2];
			*first = 3;
		}
		if (num_parse(t, strlen(t), 0, 100000, &n) < 0)
			return -1;
	}
	return c->n > 1 && c->argv[1][0] == '+' ? -1 : (long)n;
}

static void
some_lines(struct sh *sh, const struct sh_call *c, bool end)
{
	struct sh_value v;
	struct lines l;
	size_t first;
	long n = line_count(c, &first), total = 0;

	if (n < 0) {
		sh_unknown(sh, c, NULL);
		return;
	}
	if (!sh_filter_input(sh, c, first, &v))
		return;
	lines_init(&l, v.text, strlen(v.text));
	while (lines_next(&l))
		total++;
	lines_init(&l, v.text, strlen(v.text));
	while (lines_next(&l))
		if (end ? (long)l.number > total - n : (long)l.number <= n) {
			sh_print(sh, sh_copy(sh, l.line, l.len), v.from,
			    NULL);
			sh_print(sh, "\n", NULL, NULL);
		}
	sh_status(sh, 0, v.from);
}

void
sh_head(struct sh *sh, const struct sh_call *c)
{
	some_lines(sh, c, false);
}

void
sh_tail(struct sh *sh, const struct sh_call *c)
{
	some_lines(sh, c, true);
}

void
sh_wc(struct sh *sh, const struct sh_call *c)
{
	struct sh_value v;
	struct lines l;

	if (c->n != 2 || strcmp(c->argv[1], "-l") != 0) {
		sh_unknown(sh, c, NULL);
		return;
	}
	if (!sh_filter_input(sh, c, c->n, &v))
		return;
	lines_init(&l, v.text, strlen(v.text));
	while (lines_next(&l))
		;
	sh_print(sh, sh_format(sh, "%u\n", l.number), v.from, NULL);
	sh_status(sh, 0, v.from);
}

/* {print $N}, perhaps behind /text/: N, or -1; *re is NULL or the text. */
static long
awk_program(struct sh *sh, const char *t, const char **re)
{
	const char *end;
	long n;

	*re = NULL;
	t += strspn(t, " \t\n");
	if (*t == '/') {
		end = strchr(t + 1, '/');
		if (end == NULL)
			return -1;
		*re = sh_copy(sh, t + 1, (size_t)(end - t) - 1);
		t = end + 1 + strspn(end + 1, " \t");
	}
	if (*t != '{')
		return -1;
	t += 1 + strspn(t + 1, " \t");
	if (strncmp(t, "print", 5) != 0)
		return -1;
	t += 5 + strspn(t + 5, " \t");
	n = 0;
	if (*t == '$' && isdigit((unsigned char)t[1])) {
		n = strtol(t + 1, NULL, 10);
		t += 1 + strspn(t + 1, "0123456789");
	}
	t += strspn(t, " \t;");
	return strcmp(t, "}") == 0 && n < 1000 ? n : -1;
}

static void
awk_print(struct sh *sh, const char *line, long n, const char *fs,
    const struct place *from)
{
	size_t len = strlen(line);

	for (; n > 0; n--) {
		if (*fs == ' ')
			line += strspn(line, " \t");
		len = strcspn(line, *fs == ' ' ? " \t" : fs);
		if (n > 1)
			line += len + (line[len] != '\0');
	}
	sh_print(sh, sh_copy(sh, line, len), from, NULL);
	sh_print(sh, "\n", NULL, NULL);
}

void
sh_awk(struct sh *sh, const struct sh_call *c)
{
	const char *fs = " ", *re_text = NULL, *line;
	struct sh_value v;
	struct lines l;
	regex_t re;
	size_t i = 1;
	long n;

	if (i < c->n && strncmp(c->argv[i], "-F", 2) == 0) {
		fs = c->argv[i] + 2;
		if (*fs == '\0' && i + 1 < c->n)
			fs = c->argv[++i];
		i++;
	}
	n = c->known && i < c->n && strlen(fs) == 1 ?
	    awk_program(sh, c->argv[i], &re_text) : -1;
	if (!sh_filter_input(sh, c, i + 1, &v))
		return;
	if (*v.text == '\0' && n < 0 && strstr(c->argv[i], "BEGIN") == NULL
	    && strstr(c->argv[i], "END") == NULL) {
		sh_status(sh, 0, v.from);
		return;
	}
	if (n < 0 || (re_text != NULL && !sh_regex(&re, re_text,
	    REG_EXTENDED | REG_NOSUB))) {
		sh_unknown(sh, c, NULL);
		return;
	}
	lines_init(&l, v.text, strlen(v.text));
	while (lines_next(&l)) {
		line = sh_copy(sh, l.line, l.len);
		if (re_text == NULL || regexec(&re, line, 0, NULL, 0) == 0)
			awk_print(sh, line, n, fs, v.from);
	}
	if (re_text != NULL)
		regfree(&re);
	sh_status(sh, 0, v.from);
}
