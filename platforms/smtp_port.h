/* Names and addresses of a super-server's sockets. */
#ifndef HM_SMTP_PORT_H
#define HM_SMTP_PORT_H

#include <stdbool.h>

#include "agent/port/host.h"

/* 25, 465 or 587 for the name or number of a service (services(5) of the
 * host is asked for names that are not well known); 0: none of them. */
unsigned smtp_port(const struct host *, const char *service);

/* Is a host part ("127.0.0.1", "localhost", "[::1]") loopback? */
bool smtp_host_is_loopback(const char *host);

#endif
