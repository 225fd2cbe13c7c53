/* The text of unit files and environment files, without any I/O. */
#include "platforms/unit_text.h"

#include <errno.h>
#include <string.h>

#include "agent/base/buf.h"
#include "agent/base/lines.h"

#define BLANKS " \t\n\r"

/* Values are bounded by the file that they come from. */
#define VALUE_MAX ((size_t)8 << 20)

bool
unit_text_is_variable(const char *name, size_t len)
{
	size_t i;
	char c;

	for (i = 0; i < len; i++) {
		c = name[i];
		if (c == '_' || (c >= 'A' && c <= 'Z') ||
		    (c >= 'a' && c <= 'z'))
			continue;
		if (c < '0' || c > '9' || i == 0)
			return false;
	}
	return len > 0;
}

static bool
blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Ends the text before trailing blanks; returns its first other character. */
static char *
strip(char *s)
{
	size_t n;

	while (blank(*s))
		s++;
	for (n = strlen(s); n > 0 && blank(s[n - 1]); n--)
		;
	s[n] = '\0';
	return s;
}

static bool
ends_escaped(const char *s, size_t len)
{
	size_t n = 0;

	while (n < len && s[len - 1 - n] == '\\')
		n++;
	return n % 2 != 0;
}

/* Moves both ends of a text over blanks. */
static void
trim(char **from, char **to)
{
	while (*from < *to && blank(**from))
		(*from)++;
	while (*to > *from && blank((*to)[-1]))
		(*to)--;
}

/* One logical line, which is cut up in place. */
static int
logical(char *text, size_t len, struct buf *section, unsigned line,
    unsigned last, unit_line_fn *fn, void *arg)
{
	char *s = text, *end = text + len, *eq, *key, *value;

	trim(&s, &end);
	if (s == end || *s == '#' || *s == ';')
		return 0;
	if (*s == '[') {
		if (end[-1] != ']')
			return -EBADMSG;
		buf_clear(section);
		return buf_add(section, s + 1, (size_t)(end - s - 2));
	}
	if (section->p == NULL || section->len == 0)
		return 0;
	eq = memchr(s, '=', (size_t)(end - s));
	if (eq == NULL)
		return 0;
	value = eq + 1;
	key = s;
	trim(&value, &end);
	*end = '\0';
	trim(&key, &eq);
	*eq = '\0';
	return fn(arg, &(struct unit_line){ .section = section->p,
	    .key = key, .value = value, .line = line, .last = last });
}

int
unit_text_parse(const char *text, size_t len, unit_line_fn *fn, void *arg)
{
	struct buf whole = BUF_INIT(VALUE_MAX), section = BUF_INIT(VALUE_MAX);
	struct lines l;
	unsigned first = 0;
	size_t skip;
	int r = 0;

	if (memchr(text, '\0', len) != NULL)
		return -EBADMSG;
	if (len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
		text += 3;
		len -= 3;
	}
	lines_init(&l, text, len);
	while (r >= 0 && lines_next(&l)) {
		for (skip = 0; skip < l.len && blank(l.line[skip]); skip++)
			;
		/* A comment does not end a continued line. */
		if (skip < l.len &&
		    (l.line[skip] == '#' || l.line[skip] == ';'))
			continue;
		if (first == 0)
			first = l.number;
		r = buf_add(&whole, l.line, l.len);
		if (r < 0)
			break;
		if (ends_escaped(whole.p, whole.len)) {
			whole.p[whole.len - 1] = ' ';
			continue;
		}
		r = logical(whole.p, whole.len, &section, first, l.number,
		    fn, arg);
		buf_clear(&whole);
		first = 0;
	}
	if (r >= 0 && whole.len > 0)
		r = logical(whole.p, whole.len, &section, first, l.number,
		    fn, arg);
	buf_release(&whole);
	buf_release(&section);
	return r;
}

/* Environment files: the states of systemd's reader, named after what the
 * next character belongs to. */
enum state { BEFORE_KEY, KEY, BEFORE_VALUE, VALUE, VALUE_ESCAPE, SINGLE,
	DOUBLE, DOUBLE_ESCAPE, COMMENT, COMMENT_ESCAPE };

