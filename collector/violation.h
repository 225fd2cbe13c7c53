/* How long a host has failed a check, and when its time is up. */
#ifndef HM_VIOLATION_H
#define HM_VIOLATION_H

#include <stdbool.h>
#include <stdint.h>

#include "agent/model/finding.h"

/*
 * One check of one host, from first seen to last; all times by the
 * collector's clock, 0: it has not happened. It belongs to the host, not to
 * a name or an installation.
 */
struct violation {
	int64_t first_failed;	/* when the first proof was stored */
	int64_t last_failed;	/* up to an hour before the last proof */
	int64_t ended_at;	/* when a proof of the contrary was stored */
	int64_t notified_at;	/* when the owner was told */
	int64_t credit;		/* seconds in which the collector was away */
};

enum violation_step { VIOLATION_NONE, VIOLATION_BEGIN, VIOLATION_GO_ON,
	VIOLATION_REOPEN, VIOLATION_END };

/*
 * What a verdict makes of it. *v is the latest violation of the check, or
 * zeros, and is changed accordingly. Only a proof ends one: `unknown` and
 * `not-applicable` say nothing, so that hiding is no way out. One that ended
 * less than grace seconds ago and fails again goes on as if it had not
 * ended: flapping does not reset the deadline.
 */
enum violation_step violation_judge(struct violation *v, enum verdict,
    int64_t now, int64_t grace);

/* The later of first_failed and notified_at, plus grace and credit; 0 while
 * the owner has not been told, or it has ended. */
int64_t violation_deadline(const struct violation *, int64_t grace);

/* The collector was away from began to ended: whoever was within his time
 * then gets as much more. */
void violation_credit(struct violation *, int64_t began, int64_t ended);

#endif
