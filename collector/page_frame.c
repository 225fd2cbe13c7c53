/* The frame of every page: head, navigation, foot; and the error page. */
#include "collector/page.h"

#include <string.h>

#include "collector/secret.h"

static void
put_nav(struct buf *b, const char *path, const char *words, bool here)
{
	html_put(b, "<li><a href=\"%r\"%r>%s</a></li>\n", path,
	    here ? " aria-current=\"page\"" : "", words);
}

/* Who is here, and how to leave or come in. */
static void
put_operator(struct exchange *x)
{
	struct buf *b = &x->out;

	if (x->operator != NULL)
		html_put(b, "<span>Signed in as <b>%s</b></span>\n",
		    x->operator);
	if (x->session) {
		buf_adds(b, "<form method=\"post\" action=\"/logout\">");
		page_token(x);
		buf_adds(b, "<button>Sign out</button></form>\n");
	} else if (x->operator == NULL && x->c->passwords.first != NULL) {
		buf_adds(b, "<a href=\"/login\">Sign in</a>\n");
	}
}

void
page_begin(struct exchange *x, const char *title, enum page_place place)
{
	struct buf *b = &x->out;
	char style[PAGE_STYLE];

	page_style_path(style);
	html_put(b, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
	    "<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
	    "content=\"width=device-width, initial-scale=1\">\n"
	    "<meta name=\"color-scheme\" content=\"light dark\">\n"
	    "<title>%s \xc2\xb7 hardenmail</title>\n"
	    "<link rel=\"stylesheet\" href=\"%r\">\n</head>\n<body>\n"
	    "<a class=\"skip\" href=\"#main\">Skip to the contents</a>\n"
	    "<header>\n<p class=\"brand\">hardenmail</p>\n"
	    "<nav aria-label=\"Pages\">\n<ul>\n", title, style);
	put_nav(b, "/", "Overview", place == PAGE_FRONT);
	put_nav(b, "/hosts", "Hosts", place == PAGE_HOSTS);
	buf_adds(b, "</ul>\n</nav>\n<div class=\"who\">\n");
	put_operator(x);
	buf_adds(b, "</div>\n</header>\n<main id=\"main\" tabindex=\"-1\">\n");
}

void
page_end(struct exchange *x, int status)
{
	html_put(&x->out, "</main>\n<footer>\n<p>%t \xc2\xb7 "
	    "hardenmail-collector " HM_VERSION "</p>\n</footer>\n</body>\n"
	    "</html>\n", x->now);
	x->status = status;
	x->type = "text/html; charset=utf-8";
	exchange_field(x, "Content-Security-Policy", html_policy);
	exchange_field(x, "Referrer-Policy", "same-origin");
}

void
page_error(struct exchange *x)
{
	static const struct { int status; const char *title; } titles[] = {
		{ 400, "Not understood" }, { 401, "Sign in first" },
		{ 403, "Not allowed" }, { 404, "Not found" },
		{ 405, "Not here" }, { 429, "Too many requests" },
		{ 503, "Try again later" },
	};
	const char *title = "Something is wrong";
	int status = x->status;
	size_t i;

	for (i = 0; i < sizeof(titles) / sizeof(titles[0]); i++)
		if (titles[i].status == status)
			title = titles[i].title;
	buf_clear(&x->out);
	page_begin(x, title, PAGE_NOWHERE);
	html_put(&x->out, "<h1>%s</h1>\n<p>%s.</p>\n"
	    "<p><a href=\"/\">To the overview</a></p>\n", title, x->error);
	page_end(x, status);
}

void
page_go(struct exchange *x, const char *path)
{
	buf_clear(&x->out);
	x->status = 303;
	x->type = "text/plain; charset=utf-8";
	exchange_field(x, "Location", path);
}

void
page_token(struct exchange *x)
{
	html_put(&x->out, "<input type=\"hidden\" name=\"token\" "
	    "value=\"%s\">", x->form_token);
}

bool
page_token_right(struct exchange *x)
{
	const char *token = exchange_form(x, "token");

	if (token != NULL && x->form_token[0] != '\0' &&
	    strlen(token) == DIGEST_HEX - 1 &&
	    secret_equal(token, x->form_token, DIGEST_HEX - 1))
		return true;
	exchange_error(x, 403, "the form is too old, or not ours: go back, "
	    "load the page again, and repeat");
	return false;
}

void
page_state(struct buf *b, const char *name)
{
	static const struct { const char *name, *class, *sign; } states[] = {
		{ "failing", "fail", "\xe2\x9c\x95" },
		{ "fail", "fail", "\xe2\x9c\x95" },
		{ "overdue", "fail", "\xe2\x9c\x95" },
		{ "warning", "warn", "!" }, { "warn", "warn", "!" },
		{ "unknown", "unknown", "?" },
		{ "compliant", "good", "\xe2\x9c\x93" },
		{ "pass", "good", "\xe2\x9c\x93" },
	};
	const char *class = "plain", *sign = "\xe2\x80\x93";
	size_t i;

	for (i = 0; i < sizeof(states) / sizeof(states[0]); i++)
		if (strcmp(states[i].name, name) == 0) {
			class = states[i].class;
			sign = states[i].sign;
		}
	html_put(b, "<span class=\"state %r\"><span aria-hidden=\"true\">%r"
	    "</span> %s</span>", class, sign, name);
}

void
page_contact(struct buf *b, const char *name)
{
	html_put(b, "<span class=\"contact %r\">%s</span>",
	    strcmp(name, "fresh") == 0 ? "fresh" : "silent",
	    strcmp(name, "never-seen") == 0 ? "never seen" : name);
}

void
page_relative(struct buf *b, int64_t when, int64_t now)
{
	if (when == 0)
		return;
	if (when > now)
		buf_adds(b, "in ");
	html_span(b, when > now ? when - now : now - when);
	if (when <= now)
		buf_adds(b, " ago");
}
