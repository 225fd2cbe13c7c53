/* The rows of all hosts of a group, locked and read at once. */
#ifndef HM_HOST_AHEAD_H
#define HM_HOST_AHEAD_H

#include "collector/host_state.h"

/*
 * At the beginning of a transaction of a store that is shared: lock the
 * hosts of these credentials in the order of their numbers, so that two
 * collectors never wait for each other crosswise, and read their rows.
 * Elsewhere it does nothing. hashes are hexadecimal, or are left out.
 */
int host_ahead(struct store *, const char *const *hashes, size_t n,
    struct err *);

/* What host_ahead() read of this credential's host; false: nothing. Each
 * host's once: who asks again has changed it meanwhile. */
bool host_ahead_take(struct store *, const char *hash,
    struct host_state *ret);

#endif
