/* Messages that wait in the queues of sendmail. */
#ifndef HM_QUEUES_H
#define HM_QUEUES_H

#include "agent/base/err.h"
#include "agent/model/facts.h"
#include "agent/port/host.h"

/*
 * Add the queues that sendmail.cf and submit.cf name: QueueDirectory with
 * its wildcard, queue groups' paths not, and qf subfolders. A cf without the
 * option has sendmail's default. Not readable: messages -1, and a doubt
 * about "queues". 0 or -ENOMEM.
 */
int queues_gather(const struct host *, struct facts *, struct err *);

#endif
