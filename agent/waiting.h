/* Waiting for this host's turn in the hour. */
#ifndef HM_WAITING_H
#define HM_WAITING_H

#include "agent/base/err.h"

/* Sleep the part of span that the running host's identity gives. 0, or
 * -errno; of signals that end the program it is ended. */
int waiting_splay(long span, struct err *);

#endif
