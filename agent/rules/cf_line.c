/* The lines of a cf: folded ones joined, $-words made single bytes. */
#include "agent/rules/cf_line.h"

#include <errno.h>
#include <string.h>

#include "agent/rules/macro.h"
#include "agent/rules/meta.h"

void
cf_lines_init(struct cf_lines *l, const char *text, size_t len)
{
	*l = (struct cf_lines){ .p = text, .end = text + len,
	    .raw = BUF_INIT(MAX_CF_SIZE), .text = BUF_INIT(MAX_CF_SIZE * 2),
	    .last = 0 };
}

void
cf_lines_release(struct cf_lines *l)
{
	buf_release(&l->raw);
	buf_release(&l->text);
}

static bool
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

void
quote_bytes(struct buf *ret, const char *text, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++) {
		if (meta(text + i) == META_QUOTE ||
		    (meta(text + i) & 0xe0) == 0x80)
			buf_addc(ret, (char)META_QUOTE);
		buf_addc(ret, text[i]);
	}
}

/* One line with those that continue it, their line feeds kept. */
static int
fold(struct cf_lines *l)
{
	const char *lf;
	size_t n;

	buf_clear(&l->raw);
	l->first = l->last + 1;
	do {
		lf = memchr(l->p, '\n', (size_t)(l->end - l->p));
		n = lf == NULL ? (size_t)(l->end - l->p) :
		    (size_t)(lf - l->p);
		if (n > 0 && lf != NULL && l->p[n - 1] == '\r')
			quote_bytes(&l->raw, l->p, n - 1);
		else
			quote_bytes(&l->raw, l->p, n);
		l->p = lf == NULL ? l->end : lf + 1;
		l->last++;
		if (l->p >= l->end || (*l->p != ' ' && *l->p != '\t'))
			break;
		buf_addc(&l->raw, '\n');
	} while (true);
	buf_adds(&l->raw, "");
	return l->raw.failed ? -ENOMEM : 0;
}

/* A '#' that is not the line's first: from level 3 on a comment, but for $#
 * and \#. Where to go on; the text ends here when NULL. */
static const char *
comment(struct buf *out, const char *p, const char *prev)
{
	if (meta(prev) == '\\') {
		out->p[--out->len] = '\0';
		buf_addc(out, '#');
		return p + 1;
	}
	/* The line's first byte stays, and a line feed is no such blank. */
	while (out->len > 1 && is_blank(out->p[out->len - 1]) &&
	    out->p[out->len - 1] != '\n')
		out->p[--out->len] = '\0';
	return strchr(p, '\n');
}

/* $x at p: made one byte and the number of a macro. */
static const char *
dollar(struct rules *cf, struct buf *out, const char *p)
{
	const char *end;
	int number;

	if (p[1] == '\0' || p[1] == '$') {
		buf_addc(out, '$');
		return p + (p[1] == '$' ? 2 : 1);
	}
	buf_addc(out, (char)META_EXPAND);
	p++;
	if (*p == '=' || *p == '~' || *p == '&' || *p == '?')
		buf_addc(out, *p++);
	number = macro_number(cf, p, &end);
	if (number != 0)
		macro_put(out, number);
	return end > p ? end : p;
}

int
cf_translate(struct rules *cf, const char *text, struct buf *out)
{
	const char *p = text;

	buf_clear(out);
	buf_adds(out, "");
	while (p != NULL && *p != '\0' && !out->failed) {
		if (*p == '#' && p > text && cf->level >= 3 && out->len > 0)
			p = comment(out, p, out->p + out->len - 1);
		else if (*p == '$')
			p = dollar(cf, out, p);
		else
			buf_addc(out, *p++);
	}
	while (out->len > 1 && is_blank(out->p[out->len - 1]))
		out->p[--out->len] = '\0';
	return out->failed ? -ENOMEM : 0;
}

int
cf_line_next(struct cf_lines *l, struct rules *cf)
{
	while (l->p < l->end) {
		if (fold(l) < 0)
			return -ENOMEM;
		if (l->raw.p[0] == '#' || l->raw.p[0] == '\0')
			continue;
		if (cf_translate(cf, l->raw.p, &l->text) < 0)
			return -ENOMEM;
		return 1;
	}
	return 0;
}
