/* When the collector was away: nobody's time runs out because of that. */
#ifndef HM_OUTAGE_H
#define HM_OUTAGE_H

#include "collector/collector.h"

/*
 * Before serving: how long was the collector away? By the machine's own
 * clock, without --clock-offset, which no outage makes. An outage longer
 * than the configuration's is noted, and every open violation gets it as
 * credit. Deadlines are brought up to date with the configuration as well.
 */
int outage_start(struct collector *, struct store *, struct err *);

/* A sign of life, once a minute. */
int outage_sign(struct store *, struct err *);

#endif
