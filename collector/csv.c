/* Comma-separated values (RFC 4180), read and written. */
#include "collector/csv.h"

#include <string.h>

#include "agent/base/utf8.h"

void
csv_init(struct csv *c, const char *text, size_t len)
{
	*c = (struct csv){ .next = text, .end = text + len, .next_line = 1 };
	/* What Windows writes in front of UTF-8. */
	if (len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
		c->next += 3;
}

static bool
is_text(const char *p, size_t len)
{
	size_t n;

	for (; len > 0; p += n, len -= n) {
		n = utf8_length(p, len);
		if (n == 0 || *p == '\0')
			return false;
	}
	return true;
}

static void
skip_line(struct csv *c)
{
	const char *lf = c->next < c->end ? memchr(c->next, '\n',
	    (size_t)(c->end - c->next)) : NULL;

	c->next = lf != NULL ? lf + 1 : c->end;
	c->next_line++;
}

/* A field in quotes; c->next is behind the first. */
static bool
quoted(struct csv *c, struct buf *b)
{
	for (; c->next < c->end; c->next++) {
		if (*c->next == '\n')
			c->next_line++;
		if (*c->next != '"') {
			buf_addc(b, *c->next);
			continue;
		}
		if (c->next + 1 < c->end && c->next[1] == '"') {
			buf_addc(b, '"');
			c->next++;
			continue;
		}
		c->next++;
		if (c->next == c->end || strchr(",\r\n", *c->next) != NULL)
			return true;
		c->wrong = "text behind the closing quote";
		return false;
	}
	c->wrong = "a quote is not closed";
	return false;
}

static bool
plain(struct csv *c, struct buf *b)
{
	for (; c->next < c->end && strchr(",\r\n", *c->next) == NULL;
	    c->next++) {
		if (*c->next == '"') {
			c->wrong = "a quote inside a field";
			return false;
		}
		buf_addc(b, *c->next);
	}
	/* strchr() finds the NUL as well. */
	if (c->next < c->end && *c->next == '\0') {
		c->wrong = "a NUL";
		return false;
	}
	return true;
}

bool
csv_next(struct csv *c, struct pool *pool, struct strv *ret)
{
	struct buf b = BUF_INIT(65536);
	bool good = true, more = true;

	ret->n = 0;
	c->wrong = NULL;
	if (c->next >= c->end)
		return false;
	c->line = c->next_line;
	while (good && more) {
		buf_clear(&b);
		if (c->next < c->end && *c->next == '"') {
			c->next++;
			good = quoted(c, &b);
		} else {
			good = plain(c, &b);
		}
		if (good && b.len > 0 && !is_text(b.p, b.len)) {
			c->wrong = "no UTF-8";
			good = false;
		}
		if (good && (b.failed || strv_pushn(pool, ret, b.len > 0 ?
		    b.p : "", b.len) < 0)) {
			c->wrong = "a field is too long";
			good = false;
		}
		more = good && c->next < c->end && *c->next == ',';
		if (more)
			c->next++;
	}
	skip_line(c);
	buf_release(&b);
	return good;
}

void
csv_field(struct buf *b, const char *text, bool first)
{
	const char *p;

	if (!first)
		buf_addc(b, ',');
	if (text == NULL)
		return;
	buf_addc(b, '"');
	if (text[0] != '\0' && strchr("=+-@\t\r", text[0]) != NULL)
		buf_addc(b, '\'');
	for (p = text; *p != '\0'; p++) {
		if (*p == '"')
			buf_addc(b, '"');
		buf_addc(b, *p);
	}
	buf_addc(b, '"');
}
