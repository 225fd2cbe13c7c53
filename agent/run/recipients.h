/* Who gets mail on this host, and where it goes from here. */
#ifndef HM_RECIPIENTS_H
#define HM_RECIPIENTS_H

#include "agent/base/err.h"
#include "agent/model/facts.h"
#include "agent/port/host.h"

/*
 * Fill facts->recipients from sendmail.cf (classes w and R, AliasFile,
 * ForwardPath), the alias files, each user's .forward, the files that
 * :include: names, crontabs and mailboxes (agent/run/letters.h), and
 * smart_host, mail_hub and delivery of the submission. What cannot be read is
 * noted about "recipients". 0 or -ENOMEM.
 */
int recipients_gather(const struct host *, struct facts *, struct err *);

/* Add what the targets of a list say of a name; :include: is followed, at
 * most eight deep. own: names of this host. 0 or -ENOMEM. */
struct alias;
int recipients_add(const struct host *, struct facts *,
    enum recipient_kind kind, const char *name, const char *path,
    const struct alias *, const struct strv *own);

#endif
