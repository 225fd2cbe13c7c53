/* Two letters that show that mail of a changed host still arrives. */
#ifndef HM_CANARY_H
#define HM_CANARY_H

#include "agent/base/err.h"
#include "agent/model/facts.h"
#include "agent/port/host.h"

/*
 * Hand a letter to `to` and one to root to the host's own sendmail command,
 * then look each second, for so many of them, what the mail log (its files,
 * else systemd's journal) says of them: each must have been put into a
 * mailbox or taken by another host, and no copy that an alias makes of it
 * refused within another second. Their Message-IDs are not to be guessed; who
 * may write into the log may still lie about them. The caller changes nothing
 * meanwhile. 0; -EIO: one did not arrive, and what was said of it last;
 * -ENOMEM.
 */
int canary_sing(const struct host *, const struct facts *, const char *to,
    unsigned seconds, struct err *);

#endif
