/* From listening sockets to who accepts mail where. */
#ifndef HM_LISTENERS_H
#define HM_LISTENERS_H

#include <stdbool.h>

#include "agent/base/err.h"
#include "agent/model/facts.h"
#include "agent/port/host.h"

/* Where a socket can be reached from. Bound to the loopback interface means
 * loopback, whatever the address; IPv4 inside of IPv6 counts as IPv4. */
enum bound listener_bound(bool inet6, const unsigned char *address,
    const char *interface);

/*
 * Add the listening sockets to facts->listeners: those of an MTA on any
 * port, and whatever is on 25, 465 and 587. wanted: the processes that
 * proc_ops.list found; where several hold a socket, MTAs come before
 * super-servers and parents before their children. Sets sockets_seen; what
 * could not be seen is noted. 0, -ENOMEM.
 */
int listeners_gather(const struct host *, const struct proc *wanted,
    struct facts *, struct err *);

#endif
