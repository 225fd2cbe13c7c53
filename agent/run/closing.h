/* Mode server: what relays for strangers is closed, the listener stays. */
#ifndef HM_CLOSING_H
#define HM_CLOSING_H

#include "agent/run/plan_parts.h"

/*
 * Plan the files that close sendmail to strangers, as they stand in the
 * configuration that the boot starts it with, and the restart that makes the
 * daemon heed them; or refusals. Each change was evaluated: the rules do not
 * relay for strangers any more, and still take what they took of the host
 * itself, for it, and for the networks and domains that stay listed. 0 or
 * -errno.
 */
int plan_closing(struct planning *, struct plan *, struct err *);

#endif
