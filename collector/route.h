/* The table of what is served, and the way of a request through it. */
#ifndef HM_ROUTE_H
#define HM_ROUTE_H

#include "agent/base/buf.h"
#include "collector/collector.h"
#include "collector/http.h"
#include "collector/worker.h"

struct exchange;

/* Who may ask. HOST: with a host's token or certificate; CAMPUS: with the
 * enrolment token or a certificate; PROBE: with a token or certificate of
 * --probes, or an operator's token; READER: who may look, OPERATOR: who may
 * change; LOGIN: who has a password to offer, not from another site's page
 * and not too often. */
enum access { ACCESS_OPEN, ACCESS_CAMPUS, ACCESS_HOST, ACCESS_PROBE,
	ACCESS_READER, ACCESS_OPERATOR, ACCESS_LOGIN };

/* In which thread answer() runs: the loop's, without a store, or that of a
 * worker. */
enum place_of { AT_LOOP, AT_READER, AT_WRITER };

/*
 * One row for each thing that is served. path has "{id}" for one component
 * that is not empty; it ends up, decoded, in exchange->id. prepare (may be
 * NULL) runs in the loop's thread before answer(), to read the body: when it
 * has set a status that is the answer. answer() fills the exchange and
 * returns 0, or the store's error. It may be called again after a rollback,
 * with the answer empty. settle (may be NULL) runs in the loop's thread when
 * the answer is ready and what was stored is on disk, before it is sent.
 * release (may be NULL) frees what prepare made.
 */
struct route {
	const char *method, *path;
	/* for the document (openapi.c): operationId, one sentence, schemas of
	 * the bodies, the status when all is well, names of parameters */
	const char *name, *summary, *takes, *gives;
	int success;			/* 0: 200 */
	const char *const *queries;
	enum access access;
	enum place_of at;
	bool page;		/* for people: errors are pages, who has to
				 * log in is led there */
	bool hidden;		/* not in the document: forms of pages */
	void (*prepare)(struct exchange *);
	int (*answer)(struct exchange *, struct store *, struct err *);
	void (*settle)(struct exchange *);
	void (*release)(struct exchange *);
};

#define MAX_ANSWER ((size_t)256 << 20)
#define MAX_FIELDS_OUT 8

struct exchange {
	struct job job;			/* first: jobs are exchanges */
	struct collector *c;
	struct http_request *q;
	const struct route *route;
	const char *id;			/* of {id}, or NULL */
	const char *peer;		/* see access_peer() */
	const char *operator;		/* who asks, where that is known */
	const char *probe;		/* its name, where a probe asks */
	char credential[DIGEST_HEX];	/* hash of the token, or "" */
	char form_token[DIGEST_HEX];	/* that forms of pages must bring */
	bool session;			/* the operator logged in here */
	int64_t now;
	void *data;			/* prepare's */
	size_t held;			/* memory that prepare made */
	size_t counted;			/* of counters.waiting_bytes */
	/* the answer */
	int status;			/* 0: none yet */
	const char *type;		/* of the contents; NULL: JSON */
	struct buf out;
	struct http_field fields[MAX_FIELDS_OUT];
	size_t n_fields;
	char error[512];		/* words of exchange_error(), or "" */
	char note[640];			/* for the log, or "" */
	int64_t counters[6];		/* stored, duplicate, heartbeat,
					 * want full, clone, observations */
};

/* What http.c calls with a request. */
void route_serve(void *collector, struct http_request *);

/* Decoded value of a query parameter, in the request's pool; NULL: none. */
const char *exchange_query(struct exchange *, const char *name);
/* The first query parameter that has none of these names (NULL-ended), in the
 * request's pool, "" if it cannot be decoded; NULL: there is none. */
const char *exchange_query_beside(struct exchange *,
    const char *const *names);

/* The same of a body of application/x-www-form-urlencoded. */
const char *exchange_form(struct exchange *, const char *name);

/* {"error": {"code", "message"}} with this status. */
void exchange_error(struct exchange *, int status, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* value is borrowed: constant, or in the request's pool. */
void exchange_field(struct exchange *, const char *name, const char *value);

/* %XX decoded, into the pool; NULL: not well formed, or with a NUL. */
const char *url_decode(struct pool *, const char *text, size_t len,
    bool plus);

#endif
