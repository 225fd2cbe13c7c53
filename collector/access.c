/* Who asks, and whether he may. */
#include "collector/access.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "collector/limiter.h"
#include "collector/page.h"
#include "collector/secret.h"

static const char *
bearer(struct exchange *x)
{
	const char *text = http_field(x->q, "Authorization");

	if (text == NULL || strncasecmp(text, "Bearer ", 7) != 0)
		return NULL;
	for (text += 7; *text == ' '; text++)
		;
	return *text != '\0' && strlen(text) <= 256 ? text : NULL;
}

static void
no_identity(struct exchange *x, const char *words)
{
	exchange_error(x, 401, "%s", words);
	exchange_field(x, "WWW-Authenticate", "Bearer");
}

/* A client's certificate, unless it is one of a probe: that says what it saw
 * from outside, and is no host. */
static const char *
subject_of(const struct exchange *x)
{
	return x->q->subject == NULL || operators_certified(&x->c->probes,
	    x->q->subject) != NULL ? NULL : x->q->subject;
}

static void
check_host(struct exchange *x)
{
	const char *token = bearer(x);

	if (token != NULL)
		secret_hash("token", token, x->credential);
	else if (subject_of(x) != NULL)
		secret_hash("subject", x->q->subject, x->credential);
	else
		no_identity(x, "a host's token, or its certificate, is "
		    "needed");
}

static void
check_campus(struct exchange *x)
{
	const char *token = bearer(x);
	char hash[DIGEST_HEX];

	if (subject_of(x) != NULL)
		secret_hash("subject", x->q->subject, x->credential);
	if (token == NULL && x->credential[0] != '\0')
		return;
	if (token != NULL && x->c->campus[0] != '\0') {
		secret_hash("campus", token, hash);
		if (secret_equal(hash, x->c->campus, DIGEST_HEX - 1))
			return;
	}
	no_identity(x, "the enrolment token is needed");
}

/* A host's token is none of these: what it says of others is not heard. */
static void
check_probe(struct exchange *x)
{
	const char *token = bearer(x);

	if (token != NULL) {
		x->probe = operators_find(&x->c->probes, token);
		if (x->probe == NULL)
			x->probe = operators_find(&x->c->operators, token);
	} else if (x->q->subject != NULL) {
		x->probe = operators_certified(&x->c->probes,
		    x->q->subject);
	}
	if (x->probe != NULL)
		return;
	no_identity(x, "a token or certificate of a probe is needed");
	/* As --probes wants it. */
	if (token == NULL && x->q->subject != NULL)
		snprintf(x->note, sizeof(x->note), "%s: no probe has the "
		    "certificate %.500s", x->peer, x->q->subject);
}

/* RFC 6265bis: a browser takes "__Host-" from nobody but this host, over
 * TLS. */
const char *
access_cookie_name(const struct exchange *x, const char *name)
{
	if (strcmp(name, "session") == 0)
		return x->c->insecure ? "hardenmail-session" :
		    "__Host-hardenmail-session";
	return x->c->insecure ? "hardenmail-visit" :
	    "__Host-hardenmail-visit";
}

const char *
access_cookie(struct exchange *x, const char *name)
{
	const char *p = http_field(x->q, "Cookie");
	const char *whole = access_cookie_name(x, name);
	size_t len = strlen(whole);

	while (p != NULL) {
		p += strspn(p, " ");
		if (strncmp(p, whole, len) == 0 && p[len] == '=') {
			p += len + 1;
			return pool_strndup(&x->q->pool, p, strcspn(p, "; "));
		}
		p = strchr(p, ';');
		p = p != NULL ? p + 1 : NULL;
	}
	return NULL;
}

void
access_form_token(struct exchange *x, const char *of)
{
	const char *text = pool_printf(&x->q->pool, "%s %s",
	    x->c->form_secret, of);

	if (text != NULL)
		secret_hash("form", text, x->form_token);
}

/* A page of another site must not make the operator's browser change
 * anything here: browsers say where a POST comes from. */
static bool
is_foreign(const struct exchange *x)
{
	const char *site = http_field(x->q, "Sec-Fetch-Site");
	const char *origin = http_field(x->q, "Origin");
	const char *host = http_field(x->q, "Host"), *from;

	if (site != NULL)
		return strcmp(site, "same-origin") != 0 &&
		    strcmp(site, "none") != 0;
	if (origin == NULL)
		return false;
	from = strstr(origin, "://");
	return from == NULL || host == NULL || strcmp(from + 3, host) != 0;
}

/* The proxy that --operator-header trusts is on this machine. */
static bool
is_proxy(const struct exchange *x)
{
	return x->c->operator_header != NULL && (strncmp(x->q->peer, "127.",
	    4) == 0 || strcmp(x->q->peer, "::1") == 0);
}

