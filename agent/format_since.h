/* What changed since the last good state, for people. */
#ifndef HM_FORMAT_SINCE_H
#define HM_FORMAT_SINCE_H

#include "agent/base/buf.h"
#include "agent/format.h"
#include "agent/model/since.h"

/* "re-enabled by: ..." and what is known around it, a line each; NULL
 * appends nothing. Diffs are in JSON only. */
void since_text(struct since *, const struct look *, struct buf *);

#endif
