/* The tables, and the way from each older version to this one. */
#ifndef HM_STORE_SCHEMA_H
#define HM_STORE_SCHEMA_H

#include "collector/store.h"

/* The version that this program makes and understands. */
#define SCHEMA_VERSION 4

/* What the store has; 0: nothing yet. */
int schema_version(struct store *, int64_t *ret, struct err *);

/*
 * Bring the store to SCHEMA_VERSION, each version in a transaction of its
 * own. -EINVAL, with the words, when the store is newer than the program.
 */
int schema_migrate(struct store *, struct err *);

#endif
