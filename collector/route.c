/* The table of what is served, and the way of a request through it. */
#include "collector/route.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "agent/base/json.h"
#include "agent/base/log.h"
#include "collector/access.h"
#include "collector/page.h"
#include "collector/tls.h"

/* What may be asked of the store and is not answered yet, for readers. */
#define MAX_READERS 1000

static int
hex_digit(char c)
{
	const char *digits = "0123456789abcdefABCDEF", *p = strchr(digits, c);
	int d;

	if (c == '\0' || p == NULL)
		return -1;
	d = (int)(p - digits);
	return d < 16 ? d : d - 6;
}

const char *
url_decode(struct pool *pool, const char *text, size_t len, bool plus)
{
	char *out = pool_alloc(pool, len + 1);
	size_t i, n = 0;
	int high, low;

	for (i = 0; out != NULL && i < len; i++) {
		if (text[i] == '%') {
			high = i + 2 < len ? hex_digit(text[i + 1]) : -1;
			low = i + 2 < len ? hex_digit(text[i + 2]) : -1;
			if (high < 0 || low < 0 || high + low == 0)
				return NULL;
			out[n++] = (char)(high << 4 | low);
			i += 2;
		} else {
			out[n++] = plus && text[i] == '+' ? ' ' : text[i];
		}
	}
	return out;
}

/* The first value of that name in "a=1&b=2". */
static const char *
parameter(struct pool *pool, const char *p, size_t left, const char *name)
{
	const char *end, *equals, *key;
	size_t len;

	for (; left > 0; left -= len, p += len) {
		end = memchr(p, '&', left);
		len = end != NULL ? (size_t)(end - p) : left;
		equals = memchr(p, '=', len);
		if (equals != NULL) {
			key = url_decode(pool, p, (size_t)(equals - p), true);
			if (key != NULL && strcmp(key, name) == 0)
				return url_decode(pool, equals + 1,
				    len - (size_t)(equals + 1 - p), true);
		}
		if (end != NULL)
			len++;
	}
	return NULL;
}

const char *
exchange_query(struct exchange *x, const char *name)
{
	const char *query = x->q->query;

	return query != NULL ? parameter(&x->q->pool, query, strlen(query),
	    name) : NULL;
}

const char *
exchange_query_beside(struct exchange *x, const char *const *names)
{
	const char *p = x->q->query, *key;
	size_t len, i;

	for (; p != NULL && *p != '\0'; p += len + (p[len] == '&')) {
		len = strcspn(p, "&");
		key = url_decode(&x->q->pool, p, strcspn(p, "=&"), true);
		for (i = 0; key != NULL && names[i] != NULL; i++)
			if (strcmp(key, names[i]) == 0)
				break;
		if (len > 0 && (key == NULL || names[i] == NULL))
			return key != NULL ? key : "";
	}
	return NULL;
}

const char *
exchange_form(struct exchange *x, const char *name)
{
	return parameter(&x->q->pool, x->q->body, x->q->body_len, name);
}

