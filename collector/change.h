/* The history of a host: one row for each thing that changed. */
#ifndef HM_CHANGE_H
#define HM_CHANGE_H

#include <stdint.h>

#include "collector/store.h"

/* kind: "enrolled", "verdict", "condition", "notified", "clone", "mode",
 * "name", "pending" ... subject: a check, or NULL. */
struct change {
	int64_t at, host;
	int64_t epoch, sequence;	/* 0, -1: none */
	const char *kind, *subject, *before, *after;
};

int change_add(struct store *, const struct change *, struct err *);

#endif
