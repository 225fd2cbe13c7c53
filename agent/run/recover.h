/* Runs that did not come to their end. */
#ifndef HM_RECOVER_H
#define HM_RECOVER_H

#include "agent/base/err.h"
#include "agent/port/host.h"
#include "agent/run/runs.h"

enum recovered {
	RECOVERED_NOTHING = 0,	/* all had come to their end */
	RECOVERED_COMPLETED,
	RECOVERED_REVERTED
};

/*
 * The rule: a run whose files are all changed is completed, as the host
 * boots the new way already; any other is reverted. What nobody confirmed in
 * time is reverted too. Steps of services are done again only within the
 * same boot. A run that had not begun is removed. *number: of the run.
 * -EBUSY: somebody edited a file since; -errno. The caller holds the lock.
 */
int recover(const struct host *, enum recovered *ret, unsigned *number,
    struct err *);

/* Is there any such? Only reads. */
int recover_needed(const struct host *, bool *ret, unsigned *number,
    struct err *);

#endif
