/* Reports on their way to the collector: written here, sent by others. */
#ifndef HM_SPOOL_H
#define HM_SPOOL_H

#include <stdbool.h>
#include <stdint.h>

#include "agent/base/err.h"
#include "agent/base/root.h"
#include "agent/model/report.h"

/* Who may read it, besides root. */
#define SPOOL_GROUP "hardenmail"

struct spooled {
	long long sequence;
	bool heartbeat;		/* nothing changed since the last change */
	bool no_group;		/* the spool is new, and there is no
				 * SPOOL_GROUP: only root can read it */
};

/*
 * Write a report into SPOOL_FOLDER, whole and durable or not at all, with
 * the next sequence and the digest; r->spool is set for that and NULL
 * again afterwards. Also takes away what is acknowledged, and keeps the
 * spool within its bounds. A sequence is never issued twice, whatever is
 * lost: a crash in between skips one.
 *
 * -EAGAIN: another run has the spool for more than ten seconds; -ENOSPC:
 * the disk, or the spool is full of changes that nobody took; what
 * rootwrite_file() says. The words are in e.
 */
int spool_report(const struct root *, struct report *r, int64_t now,
    struct spooled *ret, struct err *e);

#endif
