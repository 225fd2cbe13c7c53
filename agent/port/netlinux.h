/* The two ways in which Linux tells of sockets. */
#ifndef HM_NETLINUX_H
#define HM_NETLINUX_H

#include <stdbool.h>
#include <stddef.h>

#include "agent/base/err.h"
#include "agent/base/pool.h"
#include "agent/port/host.h"

/*
 * Ask the kernel by netlink, see sock_diag(7). -ENOENT, -EPROTONOSUPPORT,
 * -EAFNOSUPPORT, -EPERM ...: this kernel, or this sandbox, does not answer.
 */
int netlink_listeners(struct pool *, struct sock **ret, struct err *);

/*
 * Read /proc/net/tcp and tcp6 instead. They do not tell v6only and the
 * interface that a socket is bound to. 0, -errno.
 */
int procnet_listeners(struct pool *, struct sock **ret, struct err *);

/*
 * Append the listening sockets in the text of one of these files, see
 * proc(5). Addresses there are words in the byte order of the host. A line
 * that makes no sense is left out. 0, -ENOMEM.
 */
int procnet_parse(struct pool *, const char *text, size_t len, bool inet6,
    struct sock **list);

/* The same three for established connections with a mail port at one end. */
int netlink_connections(struct pool *, struct conn **ret, struct err *);
int procnet_connections(struct pool *, struct conn **ret, struct err *);
int procnet_parse_connections(struct pool *, const char *text, size_t len,
    bool inet6, struct conn **list);

/* Port 25, 465 or 587. */
bool netlinux_is_mail(unsigned port);

#endif
