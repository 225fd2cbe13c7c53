/* The member `change` of a report: what changed since the last good state. */
#ifndef HM_REPORT_SINCE_H
#define HM_REPORT_SINCE_H

#include "agent/base/json.h"
#include "agent/model/since.h"

/* NULL: null. */
void report_since(struct json *, struct since *);

#endif
