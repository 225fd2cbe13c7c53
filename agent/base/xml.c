/* Reads XML as service manifests and property lists are written. */
#include "agent/base/xml.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "agent/base/buf.h"

#define MAX_TEXT ((size_t)1 << 20)

void
xml_init(struct xml *x, struct pool *p, const char *text, size_t len)
{
	*x = (struct xml){ .pool = p, .at = text, .end = text + len,
		.line = 1 };
	/* The mark of UTF-8 says nothing else. */
	if (len >= 3 && memcmp(text, "\357\273\277", 3) == 0)
		x->at += 3;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool
begins(const struct xml *x, const char *with)
{
	const size_t n = strlen(with);

	return (size_t)(x->end - x->at) >= n && memcmp(x->at, with, n) == 0;
}

/* Go on by n bytes, and count the lines. */
static void
skip(struct xml *x, size_t n)
{
	for (; n > 0; n--)
		if (*x->at++ == '\n')
			x->line++;
}

static void
skip_blanks(struct xml *x)
{
	while (x->at < x->end && is_blank(*x->at))
		skip(x, 1);
}

/* Behind the next place where the text says this; -EINVAL: nowhere. */
static int
skip_past(struct xml *x, const char *text)
{
	const size_t n = strlen(text);

	while (x->at < x->end && !begins(x, text))
		skip(x, 1);
	if (x->at == x->end)
		return -EINVAL;
	skip(x, n);
	return 0;
}

static bool
is_name_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.' ||
	    c == ':' || (unsigned char)c >= 0x80;
}

static const char *
take_name(struct xml *x)
{
	const char *from = x->at;

	while (x->at < x->end && is_name_char(*x->at))
		x->at++;
	return x->at == from ? NULL : pool_strndup(x->pool, from,
	    (size_t)(x->at - from));
}

/* A character by its number, as UTF-8. False: no such character. */
static bool
add_character(struct buf *b, unsigned long c)
{
	if (c == 0 || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		return false;
	if (c < 0x80) {
		buf_addc(b, (char)c);
		return true;
	}
	if (c < 0x800) {
		buf_addc(b, (char)(0xc0 | c >> 6));
	} else {
		if (c < 0x10000) {
			buf_addc(b, (char)(0xe0 | c >> 12));
		} else {
			buf_addc(b, (char)(0xf0 | c >> 18));
			buf_addc(b, (char)(0x80 | (c >> 12 & 0x3f)));
		}
		buf_addc(b, (char)(0x80 | (c >> 6 & 0x3f)));
	}
	buf_addc(b, (char)(0x80 | (c & 0x3f)));
	return true;
}

static int
digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' :
	    c >= 'a' && c <= 'f' ? c - 'a' + 10 :
	    c >= 'A' && c <= 'F' ? c - 'A' + 10 : 16;
}

/* "#38" or "#x26", without & and ; */
static bool
add_number(struct buf *b, const char *text, size_t len)
{
	const unsigned base = len > 1 && text[1] == 'x' ? 16 : 10;
	unsigned long c = 0;
	size_t i = base == 16 ? 2 : 1;

	if (i == len || len > 9)
		return false;
	for (; i < len; i++) {
		if ((unsigned)digit(text[i]) >= base)
			return false;
		c = c * base + (unsigned long)digit(text[i]);
	}
	return add_character(b, c);
}

static int
take_entity(struct xml *x, struct buf *b)
{
	static const struct { const char *name; char is; } known[] = {
		{ "amp", '&' }, { "lt", '<' }, { "gt", '>' },
		{ "quot", '"' }, { "apos", '\'' } };
	const char *from = ++x->at, *semicolon;
	size_t len, i;

	len = (size_t)(x->end - from) < 12 ? (size_t)(x->end - from) : 12;
	semicolon = len == 0 ? NULL : memchr(from, ';', len);
	if (semicolon == NULL)
		return -EINVAL;
	len = (size_t)(semicolon - from);
	x->at = semicolon + 1;
	if (len > 0 && *from == '#')
		return add_number(b, from, len) ? 0 : -EINVAL;
	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (strlen(known[i].name) == len &&
		    memcmp(known[i].name, from, len) == 0) {
			buf_addc(b, known[i].is);
			return 0;
		}
	return -EINVAL;
}

static const char *
finish(struct xml *x, struct buf *b, int *r)
{
	const char *ret = NULL;

	if (*r == 0 && b->failed)
		*r = b->len >= MAX_TEXT - 1 ? -EINVAL : -ENOMEM;
	if (*r == 0) {
		ret = pool_strdup(x->pool, b->p == NULL ? "" : b->p);
		if (ret == NULL)
			*r = -ENOMEM;
	}
	buf_release(b);
	return ret;
}

/* = "value" */
static const char *
take_value(struct xml *x, int *r)
{
	struct buf b = BUF_INIT(MAX_TEXT);
	char quote;

	skip_blanks(x);
	*r = -EINVAL;
	if (x->at == x->end || *x->at != '=')
		return NULL;
	skip(x, 1);
	skip_blanks(x);
	if (x->at == x->end || (*x->at != '"' && *x->at != '\''))
		return NULL;
	quote = *x->at;
	skip(x, 1);
	*r = 0;
	while (*r == 0 && x->at < x->end && *x->at != quote) {
		if (*x->at == '&') {
			*r = take_entity(x, &b);
		} else if (*x->at == '<' || *x->at == '\0') {
			*r = -EINVAL;
		} else {
			buf_addc(&b, is_blank(*x->at) ? ' ' : *x->at);
			skip(x, 1);
		}
	}
	if (*r == 0 && x->at == x->end)
		*r = -EINVAL;
	if (*r == 0)
		skip(x, 1);
	return finish(x, &b, r);
}

