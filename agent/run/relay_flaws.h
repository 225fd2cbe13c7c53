/* The files around sendmail.cf that say whom it relays for. */
#ifndef HM_RELAY_FLAWS_H
#define HM_RELAY_FLAWS_H

#include "agent/model/facts.h"
#include "agent/port/host.h"

/*
 * Fill facts->flaws from the cf that relaying.disk names, the .mc and the
 * access file beside it, and the files of its class R. A .mc that is newer
 * than its cf is one. 0 or -ENOMEM.
 */
int relay_flaws_gather(const struct host *, struct facts *);

#endif
