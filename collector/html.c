/* Writes HTML; text of hosts cannot become markup. */
#include "collector/html.h"

#include <assert.h>
#include <stdarg.h>
#include <string.h>

#include "agent/base/utf8.h"
#include "agent/model/report.h"

/* No script at all, nothing from elsewhere, no frames (CSP level 2). */
const char html_policy[] = "default-src 'none'; style-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'";

static const char *
entity(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

void
html_text(struct buf *b, const char *text)
{
	size_t left = text != NULL ? strlen(text) : 0, n;

	for (; left > 0; text += n, left -= n) {
		n = utf8_length(text, left);
		if (n == 0 || (utf8_is_control(text, n) && *text != '\n' &&
		    *text != '\t')) {
			buf_adds(b, "\xef\xbf\xbd");
			n = n == 0 ? 1 : n;
		} else if (entity(*text) != NULL) {
			buf_adds(b, entity(*text));
		} else {
			buf_add(b, text, n);
		}
	}
}

void
html_url(struct buf *b, const char *text)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz0123456789-._~";

	for (; text != NULL && *text != '\0'; text++)
		if (strchr(plain, *text) != NULL)
			buf_addc(b, *text);
		else
			buf_addf(b, "%%%02X", (unsigned char)*text);
}

static void
put_time(struct buf *b, int64_t when, const char *zone)
{
	char text[32];

	time_words(when, text);
	if (when == 0 || strlen(text) < 16) {
		buf_adds(b, "\xe2\x80\x93");
		return;
	}
	buf_addf(b, "<time datetime=\"%s\">%.10s %.5s%s</time>", text, text,
	    text + 11, zone);
}

void
html_time(struct buf *b, int64_t when)
{
	put_time(b, when, " UTC");
}

void
html_span(struct buf *b, int64_t seconds)
{
	static const struct { int64_t seconds; const char *name; } units[] = {
		{ 86400, "day" }, { 3600, "hour" }, { 60, "minute" },
		{ 1, "second" },
	};
	int64_t n;
	size_t i;

	if (seconds < 0)
		seconds = 0;
	for (i = 0; i < 3 && seconds < 2 * units[i].seconds; i++)
		;
	n = seconds / units[i].seconds;
	buf_addf(b, "%lld %s%s", (long long)n, units[i].name,
	    n == 1 ? "" : "s");
}

void
html_put(struct buf *b, const char *template, ...)
{
	const char *p = template, *percent;
	va_list ap;

	va_start(ap, template);
	while ((percent = strchr(p, '%')) != NULL) {
		buf_add(b, p, (size_t)(percent - p));
		switch (percent[1]) {
		case 's':
			html_text(b, va_arg(ap, const char *));
			break;
		case 'u':
			html_url(b, va_arg(ap, const char *));
			break;
		case 'd':
			buf_addf(b, "%lld", (long long)va_arg(ap, int64_t));
			break;
		case 't':
			html_time(b, va_arg(ap, int64_t));
			break;
		case 'T':
			put_time(b, va_arg(ap, int64_t), "");
			break;
		case 'r':
			buf_adds(b, va_arg(ap, const char *));
			break;
		default:
			assert(percent[1] == '%');
			buf_addc(b, '%');
		}
		p = percent + 2;
	}
	va_end(ap);
	buf_adds(b, p);
}
