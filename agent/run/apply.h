/* Carries a plan out, or leaves the host as it was. */
#ifndef HM_APPLY_H
#define HM_APPLY_H

#include <stdbool.h>
#include <stdint.h>

#include "agent/base/err.h"
#include "agent/model/plan.h"
#include "agent/run/runs.h"

enum applied {
	APPLIED_NOTHING = 0,	/* nothing was changed */
	APPLIED_ALL,
	APPLIED_ROLLED_BACK,	/* a step failed; all is as it was */
	APPLIED_STUCK		/* a step failed, and then the way back: the
				 * journal is there for the next run */
};

struct apply_how {
	bool force;			/* immutable files too */
	const struct plan *reverter;	/* done first: undoes the run at
					 * `deadline` if nobody confirms; or
					 * NULL */
	int64_t deadline;
};

/*
 * In this order: is every file still as the plan saw it, and can it be
 * changed (-EAGAIN, -EPERM ...: nothing is written); the journal with all
 * that is replaced; the steps by phase, each marked before and behind it.
 * When one fails, all of them are undone. Steps of services are left out
 * where nothing runs. *run is open afterwards, whatever is returned, unless
 * *ret is APPLIED_NOTHING; close it. The caller holds the lock.
 * 0: APPLIED_ALL; -errno.
 */
int apply(const struct host *, const struct plan *, const struct apply_how *,
    struct run *, enum applied *ret, struct err *);

#endif
