/* What sendmail.cf and submit.cf say: options, classes, macros. */
#include "agent/model/smcf.h"

#include <errno.h>
#include <string.h>

#include "agent/base/buf.h"
#include "agent/base/lines.h"
#include "agent/base/num.h"
#include "agent/model/smcf_option.h"

/* One logical line may be this long; what is longer is no cf line. */
#define MAX_LINE (1024 * 1024)

struct reader {
	struct pool *pool;
	struct smcf cf;
	struct smcf_option **options_end;
	struct smcf_class **classes_end;
	struct smcf_macro **macros_end;
	struct smcf_listener **listeners_end;
	unsigned line;
};

/* A folded line keeps its newlines. */
static bool
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static char *
skip_blanks(char *p)
{
	while (is_blank(*p))
		p++;
	return p;
}

/* Drop the comment at text[at], with the blanks before it, to the end of its
 * physical line. Returns where to go on. */
static size_t
drop_comment(char *text, size_t at)
{
	size_t start = at, end = at + strcspn(text + at, "\n");

	while (start > 1 && text[start - 1] != '\n' &&
	    is_blank(text[start - 1]))
		start--;
	memmove(text + start, text + end, strlen(text + end) + 1);
	return start;
}

/* translate_dollars() of readcf.c, but that macros stay as written. */
static void
translate(char *text, int level)
{
	size_t i = 1, n;

	while (text[0] != '\0' && text[i] != '\0') {
		if (text[i] == '$' && text[i + 1] == '$') {
			memmove(text + i, text + i + 1, strlen(text + i));
			i++;
		} else if (text[i] != '#' || level < 3 ||
		    text[i - 1] == '$') {
			i++;
		} else if (text[i - 1] == '\\') {
			memmove(text + i - 1, text + i, strlen(text + i) + 1);
		} else {
			i = drop_comment(text, i);
		}
	}
	for (n = strlen(text); n > 1 && is_blank(text[n - 1]); n--)
		text[n - 1] = '\0';
}

/* The name of a macro or class at *text, which moves behind it: "w", "{w}"
 * or "{VirtHost}". NULL: none. */
static const char *
take_name(struct pool *p, char **text)
{
	char *at = *text, *end;

	if (*at == '\0')
		return NULL;
	if (*at != '{') {
		*text = at + 1;
		return pool_strndup(p, at, 1);
	}
	end = strchr(at, '}');
	if (end == NULL || end == at + 1)
		return NULL;
	*text = end + 1;
	return pool_strndup(p, at + 1, (size_t)(end - at - 1));
}

/* munchstring() of readcf.c: quotes go, a backslash takes one character. */
static void
unquote(char *text)
{
	static const char from[] = "rnfb", to[] = "\r\n\f\b";
	const char *escape;
	char *out = text;

	for (; *text != '\0'; text++) {
		if (*text == '"')
			continue;
		if (*text == '\\') {
			if (*++text == '\0')
				break;
			escape = strchr(from, *text);
			*out++ = escape == NULL ? *text : to[escape - from];
		} else {
			*out++ = *text;
		}
	}
	*out = '\0';
}

static int
read_macro(struct reader *r, char *text)
{
	struct smcf_macro *m;
	const char *name = take_name(r->pool, &text);

	if (name == NULL)
		return 0;
	m = pool_alloc(r->pool, sizeof(*m));
	if (m == NULL)
		return -ENOMEM;
	unquote(text);
	m->name = name;
	m->value = pool_strdup(r->pool, text);
	m->line = r->line;
	*r->macros_end = m;
	r->macros_end = &m->next;
	return 0;
}

static struct smcf_class *
add_class(struct reader *r, const char *name)
{
	struct smcf_class *c = pool_alloc(r->pool, sizeof(*c));

	if (c == NULL)
		return NULL;
	c->name = name;
	c->line = r->line;
	*r->classes_end = c;
	r->classes_end = &c->next;
	return c;
}

