/* The name that the host calls itself. */
#ifndef HM_HOSTNAME_H
#define HM_HOSTNAME_H

#include "agent/base/err.h"
#include "agent/base/pool.h"
#include "agent/port/host.h"

/* sock_ops.name. */
int hostname_read(const struct host *, struct pool *, const char **ret,
    struct err *);

#endif
