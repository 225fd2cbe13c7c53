/* From what was found to what would be changed. */
#ifndef HM_MAKE_PLAN_H
#define HM_MAKE_PLAN_H

#include "agent/base/err.h"
#include "agent/model/facts.h"
#include "agent/model/finding.h"
#include "agent/model/plan.h"
#include "agent/model/policy.h"
#include "agent/port/host.h"

/*
 * Asks the mail hub whether it takes this host's mail (RCPT, no DATA), as a
 * program without privilege does. 1: it does; 0: it does not, or gives no
 * answer, and err says which; -errno: nobody could ask.
 */
struct hub_ask {
	int (*ask)(const struct hub_ask *, const char *hub, const char *from,
	    const char *to, struct err *);
};

/*
 * Fill a plan that plan_init() has prepared: steps that bring the host into
 * the policy's mode, or into the announced fallback (plan->mode), or the
 * reasons why there are none. A plan with a refusal that is not forcible has
 * no steps. Every plan was proved: the host with its files laid over it
 * would start at boot what the mode permits, and what was in order starts as
 * before. ask may be NULL: then no hub has answered. 0 or -errno.
 */
int make_plan(const struct host *, const struct facts *,
    const struct findings *, const struct policy *, const struct hub_ask *,
    struct plan *, struct err *);

#endif
