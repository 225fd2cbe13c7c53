/* A cheap look at who listens: a daemon that was started by hand changes no
 * file. */
#ifndef HM_WATCH_SOCKETS_H
#define HM_WATCH_SOCKETS_H

#include "agent/base/digest.h"
#include "agent/base/err.h"
#include "agent/model/facts.h"
#include "agent/port/host.h"

/*
 * A digest of the listening sockets on 25, 465, 587 and on the ports of the
 * listeners, those of the last look at the host: one that is opened or closed
 * changes it. A daemon on another port that was never seen does not. "" and
 * 0 where there is no way to see sockets; -errno.
 */
int watch_sockets(const struct host *, const struct listener *,
    char ret[DIGEST_HEX], struct err *);

#endif
