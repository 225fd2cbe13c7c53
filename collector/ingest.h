/* Takes what a host sent into the store, once. */
#ifndef HM_INGEST_H
#define HM_INGEST_H

#include <stdint.h>

#include "collector/config.h"
#include "collector/posting.h"
#include "collector/store.h"

enum outcome { OUTCOME_STORED = 0, OUTCOME_DUPLICATE, OUTCOME_LATE,
	OUTCOME_WANT_FULL, OUTCOME_NO_IDENTITY, OUTCOME_OTHER_HOST,
	OUTCOME_OTHER_EPOCH, OUTCOME_CLONE };

struct receipt {
	enum outcome outcome;
	int64_t host;
	char id[32];
	char condition[16];	/* "" where nothing was evaluated */
};

/*
 * Take a posting in, inside a transaction that writes. hash is that of the
 * credential. now is the collector's clock. 0 and *ret, or a store's error.
 */
int ingest(struct store *, const struct config *, const struct posting *,
    const char *hash, int64_t now, struct receipt *ret, struct err *);

#endif
