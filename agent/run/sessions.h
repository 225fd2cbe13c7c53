/* Mail sessions that are in progress. */
#ifndef HM_SESSIONS_H
#define HM_SESSIONS_H

#include <stdbool.h>

#include "agent/base/err.h"
#include "agent/model/facts.h"
#include "agent/port/host.h"

/* Is that process a session in the middle of a message? sendmail shows in
 * its title what it waits for: between commands nothing was taken over yet,
 * and the client comes again. */
bool session_is_busy(const struct process *);

/*
 * Wait until the unit (NULL: whatever unit) has no sessions, for at most
 * `limit` milliseconds. Then idle ones no longer count: 0, or -EBUSY with
 * the pid of a busy one. What cannot be seen is no session.
 */
int sessions_wait(const struct host *, const char *unit, long limit,
    struct err *);

/* Is that process a session? */
bool session_is(const struct host *, pid_t);

#endif
