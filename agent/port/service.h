/* What the service ports have in common. */
#ifndef HM_SERVICE_H
#define HM_SERVICE_H

#include "agent/port/host.h"

/* service_ops.run and service_ops.signal of every port. */
int service_run(const struct host *, const char *const *argv, long limit,
    int *status, struct err *);
int service_signal(const struct host *, pid_t, uint64_t start, int number,
    long limit, struct err *);

#endif
