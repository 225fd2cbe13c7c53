/* How many hosts are in each condition and contact. */
#ifndef HM_SUMMARY_H
#define HM_SUMMARY_H

#include <stdint.h>

#include "collector/store.h"

/* Hosts that are gone count in `gone` alone. */
struct summary {
	int64_t compliant, warning, failing, unknown;
	int64_t fresh, stale, never_seen, gone;
	int64_t overdue, hosts;
};

int summary_read(struct store *, int64_t now, int64_t stale_before,
    struct summary *ret, struct err *);

#endif
