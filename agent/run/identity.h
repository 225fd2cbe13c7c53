/* What the host calls itself, and the anchors by which it is known again. */
#ifndef HM_IDENTITY_H
#define HM_IDENTITY_H

#include "agent/base/err.h"
#include "agent/model/facts.h"
#include "agent/port/host.h"

/*
 * Fill name, machine_id, serial, addresses, macs and live of the facts. A
 * tree tells its name in the file where its system keeps it, and has no
 * addresses. What is not there stays NULL, what a port cannot tell is noted
 * as unseen. 0, or -ENOMEM.
 */
int identity_gather(const struct host *, struct facts *, struct err *);

#endif
