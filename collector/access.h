/* Who asks, and whether he may. */
#ifndef HM_ACCESS_H
#define HM_ACCESS_H

#include "collector/route.h"

/*
 * In the loop's thread, before the body is looked at. Sets the exchange's
 * credential or operator, or its answer: 401 without identity, 429 where a
 * host or an address asks too often.
 */
void access_check(struct exchange *);

/* With every answer: who is refused too often has to wait. */
void access_refused(struct exchange *);

#endif