/* Of X-Forwarded-For the last address is what the proxy saw itself; those
 * before it are what it was told. */
const char *
access_peer(struct exchange *x)
{
	const char *text = http_field(x->q, "X-Forwarded-For"), *last;
	unsigned char bytes[16];
	char *address;
	size_t len;

	if (!is_proxy(x) || text == NULL)
		return x->q->peer;
	last = strrchr(text, ',');
	last = last != NULL ? last + 1 : text;
	last += strspn(last, " \t");
	len = strcspn(last, " \t");
	address = pool_strndup(&x->q->pool, last, len);
	if (address == NULL || last[len + strspn(last + len, " \t")] != '\0' ||
	    (inet_pton(AF_INET, address, bytes) != 1 &&
	    inet_pton(AF_INET6, address, bytes) != 1))
		return x->q->peer;
	return address;
}

/* By his token; or by the word of a proxy on this machine, which nobody
 * else can speak for. */
static const char *
operator_of(struct exchange *x)
{
	const char *token = bearer(x), *name;

	if (token != NULL)
		return operators_find(&x->c->operators, token);
	token = access_cookie(x, "session");
	if (token != NULL) {
		name = logins_find(&x->c->logins, token, x->now);
		if (name != NULL) {
			x->session = true;
			access_form_token(x, token);
			return name;
		}
	}
	if (!is_proxy(x))
		return NULL;
	name = http_field(x->q, x->c->operator_header);
	return name != NULL && name[0] != '\0' ? name : NULL;
}

/* Where the browser of who has to log in is sent. */
static void
to_login(struct exchange *x)
{
	struct buf b = BUF_INIT(4096);
	const char *path;

	if (!x->route->page || x->c->passwords.first == NULL) {
		no_identity(x, "an operator has to log in");
		return;
	}
	buf_adds(&b, "/login");
	/* What was posted would be lost, and is not asked for again. */
	if (strcmp(x->route->method, "GET") == 0) {
		buf_adds(&b, "?next=");
		html_url(&b, x->q->path);
		if (x->q->query != NULL) {
			html_url(&b, "?");
			html_url(&b, x->q->query);
		}
	}
	path = pool_strdup(&x->q->pool, b.failed ? "/login" : b.p);
	buf_release(&b);
	page_go(x, path != NULL ? path : "/login");
}

static void
check_operator(struct exchange *x)
{
	bool changes = x->route->access == ACCESS_OPERATOR;

	x->operator = operator_of(x);
	if (!x->session)
		access_form_token(x, x->operator != NULL ? x->operator : "");
	if (x->operator == NULL && !(changes ? x->c->open && !x->c->locked :
	    x->c->open))
		to_login(x);
	else if (changes && is_foreign(x))
		exchange_error(x, 403, "not from a page of another site");
	else if (changes && x->session && !x->route->page)
		/* A cookie comes by itself; our forms have a token, too. */
		exchange_error(x, 403, "an operator's token is needed here");
}

static void
check(struct exchange *x)
{
	switch (x->route->access) {
	case ACCESS_OPEN:
		return;
	case ACCESS_HOST:
		check_host(x);
		return;
	case ACCESS_CAMPUS:
		check_campus(x);
		return;
	case ACCESS_PROBE:
		check_probe(x);
		return;
	case ACCESS_LOGIN:
		if (is_foreign(x))
			exchange_error(x, 403, "not from a page of another "
			    "site");
		return;
	default:
		check_operator(x);
	}
}

void
access_too_often(struct exchange *x, int64_t wait)
{
	const char *text = pool_printf(&x->q->pool, "%lld", (long long)wait);

	x->c->counters.limited++;
	exchange_error(x, 429, "too many requests: try again later");
	exchange_field(x, "Retry-After", text != NULL ? text : "60");
}

/* Who guesses tokens is not heard for a while. */
static bool
guesses(struct exchange *x)
{
	int64_t wait = limiter_wait(x->c->limiter, x->peer,
	    x->c->config.failures_per_hour, x->now);

	if (wait > 0)
		access_too_often(x, wait);
	return wait > 0;
}

void
access_refused(struct exchange *x)
{
	if (x->status == 401)
		limiter_take(x->c->limiter, x->peer,
		    x->c->config.failures_per_hour, x->now);
}

void
access_check(struct exchange *x)
{
	int64_t wait;

	if (x->route->access != ACCESS_OPEN && guesses(x))
		return;
	check(x);
	if (x->status != 0 || x->route->access != ACCESS_HOST)
		return;
	wait = limiter_take(x->c->limiter, x->credential,
	    x->c->config.reports_per_hour, x->now);
	if (wait > 0)
		access_too_often(x, wait);
}
