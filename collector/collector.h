/* The collector as a whole: what its parts share while it serves. */
#ifndef HM_COLLECTOR_H
#define HM_COLLECTOR_H

#include <stdbool.h>
#include <stdint.h>

#include "agent/base/digest.h"
#include "collector/config.h"
#include "collector/http.h"
#include "collector/operators.h"
#include "collector/passwords.h"
#include "collector/logins.h"
#include "collector/worker.h"

struct route;
struct limiter;
struct ssl_ctx_st;

/* Counted in the loop's thread, for /metrics. */
struct counters {
	int64_t requests, answers[6];	/* by status / 100 */
	int64_t stored, duplicates, heartbeats, want_full, clones;
	int64_t observations;
	int64_t refused_identity, refused_body, limited, store_errors;
	int64_t refused_busy;
	/* as they are now */
	int64_t waiting, waiting_bytes;	/* for the store */
};

/* Set before it serves, and only read then, but for what the comment of a
 * member says. */
struct collector {
	struct config config;
	const struct route *routes;	/* ends with method NULL */
	struct http *http;
	struct worker *writer, *reader;
	int64_t clock_offset;
	int64_t started;
	_Atomic int64_t outage_end;	/* the loop's; workers read it */
	struct ssl_ctx_st *names;	/* whose certificate's names alone
					 * are served; NULL: any */
	bool insecure;			/* no TLS: cookies go without it */
	bool open;			/* reading needs no login */
	bool locked;			/* but changing does */
	char campus[DIGEST_HEX];	/* hash of the campus token, or "" */
	struct operators operators, probes;
	const char *operator_header;	/* of a proxy on loopback, or NULL */
	struct passwords passwords;
	char form_secret[SECRET_TOKEN];	/* of this run: see access.c */
	struct logins logins;	/* the loop's */
	struct limiter *limiter, *tries;	/* the loop's */
	struct counters counters;	/* the loop's */
	int64_t signed_at, totalled_at;	/* the loop's */
	struct done_list *done;
};

/* The collector's clock: the machine's, plus --clock-offset. */
int64_t collector_now(const struct collector *);

/* Hosts that were seen last before then are stale; nobody is because the
 * collector was away. */
int64_t collector_stale_before(const struct collector *);

#endif
