/* Evaluates the sed scripts of start scripts: s///, d, p, q. */
#include "platforms/shell_text.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "agent/base/lines.h"
#include "platforms/shell_eval.h"

#define MAX_COMMANDS 8

struct sed_command {
	long line;		/* 0: any, -1: the last */
	bool has_address, has_re, not;
	regex_t address;
	char what;		/* s d p q */
	regex_t re;
	bool re_used, global, print;
	const char *with;
};

struct sed {
	struct sh *sh;
	bool quiet;
	size_t n;
	struct sed_command v[MAX_COMMANDS];
};

/* Text up to the unescaped delimiter; NULL: there is none. */
static const char *
delimited(struct sh *sh, const char **at, char delim)
{
	struct buf b = BUF_INIT(4096);
	const char *t = *at, *r = NULL;

	for (; *t != '\0' && *t != delim; t++) {
		if (*t == '\\' && t[1] == delim)
			t++;
		else if (*t == '\\' && t[1] != '\0')
			buf_addc(&b, *t++);
		buf_addc(&b, *t);
	}
	if (*t == delim && !b.failed) {
		*at = t + 1;
		r = sh_copy(sh, b.len > 0 ? b.p : "", b.len);
	}
	buf_release(&b);
	return r;
}

static bool
address(struct sed *s, struct sed_command *c, const char **at)
{
	const char *t = *at, *text;
	char *end;

	if (isdigit((unsigned char)*t)) {
		c->line = strtol(t, &end, 10);
		c->has_address = true;
		*at = end;
	} else if (*t == '$') {
		c->line = -1;
		c->has_address = true;
		*at = t + 1;
	} else if (*t == '/') {
		*at = t + 1;
		text = delimited(s->sh, at, '/');
		if (text == NULL || !sh_regex(&c->address, text, REG_NOSUB))
			return false;
		c->has_re = c->has_address = true;
	}
	*at += strspn(*at, " \t");
	if (**at == '!') {
		c->not = true;
		*at += 1;
	}
	return **at != ',';
}

static bool
substitute(struct sed *s, struct sed_command *c, const char **at)
{
	char delim = **at;
	const char *text;

	if (delim == '\0' || delim == '\\')
		return false;
	*at += 1;
	text = delimited(s->sh, at, delim);
	c->with = text != NULL ? delimited(s->sh, at, delim) : NULL;
	if (c->with == NULL || !sh_regex(&c->re, text, 0))
		return false;
	c->re_used = true;
	for (; **at == 'g' || **at == 'p'; *at += 1) {
		c->global = c->global || **at == 'g';
		c->print = c->print || **at == 'p';
	}
	return true;
}

static bool
parse(struct sed *s, const char *t)
{
	struct sed_command *c;

	for (;;) {
		t += strspn(t, " \t\n;");
		if (*t == '\0')
			return true;
		if (s->n == MAX_COMMANDS)
			return false;
		c = &s->v[s->n++];
		if (!address(s, c, &t))
			return false;
		c->what = *t;
		if (*t == '\0' || strchr("sdpq", *t) == NULL)
			return false;
		t++;
		if (c->what == 's' && !substitute(s, c, &t))
			return false;
		t += strspn(t, " \t");
		if (*t != '\0' && *t != ';' && *t != '\n')
			return false;
	}
}

static bool
selected(const struct sed_command *c, const char *line, long number,
    long last)
{
	bool hit = !c->has_address || (c->has_re ?
	    regexec(&c->address, line, 0, NULL, 0) == 0 :
	    c->line == -1 ? number == last : number == c->line);

	return hit != c->not;
}

