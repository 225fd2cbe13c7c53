/* Judges what a host reported last anew: its permitted mode has changed. */
#ifndef HM_REJUDGE_H
#define HM_REJUDGE_H

#include <stdint.h>

#include "agent/base/buf.h"
#include "collector/config.h"
#include "collector/posting.h"
#include "collector/store.h"

/* Read the latest full report back. 1; 0 where there is none; its text is
 * in *text, its facts in *p, both the caller's to release, also then. */
int report_latest(struct store *, int64_t host, struct buf *text,
    struct posting *p, struct err *);

/* Evaluate it under the permitted mode, and bring the state up to date;
 * without a report only the deadlines. */
int rejudge(struct store *, const struct config *, int64_t host, int64_t now,
    struct err *);

#endif
