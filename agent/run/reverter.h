/* What undoes a run at a certain time, if nobody has confirmed it. */
#ifndef HM_REVERTER_H
#define HM_REVERTER_H

#include <stdint.h>

#include "agent/base/err.h"
#include "agent/model/facts.h"
#include "agent/model/plan.h"
#include "agent/port/host.h"

/*
 * Steps into a plan that plan_init() has prepared, to be done before all
 * others: with systemd a timer, which also works after a reboot; elsewhere a
 * job of at(1), which does too. program: the absolute path of hardenmail.
 * -ENOTSUP: there is no means here.
 */
int reverter_plan(const struct host *, const struct facts *,
    const char *program, int64_t now, long seconds, struct plan *,
    struct err *);

#endif
