/* What Exim takes from others, and what it still has: before it is closed. */
#ifndef HM_EXIM_MAIL_H
#define HM_EXIM_MAIL_H

#include "agent/model/facts.h"
#include "agent/model/plan.h"
#include "agent/port/host.h"

/*
 * Refuse, so that --force goes on, to close an Exim that takes mail from
 * others for names that are not this host's own, by Debian's
 * update-exim4.conf.conf(8), or of which that is not known because another
 * file configures it. off: it is to end; then messages in its spool are a
 * reason too. 0 or -ENOMEM.
 */
int exim_mail_refuse(const struct host *, const struct facts *, bool off,
    struct plan *);

#endif
