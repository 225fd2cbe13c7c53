/* Asks many hosts at once whether they relay, each on one connection. */
#ifndef HM_SWEEP_H
#define HM_SWEEP_H

#include <stdbool.h>
#include <stdint.h>

#include "agent/base/err.h"
#include "agent/base/pool.h"
#include "probe/greeting.h"
#include "probe/relay_verdict.h"
#include "probe/targets.h"
#include "probe/transcript.h"

/* Strings are borrowed. */
struct sweep_settings {
	const char *helo, *from;	/* our own name, and address */
	const char *offsite;	/* a domain whose mail none of them takes */
	const char *user;	/* a mailbox that there is nowhere */
	const char *friend, *pointed, *known;	/* see envelopes.h, or NULL */
	unsigned which;		/* of the catalogue, as QUESTION_ALL */
	unsigned concurrency;	/* connections at once */
	unsigned rate;		/* new ones in a second, of each network */
	unsigned seconds;	/* for each connection */
	unsigned retries;	/* how often what is not known is asked again */
	unsigned retry_wait;	/* seconds until then */
	bool tls;		/* STARTTLS where it is offered */
	const struct networks *authorised;
};

/* What came of one host. */
struct observation {
	const struct target *target;
	struct relay_verdict verdict;
	const char *reason;	/* why it is unknown, or NULL */
	const struct greeting *greeting;	/* of the last connection */
	const struct question *questions;
	const struct transcript *transcript;
	const char *local;	/* our end's address, "" if none */
	bool connected;		/* it did accept a connection */
	bool refused;		/* nobody listens there */
	unsigned connections, rounds;
	int64_t milliseconds;	/* from the first connection on */
};

/* Each is told once, in the order in which they are done; what it holds is
 * gone afterwards. Other than 0 ends all, and is returned. */
typedef int sweep_tell(void *arg, const struct observation *);

/* 0, -ENOMEM or -errno with words, or what tell returned. */
int sweep(const struct sweep_settings *, const struct targets *,
    sweep_tell *, void *arg, struct err *e);

#endif
