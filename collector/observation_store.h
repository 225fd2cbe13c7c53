/* What probes saw, in the store, and what it means for the hosts. */
#ifndef HM_OBSERVATION_STORE_H
#define HM_OBSERVATION_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "collector/config.h"
#include "collector/observation.h"
#include "collector/store.h"

struct observations_taken {
	unsigned stored;
	unsigned duplicate;	/* came before */
	unsigned late;		/* something newer came before */
	unsigned ignored;	/* no answer from an address that the
				 * inventory does not have, either */
	unsigned judged;	/* hosts */
};

/*
 * Take all of them in, in the caller's transaction. Of each address and port
 * each probe has one observation that is certain, and one newer than that
 * where it is not. What is certain moves the violations of the hosts on that
 * have the address in the inventory. The same list again changes nothing.
 */
int observations_take(struct store *, const struct config *,
    const char *probe, const struct observations *, int64_t now,
    struct observations_taken *ret, struct err *);

struct observation_row {
	struct observation seen;	/* texts live during the call */
	const char *probe;
	int64_t received;
	const char *host, *host_name;	/* NULL: no host has the address */
};

/* host: those of its address alone; 0: all, of that verdict unless it is
 * NULL, and with `nobody` only those whose address no host has. A negative
 * answer of fn ends it and is returned. How many. */
struct observation_filter {
	int64_t host;
	const char *verdict;
	bool nobody;
	unsigned limit;
};
int observation_list(struct store *, const struct observation_filter *,
    int (*fn)(void *arg, const struct observation_row *), void *arg,
    struct err *);

/*
 * Add what probes are certain of for a host to its findings: it fails when
 * any of them found any port open. Nothing is added where no probe is certain
 * of anything. 0, -ENOMEM or an error of the store.
 */
int observation_finding(struct store *, int64_t host, struct findings *,
    struct err *);

/* By verdict; and of those that are open, how many no host has. */
struct observation_count {
	int64_t open, closed, unknown, nobody;
};
int observations_count(struct store *, struct observation_count *ret,
    struct err *);

#endif