/* & and \1 ... of the replacement. */
static void
replacement(struct buf *b, const char *with, const char *line,
    const regmatch_t *m)
{
	int k;

	for (; *with != '\0'; with++) {
		k = *with == '&' ? 0 : -1;
		if (*with == '\\' && with[1] != '\0') {
			with++;
			k = isdigit((unsigned char)*with) ? *with - '0' : -1;
		}
		if (k < 0)
			buf_addc(b, *with);
		else if (m[k].rm_so >= 0)
			buf_add(b, line + m[k].rm_so,
			    (size_t)(m[k].rm_eo - m[k].rm_so));
	}
}

/* The line after s///; *hit: something was replaced. */
static const char *
replaced(struct sed *s, const struct sed_command *c, const char *line,
    bool *hit)
{
	struct buf b = BUF_INIT(SH_MAX_TEXT - 1);
	regmatch_t m[10];
	const char *r;
	int flags = 0;

	*hit = false;
	while (regexec(&c->re, line, 10, m, flags) == 0) {
		*hit = true;
		buf_add(&b, line, (size_t)m[0].rm_so);
		replacement(&b, c->with, line, m);
		line += m[0].rm_eo;
		flags = REG_NOTBOL;
		if (m[0].rm_eo == m[0].rm_so) {
			if (*line == '\0')
				break;
			buf_addc(&b, *line++);
		}
		if (!c->global || *line == '\0')
			break;
	}
	buf_adds(&b, line);
	r = sh_copy(s->sh, b.len > 0 ? b.p : "", b.len);
	buf_release(&b);
	return r;
}

static void
print_line(struct sed *s, const char *line, const struct place *from)
{
	sh_print(s->sh, line, from, NULL);
	sh_print(s->sh, "\n", NULL, NULL);
}

/* false: `q` ended it. */
static bool
run(struct sed *s, const char *line, long number, long last,
    const struct place *from)
{
	const struct sed_command *c;
	bool go = true, hit;
	size_t i;

	for (i = 0; i < s->n && go; i++) {
		c = &s->v[i];
		if (!selected(c, line, number, last))
			continue;
		if (c->what == 'd')
			return true;
		if (c->what == 's') {
			line = replaced(s, c, line, &hit);
			if (hit && c->print)
				print_line(s, line, from);
		} else if (c->what == 'p') {
			print_line(s, line, from);
		} else {
			go = false;
		}
	}
	if (!s->quiet)
		print_line(s, line, from);
	return go;
}

static void
sed_release(struct sed *s)
{
	size_t i;

	for (i = 0; i < s->n; i++) {
		if (s->v[i].has_re)
			regfree(&s->v[i].address);
		if (s->v[i].re_used)
			regfree(&s->v[i].re);
	}
}

/* The options; the place of the first file, 0: not understood. */
static size_t
options(struct sed *s, const struct sh_call *c)
{
	bool script = false;
	size_t i;

	for (i = 1; i < c->n && c->argv[i][0] == '-'; i++) {
		if (strcmp(c->argv[i], "-n") == 0) {
			s->quiet = true;
		} else if (strcmp(c->argv[i], "-e") == 0 && i + 1 < c->n) {
			script = true;
			if (!parse(s, c->argv[++i]))
				return 0;
		} else {
			return 0;
		}
	}
	if (!script && (i >= c->n || !parse(s, c->argv[i++])))
		return 0;
	return i;
}

void
sh_sed(struct sh *sh, const struct sh_call *c)
{
	struct sed s = { .sh = sh };
	struct sh_value v;
	struct lines l;
	size_t first = c->known ? options(&s, c) : 0;
	long last = 0;

	if (first == 0) {
		sh_unknown(sh, c, NULL);
	} else if (sh_filter_input(sh, c, first, &v)) {
		lines_init(&l, v.text, strlen(v.text));
		while (lines_next(&l))
			last++;
		lines_init(&l, v.text, strlen(v.text));
		while (lines_next(&l))
			if (!run(&s, sh_copy(sh, l.line, l.len),
			    (long)l.number, last, v.from))
				break;
		sh_status(sh, 0, v.from);
	}
	sed_release(&s);
}