struct reader {
	enum state state;
	bool long_comments;
	struct buf key, value;
	size_t trim;			/* value's length without the blanks
					 * that end it */
	unsigned line, first;
	unit_line_fn *fn;
	void *arg;
};

static int
push(struct reader *r)
{
	int n;

	/* An empty one has no memory yet; both get their NUL here. */
	if (buf_adds(&r->key, "") < 0 || buf_adds(&r->value, "") < 0)
		return -ENOMEM;
	n = r->fn(r->arg, &(struct unit_line){ .key = strip(r->key.p),
	    .value = r->value.p, .line = r->first, .last = r->line });
	buf_clear(&r->key);
	buf_clear(&r->value);
	r->trim = 0;
	r->state = BEFORE_KEY;
	return n;
}

static int
keep(struct reader *r, char c)
{
	int n = buf_addc(&r->value, c);

	r->trim = r->value.len;
	return n;
}

/* Outside quotes: before the value, or in it. */
static int
plain(struct reader *r, char c)
{
	if (c == '\n' || c == '\r') {
		if (r->state == VALUE)
			r->value.len = r->trim;
		return push(r);
	}
	if (c == '\\') {
		r->state = VALUE_ESCAPE;
		r->trim = r->value.len;
		return 0;
	}
	if (r->state == BEFORE_VALUE) {
		if (blank(c))
			return 0;
		if (c == '\'' || c == '"') {
			r->state = c == '"' ? DOUBLE : SINGLE;
			return 0;
		}
		r->state = VALUE;
	}
	return blank(c) ? buf_addc(&r->value, c) : keep(r, c);
}

static int
quoted(struct reader *r, char c)
{
	if (r->state == SINGLE) {
		if (c == '\'') {
			r->state = BEFORE_VALUE;
			return 0;
		}
		return keep(r, c);
	}
	if (r->state == DOUBLE) {
		if (c == '"')
			r->state = BEFORE_VALUE;
		else if (c == '\\')
			r->state = DOUBLE_ESCAPE;
		else
			return keep(r, c);
		return 0;
	}
	r->state = DOUBLE;
	if (c == '\n')
		return 0;
	/* As in a shell, other characters keep their backslash. */
	if (strchr("\"\\`$", c) == NULL && keep(r, '\\') < 0)
		return -ENOMEM;
	return keep(r, c);
}

static int
outside(struct reader *r, char c)
{
	bool end = c == '\n' || c == '\r';

	switch (r->state) {
	case COMMENT:
		if (end)
			r->state = BEFORE_KEY;
		else if (c == '\\')
			r->state = COMMENT_ESCAPE;
		return 0;
	case COMMENT_ESCAPE:
		r->state = end && !r->long_comments ? BEFORE_KEY : COMMENT;
		return 0;
	case BEFORE_KEY:
		if (c == '#' || c == ';') {
			r->state = COMMENT;
			return 0;
		}
		if (blank(c))
			return 0;
		r->state = KEY;
		r->first = r->line;
		return buf_addc(&r->key, c);
	default:
		break;
	}
	if (end) {
		buf_clear(&r->key);
		r->state = BEFORE_KEY;
		return 0;
	}
	if (c == '=') {
		r->state = BEFORE_VALUE;
		return 0;
	}
	return buf_addc(&r->key, c);
}

static int
step(struct reader *r, char c)
{
	switch (r->state) {
	case BEFORE_VALUE:
	case VALUE:
		return plain(r, c);
	case VALUE_ESCAPE:
		r->state = VALUE;
		return c == '\n' || c == '\r' ? 0 : keep(r, c);
	case SINGLE:
	case DOUBLE:
	case DOUBLE_ESCAPE:
		return quoted(r, c);
	default:
		return outside(r, c);
	}
}

