/* May this host be changed now? */
#ifndef HM_PERMIT_H
#define HM_PERMIT_H

#include <stdint.h>

#include "agent/base/err.h"
#include "agent/model/policy.h"
#include "agent/port/host.h"

#define HOLD_FILE "/etc/hardenmail/hold"

/* No hold file (a link to nothing is one too)? 0, or -EPERM with its first
 * line. What cannot be looked at holds as well. */
int permit_hold(const struct host *, struct err *);

/* Is it the time for changes, by the host's local time? 0, or -EPERM. */
int permit_window(const struct policy *, int64_t now, struct err *);

/*
 * Let no other hardenmail change this host until the descriptor *ret is
 * closed, or this process ends. -EAGAIN when one does.
 */
int permit_lock(const struct host *, int *ret, struct err *);

#endif
