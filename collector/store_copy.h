/* Copies a store into one of another kind, and moves a campus there. */
#ifndef HM_STORE_COPY_H
#define HM_STORE_COPY_H

#include "agent/base/buf.h"
#include "collector/store.h"

/* Of meta: the store is being filled, and not whole; or what was in it is
 * elsewhere. store_whole() looks for both. */
#define META_FILLING "filling"
#define META_MOVED "moved"

/*
 * All of `from`, as it is at one moment, into `to`, piece by piece; both have
 * the schema of this program. Begins where an earlier attempt with the same
 * contents ended, and anew when `from` has changed since. At the end both are
 * counted and summed up; "TABLE<tab>ROWS" lines are added to counts. `to` is
 * then usable. -EEXIST when there is something else in it; -EIO when it does
 * not come out the same.
 */
int store_copy(struct store *from, struct store *to, struct buf *counts,
    struct err *);

/*
 * The same, and then nobody writes to `from` any more: a collector that still
 * does gets errors, and its hosts keep their reports. -EBUSY when somebody
 * wrote to it meanwhile. Whatever ends it in between, it can be run again;
 * and when all is done already it only counts.
 */
int store_move(struct store *from, struct store *to, struct buf *counts,
    struct err *);

/* May it be used? -EBUSY: it is being filled; -EROFS: it was left. */
int store_whole(struct store *, struct err *);

#endif
