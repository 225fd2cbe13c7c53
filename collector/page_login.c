/* GET and POST /login, POST /logout: operators with passwords. */
#include "collector/api.h"

#include <stdlib.h>
#include <string.h>

#include "collector/access.h"
#include "collector/limiter.h"
#include "collector/page.h"

/* What a right password is worth: the loop begins the session with it. */
struct login {
	const char *name;
	char token[SECRET_TOKEN];
};

static void
put_cookie(struct exchange *x, const char *name, const char *value,
    long seconds)
{
	const char *text = pool_printf(&x->q->pool, "%s=%s; Path=/; HttpOnly;"
	    " SameSite=Strict; Max-Age=%ld%s", access_cookie_name(x, name),
	    value, seconds, x->c->insecure ? "" : "; Secure");

	if (text != NULL)
		exchange_field(x, "Set-Cookie", text);
}

/* Where to afterwards: a path of ours, or the front page. */
static const char *
next_of(const char *text)
{
	size_t i;

	if (text == NULL || text[0] != '/' || text[1] == '/' ||
	    text[1] == '\\' || strlen(text) > 512)
		return "/";
	for (i = 0; text[i] != '\0'; i++)
		if ((unsigned char)text[i] <= ' ' ||
		    (unsigned char)text[i] >= 0x7f)
			return "/";
	return text;
}

static void
put_page(struct exchange *x, const char *next, const char *name,
    const char *wrong, int status)
{
	struct buf *b = &x->out;

	page_begin(x, "Sign in", PAGE_NOWHERE);
	buf_adds(b, "<h1>Sign in</h1>\n");
	if (wrong != NULL)
		html_put(b, "<p class=\"notice fail\" role=\"alert\" "
		    "id=\"wrong\">%s</p>\n", wrong);
	if (x->c->passwords.first == NULL)
		buf_adds(b, "<p>Nobody has a password here: see "
		    "<code>--password-file</code> in "
		    "hardenmail-collector(8).</p>\n");
	buf_adds(b, "<form method=\"post\" action=\"/login\" "
	    "class=\"login\">\n");
	page_token(x);
	html_put(b, "<input type=\"hidden\" name=\"next\" value=\"%s\">\n"
	    "<p><label for=\"name\">Name</label>\n<input id=\"name\" "
	    "name=\"name\" value=\"%s\" autocomplete=\"username\" "
	    "autocapitalize=\"none\" spellcheck=\"false\" required></p>\n"
	    "<p><label for=\"password\">Password</label>\n<input "
	    "id=\"password\" name=\"password\" type=\"password\" "
	    "autocomplete=\"current-password\" required%r></p>\n"
	    "<p><button>Sign in</button></p>\n</form>\n", next, name,
	    wrong != NULL ? " aria-describedby=\"wrong\"" : "");
	page_end(x, status);
}

/* The form is bound to this browser by a cookie of its own. */
int
page_login(struct exchange *x, struct store *s, struct err *e)
{
	char token[SECRET_TOKEN];

	if (secret_token(token) < 0) {
		exchange_error(x, 503, "no randomness");
		return 0;
	}
	put_cookie(x, "visit", token, 3600);
	access_form_token(x, token);
	put_page(x, next_of(exchange_query(x, "next")), "", NULL, 200);
	return 0;
}

void
page_login_prepare(struct exchange *x)
{
	const char *visit = access_cookie(x, "visit");
	int64_t wait;

	if (visit != NULL)
		access_form_token(x, visit);
	if (!page_token_right(x))
		return;
	/* Each try counts: a right one costs as much as a wrong one. */
	wait = limiter_take(x->c->tries, x->peer, ACCESS_TRIES, x->now);
	if (wait > 0) {
		access_too_often(x, wait);
		return;
	}
	x->data = calloc(1, sizeof(struct login));
	if (x->data == NULL)
		exchange_error(x, 503, "out of memory");
}

/* In a worker's thread: the hash takes its time. */
int
page_login_try(struct exchange *x, struct store *s, struct err *e)
{
	const char *name = exchange_form(x, "name");
	const char *password = exchange_form(x, "password");
	const char *next = next_of(exchange_form(x, "next"));
	struct login *l = x->data;

	l->name = name != NULL && password != NULL ? passwords_check(
	    &x->c->passwords, name, password) : NULL;
	if (l->name == NULL) {
		put_page(x, next, name, "The name or the password is wrong.",
		    401);
		return 0;
	}
	if (secret_token(l->token) < 0) {
		exchange_error(x, 503, "no randomness");
		return 0;
	}
	put_cookie(x, "session", l->token, SESSION_LIFE);
	page_go(x, next);
	return 0;
}

void
page_login_settle(struct exchange *x)
{
	struct login *l = x->data;

	if (l != NULL && l->name != NULL)
		logins_add(&x->c->logins, l->token, l->name, x->now);
}

void
page_login_release(struct exchange *x)
{
	free(x->data);
	x->data = NULL;
}

int
page_logout(struct exchange *x, struct store *s, struct err *e)
{
	const char *token = access_cookie(x, "session");

	if (!page_token_right(x))
		return 0;
	if (token != NULL)
		logins_end(&x->c->logins, token);
	put_cookie(x, "session", "", 0);
	page_go(x, "/");
	return 0;
}
