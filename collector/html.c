/* Writes HTML; text of hosts cannot become markup. */
#include "collector/html.h"

#include <string.h>

#include "agent/base/utf8.h"

/* No script at all, nothing from elsewhere, no frames (CSP level 2). */
const char html_policy[] = "default-src 'none'; style-src 'self'; "
    "img-src 'self'; form-action 'self'; frame-ancestors 'none'; "
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

void
html_begin(struct buf *b, const char *title)
{
	buf_adds(b, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
	    "<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
	    "content=\"width=device-width, initial-scale=1\">\n<title>");
	html_text(b, title);
	buf_adds(b, "</title>\n<link rel=\"stylesheet\" "
	    "href=\"/style.css\">\n</head>\n<body>\n<main>\n<h1>");
	html_text(b, title);
	buf_adds(b, "</h1>\n");
}

void
html_end(struct buf *b)
{
	buf_adds(b, "</main>\n</body>\n</html>\n");
}
