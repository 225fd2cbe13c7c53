/* Letters that this host writes to its own users, and those that wait. */
#ifndef HM_LETTERS_H
#define HM_LETTERS_H

#include "agent/base/err.h"
#include "agent/model/facts.h"
#include "agent/port/host.h"

/*
 * Add to facts->recipients whom cron writes to (the owner of a table, the
 * user column, or MAILTO, each once for a table) and the mailboxes that are
 * not empty. own: names of this host. 0 or -ENOMEM.
 */
int letters_gather(const struct host *, struct facts *,
    const struct strv *own, struct err *);

#endif
