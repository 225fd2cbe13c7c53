/* The files around sendmail.cf that say whom it relays for. */
#ifndef HM_RELAY_FLAWS_H
#define HM_RELAY_FLAWS_H

#include "agent/model/facts.h"
#include "agent/port/host.h"

/*
 * Fill facts->flaws from the cf that relaying.disk names, the .mc and the
 * access file beside it, the files of its classes R and w, the tables of its
 * maps, the client's cf and the vendor's samples. A .mc that is newer than its
 * cf is one, and so is a table that is newer than its database. mtas are
 * there. 0 or -ENOMEM.
 */
int relay_flaws_gather(const struct host *, struct facts *);

#endif
