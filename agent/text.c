/* Lines for people: escaped, and wrapped to a width. */
#include "agent/text.h"

#include <stdbool.h>
#include <string.h>

#include "agent/base/utf8.h"

/* UTF-8 of U+0080 to U+009F, U+200E, U+200F, U+202A to U+202E, and U+2066 to
 * U+2069: terminals act on them (UAX #9 for the latter). */
static bool
is_hostile(const unsigned char *p, size_t n)
{
	if (n == 1)
		return p[0] < 0x20 || p[0] == 0x7f;
	if (n == 2)
		return p[0] == 0xc2 && p[1] < 0xa0;
	if (n != 3 || p[0] != 0xe2)
		return false;
	if (p[1] == 0x80)
		return p[2] == 0x8e || p[2] == 0x8f ||
		    (p[2] >= 0xa8 && p[2] <= 0xae);
	return p[1] == 0x81 && p[2] >= 0xa6 && p[2] <= 0xa9;
}

void
text_escape(struct buf *b, const char *text)
{
	const unsigned char *p = (const unsigned char *)text;
	size_t left = strlen(text), n, i;

	while (left > 0) {
		n = utf8_length((const char *)p, left);
		if (*p == '\t') {
			buf_addc(b, ' ');
			n = 1;
		} else if (n == 0 || is_hostile(p, n)) {
			n = n == 0 ? 1 : n;
			for (i = 0; i < n; i++)
				buf_addf(b, "\\%03o", p[i]);
		} else {
			buf_add(b, p, n);
		}
		p += n;
		left -= n;
	}
}

/* Columns of len bytes: one for each character. */
static unsigned
width_of(const char *text, size_t len)
{
	unsigned n = 0;

	for (; len > 0; len--)
		if (((unsigned char)*text++ & 0xc0) != 0x80)
			n++;
	return n;
}

static void
pad(struct buf *b, unsigned n)
{
	for (; n > 0; n--)
		buf_addc(b, ' ');
}

/* The length of the next word; a number stays with the word before it, so
 * that "line 24" is not torn. */
static size_t
word_length(const char *p)
{
	size_t len = strcspn(p, " ");
	size_t digits = p[len] == ' ' ? strspn(p + len + 1, "0123456789") : 0;

	if (digits > 0 && (p[len + 1 + digits] == ' ' ||
	    p[len + 1 + digits] == '\0'))
		len += 1 + digits;
	return len;
}

void
text_wrap(struct buf *out, const char *text, unsigned at, unsigned indent,
    unsigned columns)
{
	struct buf b = BUF_INIT(1 << 20);
	const char *p;
	size_t len;
	unsigned w;
	bool first = true;

	text_escape(&b, text);
	if (b.failed) {
		out->failed = true;
		buf_release(&b);
		return;
	}
	for (p = b.len > 0 ? b.p : ""; *p != '\0'; p += len) {
		p += strspn(p, " ");
		len = word_length(p);
		if (len == 0)
			break;
		w = width_of(p, len);
		if (!first && columns > 0 && at + 1 + w > columns) {
			buf_addc(out, '\n');
			pad(out, indent);
			at = indent;
		} else if (!first) {
			buf_addc(out, ' ');
			at++;
		}
		buf_add(out, p, len);
		at += w;
		first = false;
	}
	buf_addc(out, '\n');
	buf_release(&b);
}
