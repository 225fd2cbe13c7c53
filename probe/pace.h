/* How fast a network is asked: so many new connections in a second. */
#ifndef HM_PACE_H
#define HM_PACE_H

#include <stdint.h>

#include "agent/base/pool.h"
#include "probe/networks.h"

/* = {.pool = ..., .rate = ...}; rate 0: as fast as it goes. A network that
 * was not asked lately may have the connections of one second at once. */
struct pace {
	struct pool *pool;	/* borrowed */
	unsigned rate;
	struct pace_network **buckets;
};

/* May a connection to that address be opened at this time (milliseconds)?
 * 0: yes, and it is counted; otherwise how many milliseconds from now it may
 * be; -ENOMEM. */
int64_t pace_take(struct pace *, const struct address *, int64_t now);

#endif
