/* One step that changes what runs. */
#ifndef HM_STEP_LIVE_H
#define HM_STEP_LIVE_H

#include "agent/base/err.h"
#include "agent/model/plan.h"
#include "agent/port/host.h"

/* What a step may take that says nothing of it, in milliseconds. */
#define STEP_LIMIT 60000

/*
 * Do it, and wait for its end. Before a unit is stopped its mail sessions
 * are waited for; those in the middle of a message are not interrupted:
 * -EBUSY. 0 when it is so already.
 */
int step_live_act(const struct host *, const struct step *, struct err *);

/* The way back, where there is one. */
int step_live_undo(const struct host *, const struct step *, struct err *);

#endif
