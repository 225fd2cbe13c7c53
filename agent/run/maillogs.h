/* Seven days of the mail log: who handed mail to this host's listener. */
#ifndef HM_MAILLOGS_H
#define HM_MAILLOGS_H

#include "agent/base/err.h"
#include "agent/model/facts.h"
#include "agent/port/host.h"

#define MAILLOGS_DAYS 7

/*
 * Find the files to which mail is logged (syslog.conf, else the usual
 * places), with their rotations, and read what the last days wrote, at most
 * 32 MiB of it. What comes over loopback and was not handed in by a command
 * (the same Message-Id with relay=user@host) is a local client; other
 * addresses are remote ones, the most frequent of at most 64. Sets
 * submission.log_from and delivered. In a tree the newest log stands for
 * today. What could not be read is unseen. 0 or -ENOMEM.
 */
int maillogs_gather(const struct host *, struct facts *, struct err *);

/* The files that today's lines are written to, if they are there: those that
 * syslog.conf names, the usual ones and Exim's own, in the pool. 0 or
 * -ENOMEM. */
int maillogs_current(const struct host *, struct pool *, struct strv *ret);

#endif
