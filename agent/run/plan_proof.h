/* Would the steps of a plan do what they should? The host is looked at once
 * more, with the planned files laid over it. */
#ifndef HM_PLAN_PROOF_H
#define HM_PLAN_PROOF_H

#include <stdbool.h>

#include "agent/base/err.h"
#include "agent/model/facts.h"
#include "agent/model/plan.h"
#include "agent/model/policy.h"
#include "agent/port/host.h"

/*
 * Lay the file steps of a sealed plan over a root, in their order; `first`
 * of them, or all with UINT_MAX. Steps that only a running host knows are
 * passed over. 0 or what root_overlay_*() say.
 */
int proof_lay(struct root *, const struct plan *, unsigned first,
    struct err *);

/* Gather from the host with the steps laid over it: what the next boot would
 * start. Processes and sockets are not looked at. ret was initialised. */
int proof_gather(const struct host *, const struct plan *, unsigned first,
    struct facts *ret, struct err *);

/* Does the starter do what the aim does not permit, or may it? A daemon that
 * listens only where [listen] allow says so does not. */
bool proof_offends(const struct starter *, const struct policy *, enum aim);

/* How many do. */
unsigned proof_count(const struct facts *, const struct policy *, enum aim);

/* Something runs this queue at boot or by cron. */
bool proof_runs_queue(const struct facts *, bool submission);

/*
 * NULL: what changed from one look to the other is what the aim wants, and
 * nothing else: fewer offend, what did not offend starts as before, each
 * queue that was run still is, a listener on loopback has taken the place of
 * the open one, and nothing is less clear. Otherwise a reason: constant.
 */
const char *proof_flaw(const struct facts *before, const struct facts *after,
    const struct policy *, enum aim);

#endif
