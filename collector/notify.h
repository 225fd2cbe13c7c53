/* When the owner of a failing host was told. */
#ifndef HM_NOTIFY_H
#define HM_NOTIFY_H

#include <stdint.h>

#include "collector/config.h"
#include "collector/store.h"

/*
 * Mark the open violations of a host (of one check, where it is not NULL)
 * that nobody was told of as told now; who was told before is not told
 * again, and his deadline stays. who: the operator, for the history; NULL:
 * not known. How many were marked.
 */
int notify_mark(struct store *, const struct config *, int64_t host,
    const char *check, const char *who, int64_t now, struct err *);

#endif
