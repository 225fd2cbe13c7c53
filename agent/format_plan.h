/* A plan for people, and for patch(1). */
#ifndef HM_FORMAT_PLAN_H
#define HM_FORMAT_PLAN_H

#include "agent/format.h"

/* Lines that begin with "# " and a unified diff of the files: patch -p1 in
 * the root of the host makes them. The report has a plan. */
void plan_text(const struct report *, const struct look *, struct buf *);

#endif