static int
take_attributes(struct xml *x, struct xml_event *ret)
{
	struct xml_attribute *a, *other, *first = NULL, **end = &first;
	const char *before;
	int r;

	for (;;) {
		before = x->at;
		skip_blanks(x);
		if (x->at == x->end)
			return -EINVAL;
		if (*x->at == '>' || *x->at == '/')
			break;
		a = pool_alloc(x->pool, sizeof(*a));
		if (a == NULL)
			return -ENOMEM;
		a->name = before == x->at ? NULL : take_name(x);
		if (a->name == NULL)
			return x->pool->failed ? -ENOMEM : -EINVAL;
		for (other = first; other != NULL; other = other->next)
			if (strcmp(other->name, a->name) == 0)
				return -EINVAL;
		a->value = take_value(x, &r);
		if (r < 0)
			return r;
		*end = a;
		end = &a->next;
	}
	ret->attributes = first;
	return 0;
}

static int
take_open(struct xml *x, struct xml_event *ret)
{
	int r;

	skip(x, 1);
	ret->kind = XML_OPEN;
	ret->name = take_name(x);
	if (ret->name == NULL)
		return x->pool->failed ? -ENOMEM : -EINVAL;
	if (x->depth == XML_MAX_DEPTH || (x->depth == 0 && x->done))
		return -EINVAL;
	r = take_attributes(x, ret);
	if (r < 0)
		return r;
	x->open[x->depth++] = ret->name;
	if (*x->at == '/') {
		skip(x, 1);
		x->pending = 1;
	}
	if (x->at == x->end || *x->at != '>')
		return -EINVAL;
	skip(x, 1);
	return 1;
}

static int
close_one(struct xml *x, struct xml_event *ret)
{
	ret->kind = XML_CLOSE;
	ret->name = x->open[--x->depth];
	x->done = x->depth == 0;
	return 1;
}

static int
take_close(struct xml *x, struct xml_event *ret)
{
	const char *name;

	skip(x, 2);
	name = take_name(x);
	skip_blanks(x);
	if (name == NULL)
		return x->pool->failed ? -ENOMEM : -EINVAL;
	if (x->depth == 0 || strcmp(name, x->open[x->depth - 1]) != 0 ||
	    x->at == x->end || *x->at != '>')
		return -EINVAL;
	skip(x, 1);
	return close_one(x, ret);
}

/* <?...?> and <!DOCTYPE ...>. 0: passed over. */
static int
take_other(struct xml *x)
{
	const char *end, *bracket;

	if (begins(x, "<?"))
		return skip_past(x, "?>");
	if (!begins(x, "<!DOCTYPE"))
		return -EINVAL;
	end = memchr(x->at, '>', (size_t)(x->end - x->at));
	bracket = memchr(x->at, '[', (size_t)(x->end - x->at));
	if (end == NULL || (bracket != NULL && bracket < end) || x->depth > 0)
		return -EINVAL;
	skip(x, (size_t)(end - x->at) + 1);
	return 0;
}

/* Up to the next tag; comments in it are nothing. */
static int
take_text(struct xml *x, struct xml_event *ret, bool *blank)
{
	struct buf b = BUF_INIT(MAX_TEXT);
	const char *from;
	int r = 0;

	*blank = true;
	ret->kind = XML_TEXT;
	while (r == 0 && x->at < x->end) {
		if (begins(x, "<!--")) {
			skip(x, 4);
			r = skip_past(x, "-->");
		} else if (begins(x, "<![CDATA[")) {
			skip(x, 9);
			from = x->at;
			r = skip_past(x, "]]>");
			if (r == 0)
				buf_add(&b, from, (size_t)(x->at - 3 - from));
			*blank = false;
		} else if (*x->at == '<') {
			break;
		} else if (*x->at == '&') {
			r = take_entity(x, &b);
			*blank = false;
		} else if (*x->at == '\0') {
			r = -EINVAL;
		} else {
			*blank = *blank && is_blank(*x->at);
			buf_addc(&b, *x->at);
			skip(x, 1);
		}
	}
	/* Only comments and blanks stand outside of the root. */
	if (r == 0 && x->depth == 0 && !*blank)
		r = -EINVAL;
	ret->text = finish(x, &b, &r);
	return r;
}

int
xml_next(struct xml *x, struct xml_event *ret)
{
	bool blank;
	int r;

	*ret = (struct xml_event){ .line = x->line };
	if (x->pending) {
		x->pending = 0;
		return close_one(x, ret);
	}
	while (x->at < x->end) {
		ret->line = x->line;
		if (*x->at != '<' || begins(x, "<!--") ||
		    begins(x, "<![CDATA[")) {
			r = take_text(x, ret, &blank);
			if (r < 0 || !blank)
				return r < 0 ? r : 1;
			*ret = (struct xml_event){ .line = x->line };
		} else if (begins(x, "</")) {
			return take_close(x, ret);
		} else if (begins(x, "<?") || begins(x, "<!")) {
			r = take_other(x);
			if (r < 0)
				return r;
		} else {
			return take_open(x, ret);
		}
	}
	return x->depth > 0 || !x->done ? -EINVAL : 0;
}

const char *
xml_attribute(const struct xml_event *e, const char *name)
{
	const struct xml_attribute *a;

	for (a = e->attributes; a != NULL; a = a->next)
		if (strcmp(a->name, name) == 0)
			return a->value;
	return NULL;
}
