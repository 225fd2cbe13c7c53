/* How often a timer runs its service. */
#ifndef HM_UNIT_TIMER_H
#define HM_UNIT_TIMER_H

#include "platforms/unit.h"

/* Seconds from one run to the next, of all its settings the shortest: spans
 * of On*ActiveSec, and of OnCalendar the words (hourly) and the form
 * "*:0/15". 0: it does not repeat, or in a way that is not known here. */
long unit_timer_every(const struct unit *);

/* "90", "1h 30min", "2d" (systemd.time(7)) in whole seconds, or -1. */
long unit_timer_span(const char *text);

#endif
