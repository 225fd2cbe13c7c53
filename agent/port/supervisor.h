/* Tells a service manager how a service is doing: sd_notify(3). */
#ifndef HM_SUPERVISOR_H
#define HM_SUPERVISOR_H

#include "agent/base/err.h"

/*
 * Send lines such as "READY=1\nSTATUS=words" to the socket that
 * $NOTIFY_SOCKET names: a path, or an abstract name behind "@". One
 * datagram, without libsystemd, as the manual page allows. NULL or "": 0,
 * nobody wants to know. -EINVAL: no such name; -errno.
 */
int supervisor_tell(const char *socket_name, const char *lines, struct err *);

#endif
