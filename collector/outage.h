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

/*
 * A sign of life, once a minute, inside a transaction. Collectors of a store
 * that they share hear of nobody while its server is away, though they live:
 * what outage_start() does is done then, too. *end: when the last outage
 * ended, whoever noted it; 0: none.
 */
int outage_sign(const struct config *, struct store *, int64_t now,
    int64_t *end, struct err *);

#endif