void
exchange_error(struct exchange *x, int status, const char *fmt, ...)
{
	static const struct { int status; const char *code; } codes[] = {
		{ 400, "bad-request" }, { 401, "no-identity" },
		{ 403, "forbidden" }, { 404, "not-found" },
		{ 405, "method-not-allowed" }, { 409, "conflict" },
		{ 413, "too-large" }, { 415, "unsupported-encoding" },
		{ 421, "other-host" },
		{ 422, "not-a-report" }, { 429, "too-many-requests" },
		{ 500, "internal" }, { 503, "unavailable" },
	};
	const char *code = "error";
	struct json j;
	va_list ap;
	size_t i;

	va_start(ap, fmt);
	vsnprintf(x->error, sizeof(x->error), fmt, ap);
	va_end(ap);
	for (i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		if (codes[i].status == status)
			code = codes[i].code;
	x->status = status;
	x->type = NULL;
	buf_clear(&x->out);
	json_init(&j, &x->out);
	json_object(&j, NULL);
	json_object(&j, "error");
	json_string(&j, "code", code);
	json_string(&j, "message", x->error);
	json_end(&j);
	json_end(&j);
}

void
exchange_field(struct exchange *x, const char *name, const char *value)
{
	if (x->n_fields < MAX_FIELDS_OUT)
		x->fields[x->n_fields++] = (struct http_field){ .name = name,
		    .value = value };
}

/* Does a person look at it? */
static bool
is_page(const struct exchange *x)
{
	const char *accept;

	if (x->route != NULL)
		return x->route->page;
	accept = http_field(x->q, "Accept");
	return accept != NULL && strstr(accept, "text/html") != NULL;
}

static bool
has_field(const struct exchange *x, const char *name)
{
	size_t i;

	for (i = 0; i < x->n_fields; i++)
		if (strcmp(x->fields[i].name, name) == 0)
			return true;
	return false;
}

static void
reply(struct exchange *x)
{
	struct collector *c = x->c;

	if (x->route != NULL && x->route->settle != NULL && x->status < 400)
		x->route->settle(x);
	if (x->out.failed) {
		buf_release(&x->out);
		x->out = BUF_INIT(MAX_ANSWER);
		exchange_error(x, 500, "the answer is too large");
	}
	if (x->status >= 400 && x->type == NULL && is_page(x))
		page_error(x);
	exchange_field(x, "Content-Type", x->type != NULL ? x->type :
	    "application/json");
	exchange_field(x, "X-Content-Type-Options", "nosniff");
	if (!has_field(x, "Cache-Control"))
		exchange_field(x, "Cache-Control", "no-store");
	access_refused(x);
	c->counters.waiting -= x->counted > 0;
	c->counters.waiting_bytes -= (int64_t)x->counted;
	c->counters.answers[x->status / 100 % 6]++;
	c->counters.stored += x->counters[0];
	c->counters.duplicates += x->counters[1];
	c->counters.heartbeats += x->counters[2];
	c->counters.want_full += x->counters[3];
	c->counters.clones += x->counters[4];
	c->counters.observations += x->counters[5];
	if (x->status == 401)
		c->counters.refused_identity++;
	if (x->status == 400 || x->status == 413 || x->status == 422)
		c->counters.refused_body++;
	if (x->note[0] != '\0')
		log_warning("%s", x->note);
	http_reply(x->q, x->status, x->fields, x->n_fields, x->out.p != NULL ?
	    x->out.p : "", x->out.len);
	if (x->route != NULL && x->route->release != NULL)
		x->route->release(x);
	buf_release(&x->out);
	free(x);
}

static int
run(struct job *j, struct store *s, struct err *e)
{
	struct exchange *x = (struct exchange *)j;

	x->status = 0;
	x->n_fields = 0;
	x->note[0] = '\0';
	x->error[0] = '\0';
	memset(x->counters, 0, sizeof(x->counters));
	buf_clear(&x->out);
	x->now = collector_now(x->c);
	return x->route->answer(x, s, e);
}

static void
finish(struct job *j)
{
	struct exchange *x = (struct exchange *)j;

	if (j->failed < 0) {
		x->c->counters.store_errors++;
		x->n_fields = 0;
		/* Full, locked, broken: it may be better soon. */
		exchange_error(x, 503, "the store: try again later");
		exchange_field(x, "Retry-After", "30");
		snprintf(x->note, sizeof(x->note), "%s %s: %s",
		    x->route->method, x->route->path, j->err.text);
	}
	reply(x);
}

/* "/v1/hosts/{id}/notified" */
static bool
fits(struct exchange *x, const char *pattern, const char *path)
{
	size_t len;

	for (;;) {
		if (strncmp(pattern, "{id}", 4) == 0) {
			len = strcspn(path, "/");
			x->id = len > 0 ? url_decode(&x->q->pool, path, len,
			    false) : NULL;
			if (x->id == NULL)
				return false;
			path += len;
			pattern += 4;
			continue;
		}
		if (*pattern != *path)
			return false;
		if (*pattern == '\0')
			return true;
		pattern++;
		path++;
	}
}

static const struct route *
find(struct exchange *x, bool *path_known)
{
	const char *method = x->q->method;
	const struct route *r;

	if (strcmp(method, "HEAD") == 0)
		method = "GET";
	for (r = x->c->routes; r->method != NULL; r++) {
		x->id = NULL;
		if (!fits(x, r->path, x->q->path))
			continue;
		*path_known = true;
		if (strcmp(r->method, method) == 0)
			return r;
	}
	return NULL;
}

static void
refuse_busy(struct exchange *x)
{
	x->c->counters.refused_busy++;
	exchange_error(x, 503, "too much to do: try again later");
	exchange_field(x, "Retry-After", "30");
}

/* What waits for the store takes memory: half of what is permitted. */
static bool
is_full(const struct collector *c, size_t more)
{
	return c->counters.waiting_bytes + (int64_t)more >
	    c->config.memory / 2;
}

/* To a worker; what it takes until the answer is counted. */
static void
hand_over(struct exchange *x)
{
	struct collector *c = x->c;
	bool writes = x->route->at == AT_WRITER;

	x->counted = sizeof(*x) + sizeof(*x->q) + pool_size(&x->q->pool) +
	    x->held;
	/* Figures and pages are few, and are wanted then more than ever. */
	if ((writes && is_full(c, x->counted)) || worker_give(writes ?
	    c->writer : c->reader, &x->job, writes ?
	    (size_t)c->config.waiting : MAX_READERS) < 0) {
		x->counted = 0;
		refuse_busy(x);
		reply(x);
		return;
	}
	/* Only now; it is handed back in this thread. */
	c->counters.waiting++;
	c->counters.waiting_bytes += (int64_t)x->counted;
}

void
route_serve(void *arg, struct http_request *q)
{
	struct collector *c = arg;
	struct exchange *x = calloc(1, sizeof(*x));
	bool path_known = false;

	c->counters.requests++;
	if (x == NULL) {
		http_reply(q, 503, NULL, 0, "", 0);
		return;
	}
	x->c = c;
	x->q = q;
	x->out = BUF_INIT(MAX_ANSWER);
	x->job.run = run;
	x->job.finish = finish;
	x->now = collector_now(c);
	x->peer = access_peer(x);
	x->route = find(x, &path_known);
	/* A page of a site whose name was bent to our address speaks to us
	 * with its own name, whatever else it has from the browser. */
	if (c->names != NULL && !tls_serves(c->names, http_field(q,
	    "Host"))) {
		exchange_error(x, 421, "Host: not a name of this collector's "
		    "certificate");
	} else if (x->route == NULL) {
		if (path_known)
			exchange_error(x, 405, "%s: not here", q->method);
		else
			exchange_error(x, 404, "there is nothing here");
	} else {
		access_check(x);
	}
	/* Before anything is unpacked or read. */
	if (x->status == 0 && x->route->at == AT_WRITER && is_full(c, 0))
		refuse_busy(x);
	if (x->status == 0 && x->route->prepare != NULL)
		x->route->prepare(x);
	if (x->status != 0) {
		reply(x);
		return;
	}
	if (x->route->access == ACCESS_HOST)
		x->job.credential = x->credential;
	if (x->route->at == AT_LOOP) {
		x->route->answer(x, NULL, NULL);
		reply(x);
		return;
	}
	hand_over(x);
}
