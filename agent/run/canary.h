/* Two letters that show that mail of a changed host still arrives. */
#ifndef HM_CANARY_H
#define HM_CANARY_H

#include "agent/base/err.h"
#include "agent/model/facts.h"
#include "agent/port/host.h"

/*
 * Hand a letter to `to` and one to root to the host's own sendmail command,
 * then look up to `looks` times, a second apart, what the mail log (its
 * files, else systemd's journal) says of them: each must have been put into a
 * mailbox or taken by another host, for all that an alias makes of it. The
 * caller changes nothing meanwhile. 0; -EIO: one did not arrive, and what
 * was said of it last; -ENOMEM.
 */
int canary_sing(const struct host *, const struct facts *, const char *to,
    unsigned looks, struct err *);

#endif
