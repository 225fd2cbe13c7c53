/* Is everything in the store as it must be? */
#ifndef HM_STORE_CHECK_H
#define HM_STORE_CHECK_H

#include "agent/base/buf.h"
#include "collector/store.h"

/*
 * The rules that no sequence of reports may break: runs of one epoch do not
 * overlap, no run counts more reports than it has sequences, failing hosts
 * and open violations go together, and every report can be read. 0: sound;
 * 1: what is wrong is in *found, a line each; or an error of the store.
 */
int store_check(struct store *, struct buf *found, struct err *);

#endif
