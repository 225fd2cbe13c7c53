/* What runs on the host now: processes of MTAs and listening sockets. */
#ifndef HM_RUNNING_H
#define HM_RUNNING_H

#include "agent/base/err.h"
#include "agent/model/facts.h"
#include "agent/port/host.h"

/*
 * Fill processes and listeners of the facts. pid_files: where this
 * platform's sendmails keep theirs, NULL-ended, or NULL. The sockets that a
 * process holds overrule what it says of itself. What cannot be seen is
 * noted as unseen, what should be but fails as a doubt. No program is
 * started. 0, or -ENOMEM.
 */
int running_gather(const struct host *, const char *const *pid_files,
    struct facts *, struct err *);

#endif
