/* TCP connections by libcurl; the one file of the probe that knows it. */
#ifndef HM_CONNECTION_H
#define HM_CONNECTION_H

#include <stdint.h>

#include "agent/base/err.h"
#include "probe/dialogue.h"

struct connection;

/*
 * Connect to a host (a name or an address, "::1" without brackets) until the
 * deadline; names are looked up within that time too. NULL with e->code
 * ETIMEDOUT, ECONNREFUSED ... and words: not connected, or no memory.
 */
struct connection *connection_open(const char *host, unsigned port,
    int64_t deadline, struct err *e);
void connection_close(struct connection *);

/* The wire of an open connection. */
struct wire connection_wire(struct connection *);

/* Numeric addresses of the two ends; "" where not known. Valid until the
 * connection is closed. */
const char *connection_remote(const struct connection *);
const char *connection_local(const struct connection *);

#endif
