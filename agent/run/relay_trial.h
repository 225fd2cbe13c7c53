/* One sendmail.cf, tried with the mail of strangers. */
#ifndef HM_RELAY_TRIAL_H
#define HM_RELAY_TRIAL_H

#include "agent/model/facts.h"
#include "agent/run/strangers.h"

/*
 * Ask the rules (read with the strangers' world) all envelopes of the
 * catalogue from two strangers, with and without a name, and those that the
 * words of class R and m and the RELAY entries of their maps suggest. Fills
 * verdict, reason, cause, examples and because; strings in the pool. A
 * verdict of closed stands only where mail of the host itself would pass.
 * 0 or -ENOMEM.
 */
int relay_try(struct rules *, struct strangers *, struct pool *,
    struct relay_level *ret);

#endif
