/* A plan in the report. */
#ifndef HM_REPORT_PLAN_H
#define HM_REPORT_PLAN_H

#include "agent/base/json.h"
#include "agent/model/plan.h"

/* The member "plan": mode, number of steps and refusals as version 1 has
 * them, then every step and every end of mail. NULL writes null. */
void report_plan(struct json *, const struct plan *);

#endif