static int
read_class(struct reader *r, const char *name, char *text)
{
	struct smcf_class *c = name == NULL ? NULL : add_class(r, name);
	size_t n;
	int e = 0;

	if (c == NULL)
		return 0;
	for (text = skip_blanks(text); e == 0 && *text != '\0';
	    text = skip_blanks(text + n)) {
		for (n = 0; text[n] != '\0' && !is_blank(text[n]); n++)
			continue;
		e = strv_pushn(r->pool, &c->members, text, n);
	}
	return e;
}

/* The end of a file's name: a blank that is not quoted. Quotes go. */
static char *
take_file(char *text)
{
	bool quoted = false;
	char *out = text;

	for (; *text != '\0' && (quoted || *text != ' '); text++) {
		if (*text == '"') {
			quoted = !quoted;
			continue;
		}
		if (*text == '\\' && text[1] == ' ')
			text++;
		*out++ = *text;
	}
	if (*text != '\0')
		text++;
	*out = '\0';
	return text;
}

/* "key@map:spec" and "@LDAP" are looked up, not opened. */
static bool
is_map(const char *text)
{
	const char *at = strchr(text, '@');

	return text[0] != '/' && text[0] != '|' && at != NULL &&
	    (strcmp(at, "@LDAP") == 0 ||
	    (at[1] != ':' && strchr(at, ':') != NULL));
}

static int
read_class_file(struct reader *r, char *text)
{
	const char *name = take_name(r->pool, &text);
	struct smcf_class *c = name == NULL ? NULL : add_class(r, name);
	char *rest;

	if (c == NULL)
		return 0;
	text = skip_blanks(text);
	if (text[0] == '-' && text[1] == 'o') {
		c->optional = true;
		while (*text != '\0' && !is_blank(*text))
			text++;
		text = skip_blanks(text);
	}
	if (!is_map(text)) {
		rest = skip_blanks(take_file(text));
		if (*rest != '\0' && text[0] != '|')
			c->pattern = pool_strdup(r->pool, rest);
	}
	c->file = pool_strdup(r->pool, text);
	return 0;
}

static int
add_listener(struct reader *r, const char *value)
{
	struct smcf_listener *l = pool_alloc(r->pool, sizeof(*l));

	if (l == NULL)
		return -ENOMEM;
	if (smcf_listener_parse(r->pool, value, l, NULL) == -ENOMEM)
		return -ENOMEM;
	l->line = r->line;
	*r->listeners_end = l;
	r->listeners_end = &l->next;
	return 0;
}

/* "O Name=value" or "Oxvalue". */
static int
read_option(struct reader *r, char *text)
{
	struct smcf_setting s = { .suboption_len = 0 };
	struct smcf_option *o;
	char *equals;

	if (*text == '\0')
		return 0;
	if (*text != ' ') {
		s.name = smcf_option_letter(*text);
		s.value = text + 1;
		if (s.name == NULL)
			s.name = pool_strndup(r->pool, text, 1);
	} else if (!smcf_option_split(skip_blanks(text), &s)) {
		text = skip_blanks(text);
		equals = strchr(text, '=');
		if (equals == NULL || equals == text)
			return 0;
		s.name = pool_strndup(r->pool, text, (size_t)(equals - text));
		s.value = skip_blanks(equals + 1);
	}
	if (s.suboption_len > 0)
		s.name = pool_printf(r->pool, "%s.%.*s", s.name,
		    (int)s.suboption_len, s.suboption);
	o = pool_alloc(r->pool, sizeof(*o));
	if (o == NULL || s.name == NULL)
		return -ENOMEM;
	o->name = s.name;
	o->value = pool_strdup(r->pool, s.value);
	o->line = r->line;
	*r->options_end = o;
	r->options_end = &o->next;
	if (strcmp(s.name, "UseMSP") == 0)
		r->cf.use_msp = smcf_option_true(s.value);
	if (strcmp(s.name, "DaemonPortOptions") == 0)
		return add_listener(r, s.value);
	return 0;
}

