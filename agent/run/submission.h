/* How mail that is submitted on the host leaves it. */
#ifndef HM_SUBMISSION_H
#define HM_SUBMISSION_H

#include "agent/base/err.h"
#include "agent/model/facts.h"
#include "agent/port/host.h"

/*
 * Fill facts->submission from the installed mail programs (mtas are there)
 * and submit.cf: "msp" with its target, "setuid" for a sendmail without
 * submit.cf, "other" for another MTA's, "none". A submit.cf that cannot be
 * read is a doubt about "submission". 0 or -ENOMEM.
 */
int submission_gather(const struct host *, struct facts *, struct err *);

#endif
