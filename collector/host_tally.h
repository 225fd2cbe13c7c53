/* How many hosts there are of each condition, department and platform: kept
 * up with every change, so that no page has to count all hosts. */
#ifndef HM_HOST_TALLY_H
#define HM_HOST_TALLY_H

#include <stdint.h>

#include "collector/store.h"

/*
 * Around every change of what is counted (state.condition; department,
 * platform and gone_at of the host), in its transaction: out before it, in
 * after it. A host that is gone is not counted. A store's error, or how many
 * rows were changed.
 */
int host_tally_out(struct store *, int64_t host, struct err *);
int host_tally_in(struct store *, int64_t host, struct err *);

#endif
