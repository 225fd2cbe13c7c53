/* What the collector does by itself: signs of life, totals, pruning. */
#ifndef HM_HOUSEKEEPING_H
#define HM_HOUSEKEEPING_H

#include "collector/collector.h"

/* Each second, in the loop: gives the writer what is due. */
void housekeeping_tick(void *collector);

/* Today's totals by condition, contact, department and platform. */
int housekeeping_totals(struct store *, int64_t now, int64_t stale_before,
    struct err *);

/* Drop changes, closed runs, outages and decided enrolments from before
 * then, at most some thousands of each at once; what was pruned stays
 * accounted for by its mark. How many rows. */
int housekeeping_prune(struct store *, int64_t before, struct err *);

#endif