/* "V10/Berkeley" */
static void
read_level(struct reader *r, char *text)
{
	long long level;
	size_t n;

	text = skip_blanks(text);
	n = strspn(text, "0123456789");
	if (num_parse(text, n, 0, 1000, &level) < 0)
		return;
	r->cf.level = (int)level;
	if (text[n] == '/')
		r->cf.vendor = pool_strndup(r->pool, text + n + 1,
		    strspn(text + n + 1, "abcdefghijklmnopqrstuvwxyz"
		    "ABCDEFGHIJKLMNOPQRSTUVWXYZ"));
}

static int
read_line(struct reader *r, char *text)
{
	const char *name;

	if (text[0] == '#' || text[0] == '\0')
		return 0;
	translate(text, r->cf.level);
	switch (*text++) {
	case 'C':
		name = take_name(r->pool, &text);
		return read_class(r, name, text);
	case 'D':
		return read_macro(r, text);
	case 'F':
		return read_class_file(r, text);
	case 'O':
		return read_option(r, text);
	case 'T':
		return read_class(r, "t", text);
	case 'V':
		read_level(r, text);
		break;
	}
	return 0;
}

static int
add_line(struct buf *b, const struct lines *l)
{
	int e = b->len == 0 ? 0 : buf_addc(b, '\n');

	return e < 0 ? e : buf_add(b, l->line, l->len);
}

/* Lines that begin with a blank belong to the one before. */
static int
read_lines(struct reader *r, const char *text, size_t len, struct buf *b)
{
	struct lines l;
	bool more, fits;
	int e = 0;

	lines_init(&l, text, len);
	more = lines_next(&l);
	while (more && e == 0) {
		buf_clear(b);
		r->line = l.number;
		e = add_line(b, &l);
		while ((more = lines_next(&l)) && l.len > 0 &&
		    (l.line[0] == ' ' || l.line[0] == '\t'))
			if (e == 0)
				e = add_line(b, &l);
		fits = e != -E2BIG;
		if (!fits)
			e = 0;
		else if (e == 0 && b->len > 0)
			e = read_line(r, b->p);
	}
	return e;
}

int
smcf_parse(struct pool *p, const char *text, size_t len, struct smcf *ret,
    struct err *err)
{
	struct reader r = { .pool = p };
	struct buf b = BUF_INIT(MAX_LINE);
	int e;

	if (len > 0 && memchr(text, '\0', len) != NULL)
		return err_set(err, EINVAL, "not a text");
	r.options_end = &r.cf.options;
	r.classes_end = &r.cf.classes;
	r.macros_end = &r.cf.macros;
	r.listeners_end = &r.cf.listeners;
	e = read_lines(&r, text, len, &b);
	buf_release(&b);
	if (p->failed)
		e = -ENOMEM;
	if (e < 0)
		return err_set(err, -e, "out of memory");
	*ret = r.cf;
	return 0;
}

const char *
smcf_option(const struct smcf *cf, const char *name)
{
	const struct smcf_option *o;
	const char *value = NULL;

	for (o = cf->options; o != NULL; o = o->next)
		if (strcmp(o->name, name) == 0)
			value = o->value;
	return value;
}

const char *
smcf_macro(const struct smcf *cf, const char *name)
{
	const struct smcf_macro *m;
	const char *value = NULL;

	for (m = cf->macros; m != NULL; m = m->next)
		if (strcmp(m->name, name) == 0)
			value = m->value;
	return value;
}

const char *
smcf_msp_host(struct pool *p, const struct smcf *cf)
{
	const char *host = smcf_macro(cf, "MTAHost");
	size_t len;

	if (host == NULL || *host == '\0')
		return NULL;
	len = strlen(host);
	if (len > 2 && host[0] == '[' && host[len - 1] == ']')
		return pool_strndup(p, host + 1, len - 2);
	return pool_strdup(p, host);
}

const char *
smcf_relay_host(struct pool *p, const char *value)
{
	const char *colon, *end;

	if (value == NULL || *value == '\0')
		return NULL;
	colon = *value == '[' ? NULL : strchr(value, ':');
	if (colon != NULL)
		value = colon + 1;
	if (*value == '[') {
		value++;
		end = strchr(value, ']');
		return pool_strndup(p, value, end == NULL ?
		    strlen(value) : (size_t)(end - value));
	}
	return *value == '\0' ? NULL : pool_strdup(p, value);
}
