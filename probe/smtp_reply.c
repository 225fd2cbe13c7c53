/* One reply of an SMTP server, as its bytes come in (RFC 5321, 4.2). */
#include "probe/smtp_reply.h"

#include <errno.h>
#include <string.h>

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A line that is whole: 1 the last, 0 another follows, -EPROTO. */
static int
end_line(struct smtp_reply *r)
{
	const char *p = r->line;
	size_t n = r->len, i;
	int code;
	bool more;

	if (n > 0 && p[n - 1] == '\r')
		n--;
	if (n < 3 || p[0] < '2' || p[0] > '5' || !is_digit(p[1]) ||
	    !is_digit(p[2]) || (n > 3 && p[3] != ' ' && p[3] != '-'))
		return -EPROTO;
	code = (p[0] - '0') * 100 + (p[1] - '0') * 10 + (p[2] - '0');
	if (r->lines > 0 && code != r->code)
		return -EPROTO;
	r->code = code;
	if (++r->lines > SMTP_REPLY_LINES)
		return -EPROTO;
	more = n > 3 && p[3] == '-';
	n = n > 4 ? n - 4 : 0;
	if (n >= sizeof(r->text))
		n = sizeof(r->text) - 1;
	for (i = 0; i < n; i++)
		r->text[i] = p[4 + i] == '\0' ? '?' : p[4 + i];
	r->text[n] = '\0';
	r->len = 0;
	return !more;
}

int
smtp_reply_feed(struct smtp_reply *r, const char *data, size_t len,
    size_t *used)
{
	int rc;

	for (*used = 0; *used < len;) {
		char c = data[(*used)++];

		if (c != '\n') {
			if (r->len == sizeof(r->line))
				return -EPROTO;
			r->line[r->len++] = c;
			continue;
		}
		rc = end_line(r);
		if (rc != 0)
			return rc;
	}
	return 0;
}
