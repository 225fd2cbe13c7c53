/* What lies in the spool for the collector, in the order of its going. */
#ifndef HM_OUTBOX_H
#define HM_OUTBOX_H

#include <stddef.h>

#include "agent/base/err.h"
#include "agent/base/root.h"
#include "agent/base/spoolack.h"
#include "agent/base/spoolname.h"

struct outbox_item {
	long long sequence;
	enum spool_kind kind;
};

/* = {0} is empty. */
struct outbox {
	struct outbox_item *v;	/* what is to be sent, by sequence */
	size_t n;
	struct outbox_item newest;	/* of all; kind SPOOL_NONE: there is
					 * none */
};

/*
 * Read the spool (the root is its folder). Beyond a->done everything is to
 * be sent, but of heartbeats in a row the last one only: it says what the
 * others said, and after a long outage spares the collector the rest.
 * Rejected ones that root has taken away leave a. 0 or -errno.
 */
int outbox_read(const struct root *spool, struct spoolack *a,
    struct outbox *ret, struct err *);
void outbox_release(struct outbox *);

/* The contents of one; buf carries the ceiling. */
int outbox_body(const struct root *spool, const struct outbox_item *,
    struct buf *, struct err *);

#endif
