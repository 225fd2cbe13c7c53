/* HTTP for the collector: one loop, one thread; the only file that knows
 * libevent. */
#ifndef HM_HTTP_H
#define HM_HTTP_H

#include <stdbool.h>
#include <stddef.h>

#include "agent/base/err.h"
#include "agent/base/pool.h"

struct http;
struct ssl_ctx_st;

struct http_field {
	const char *name, *value;
};

/*
 * A whole request. It is the receiver's until http_reply(); its strings live
 * in the pool, to which the receiver may add. Other threads may read it, and
 * only one of them at a time may add.
 */
struct http_request {
	const char *method;		/* "GET" */
	const char *path;		/* before the "?", as it was sent */
	const char *query;		/* behind it, or NULL */
	const char *peer;		/* the address, numeric */
	const char *subject;		/* of its certificate, or NULL */
	const struct http_field *fields;
	size_t n_fields;
	const char *body;		/* never NULL */
	size_t body_len;
	struct pool pool;
	struct http *http;
	void *handle;
};

struct http_settings {
	const char *address;		/* numeric, "::1" too */
	unsigned port;			/* 0: any that is free */
	struct ssl_ctx_st *tls;		/* NULL: none; borrowed */
	size_t max_head, max_body;
	size_t max_receiving;		/* of all requests that have not come
					 * in whole: who makes it more is
					 * disconnected */
	unsigned idle_seconds;		/* between two requests */
	unsigned request_seconds;	/* for one request, all of it */
	/* All in the loop's thread. woken: after http_wake(). tick: each
	 * second. */
	void (*serve)(void *arg, struct http_request *);
	void (*woken)(void *arg);
	void (*tick)(void *arg);
	void *arg;
};

/* Listens; serves nothing yet. -errno with the words. */
int http_start(struct http **, const struct http_settings *, struct err *);
unsigned http_port(const struct http *);
/* Bytes of requests that have not come in whole. */
size_t http_receiving(const struct http *);

/* Serves until SIGTERM or SIGINT; requests that are being answered then are
 * answered first, for at most ten seconds. */
void http_loop(struct http *);

/* From any thread: have woken() called in the loop's. */
void http_wake(struct http *);

/* NULL: there is no such field. The name in any case. */
const char *http_field(const struct http_request *, const char *name);

/* In the loop's thread. Copies, and ends the request. */
void http_reply(struct http_request *, int status,
    const struct http_field *fields, size_t n, const void *body, size_t len);

void http_free(struct http *);

#endif