int
unit_text_environment(const char *text, size_t len, bool long_comments,
    unit_line_fn *fn, void *arg)
{
	struct reader r = { .long_comments = long_comments,
		.key = BUF_INIT(VALUE_MAX), .value = BUF_INIT(VALUE_MAX),
		.line = 1, .fn = fn, .arg = arg };
	size_t i;
	int n = 0;

	if (memchr(text, '\0', len) != NULL)
		return -EBADMSG;
	for (i = 0; i < len && n >= 0; i++) {
		n = step(&r, text[i]);
		if (text[i] == '\n')
			r.line++;
	}
	if (n >= 0 && r.state >= BEFORE_VALUE && r.state <= DOUBLE_ESCAPE) {
		if (r.state == VALUE)
			r.value.len = r.trim;
		n = push(&r);
	}
	buf_release(&r.key);
	buf_release(&r.value);
	return n < 0 ? n : 0;
}

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* UTF-8 (RFC 3629). */
static int
add_unicode(struct buf *b, unsigned long u)
{
	if (u < 0x80)
		return buf_addc(b, (char)u);
	if (u < 0x800) {
		buf_addc(b, (char)(0xc0 | (u >> 6)));
	} else {
		if (u < 0x10000) {
			buf_addc(b, (char)(0xe0 | (u >> 12)));
		} else {
			buf_addc(b, (char)(0xf0 | (u >> 18)));
			buf_addc(b, (char)(0x80 | ((u >> 12) & 0x3f)));
		}
		buf_addc(b, (char)(0x80 | ((u >> 6) & 0x3f)));
	}
	return buf_addc(b, (char)(0x80 | (u & 0x3f)));
}

/* The number behind \x, \u, \U or \ooo: characters used, or 0. */
static size_t
escape_number(const char *s, unsigned long *ret)
{
	size_t digits = *s == 'x' ? 2 : *s == 'u' ? 4 : *s == 'U' ? 8 : 3;
	size_t from = *s == 'x' || *s == 'u' || *s == 'U', i;
	unsigned long u = 0;
	int d;

	for (i = 0; i < digits; i++) {
		d = hex(s[from + i]);
		if (d < 0 || (from == 0 && d > 7))
			return 0;
		u = u * (from == 0 ? 8 : 16) + (unsigned long)d;
	}
	if (u == 0 || u > 0x10ffff || (u >= 0xd800 && u < 0xe000) ||
	    (from == 0 && u > 255))
		return 0;
	*ret = u;
	return from + digits;
}

/* Add what \ and the text behind it mean; how many characters that took. */
static size_t
add_escape(struct buf *b, const char *s)
{
	static const char from[] = "abfnrtv\\\"'s",
	    to[] = "\a\b\f\n\r\t\v\\\"' ";
	const char *at = strchr(from, *s);
	unsigned long u;
	size_t n;

	if (at != NULL) {
		buf_addc(b, to[at - from]);
		return 1;
	}
	n = strchr("xuU01234567", *s) != NULL ? escape_number(s, &u) : 0;
	if (n == 0) {
		/* systemd warns and keeps it. */
		buf_addc(b, '\\');
		buf_addc(b, *s);
		return 1;
	}
	if (*s == 'u' || *s == 'U')
		add_unicode(b, u);
	else
		buf_addc(b, (char)u);
	return n;
}

int
unit_text_word(struct pool *pool, const char **at, enum unit_word how,
    const char **ret)
{
	struct buf b = BUF_INIT(VALUE_MAX);
	const char *s = *at;
	char quote = '\0';
	int r = -EINVAL;

	s += strspn(s, BLANKS);
	if (*s == '\0') {
		*at = s;
		return 0;
	}
	for (; *s != '\0'; s++) {
		if (how == UNIT_WORD_PLAIN) {
			if (blank(*s))
				break;
			buf_addc(&b, *s);
		} else if (*s == '\\' && s[1] != '\0') {
			s++;
			if (how == UNIT_WORD_C)
				s += add_escape(&b, s) - 1;
			else
				buf_addc(&b, *s);
		} else if (*s == '\\') {
			/* The last character of all. */
			if (how == UNIT_WORD_C)
				buf_addc(&b, '\\');
		} else if (quote != '\0') {
			if (*s == quote)
				quote = '\0';
			else
				buf_addc(&b, *s);
		} else if (*s == '\'' || *s == '"') {
			quote = *s;
		} else if (blank(*s)) {
			break;
		} else {
			buf_addc(&b, *s);
		}
	}
	if (quote != '\0' && how == UNIT_WORD_C)
		goto out;
	r = -ENOMEM;
	if (b.failed)
		goto out;
	*ret = pool_strndup(pool, b.p != NULL ? b.p : "", b.len);
	if (*ret == NULL)
		goto out;
	*at = s + strspn(s, BLANKS);
	r = 1;
out:
	buf_release(&b);
	return r;
}
