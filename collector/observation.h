/* What a probe saw of hosts from outside: the body that it posts. */
#ifndef HM_COLLECTOR_OBSERVATION_H
#define HM_COLLECTOR_OBSERVATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "agent/base/err.h"
#include "agent/base/pool.h"
#include "agent/model/finding.h"
#include "collector/address.h"

/* Of one body, of the text of one server, of what was said to it. */
#define OBSERVATION_MAX 5000
#define OBSERVATION_TEXT 512
#define OBSERVATION_TRANSCRIPT 4096

/* The check that an observation answers; it is none of the agent's. */
#define OBSERVATION_CHECK "relay-observed"

#define OBSERVATION_TITLE "as seen from outside it relays for nobody"

/*
 * One address and port. The texts are the server's own words, cut, and may
 * hold anything that is UTF-8; NULL: there is none.
 */
struct observation {
	char address[ADDRESS_SIZE];
	int64_t port, at;
	/* FAIL: it relays for strangers. PASS: it does not, or nobody
	 * listens there. UNKNOWN: all else, which changes nothing. */
	enum verdict verdict;
	const char *relay;	/* as the probe says it: "open" ... */
	bool reached;		/* it accepted a connection */
	const char *reason;	/* why it is unknown */
	const char *name;	/* by which it was asked */
	const char *greeting;
	const char *mail, *rcpt, *reply;	/* what decided */
	const char *transcript;	/* how it began: lines with their ends */
	const char *listed;	/* DNS blacklists, with blanks between */
};

struct observations {
	struct pool pool;
	struct observation *v;
	size_t n;
};

/*
 * Read a body of schema hardenmail-observations/1: strict JSON of the right
 * members; what --format json of hardenmail-probe(8) has besides is passed
 * over. observations_release() in any case. -EINVAL: no JSON (400); -EPROTO:
 * JSON that is none of these (422); -ENOMEM. The words say where. A time
 * more than an hour after now is wrong: nothing could replace it.
 */
int observations_read(struct observations *, const char *body, size_t len,
    int64_t now, struct err *);
void observations_release(struct observations *);

#endif
