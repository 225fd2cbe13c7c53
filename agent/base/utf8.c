/* Which bytes are text, and which of them a terminal may be shown. */
#include "agent/base/utf8.h"

size_t
utf8_length(const char *text, size_t len)
{
	const unsigned char *p = (const unsigned char *)text;
	unsigned char low = 0x80, high = 0xbf;
	size_t n, i;

	if (len == 0)
		return 0;
	if (p[0] < 0x80)
		return 1;
	n = p[0] < 0xc2 ? 0 : p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 :
	    p[0] < 0xf5 ? 4 : 0;
	if (n == 0 || len < n)
		return 0;
	/* RFC 3629, section 4: what the second byte may be. */
	if (p[0] == 0xe0)
		low = 0xa0;
	else if (p[0] == 0xed)
		high = 0x9f;
	else if (p[0] == 0xf0)
		low = 0x90;
	else if (p[0] == 0xf4)
		high = 0x8f;
	if (p[1] < low || p[1] > high)
		return 0;
	for (i = 2; i < n; i++)
		if (p[i] < 0x80 || p[i] > 0xbf)
			return 0;
	return n;
}

bool
utf8_is_control(const char *text, size_t n)
{
	const unsigned char *p = (const unsigned char *)text;

	if (n == 1)
		return p[0] < 0x20 || p[0] == 0x7f;
	return n == 2 && p[0] == 0xc2 && p[1] < 0xa0;
}

void
utf8_escape(struct buf *out, const char *text, size_t len)
{
	size_t i = 0, n, end;

	while (i < len) {
		n = utf8_length(text + i, len - i);
		if (n > 0 && !utf8_is_control(text + i, n)) {
			buf_add(out, text + i, n);
			i += n;
			continue;
		}
		for (end = i + (n == 0 ? 1 : n); i < end; i++)
			buf_addf(out, "\\%03o", (unsigned char)text[i]);
	}
}
