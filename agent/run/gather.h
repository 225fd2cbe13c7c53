/* Looks at a host and writes down what is there. */
#ifndef HM_GATHER_H
#define HM_GATHER_H

#include "agent/base/err.h"
#include "agent/model/facts.h"
#include "agent/port/host.h"

/*
 * Fill facts that facts_init() has prepared. What cannot be seen or read is
 * a note in them, not an error; 0, or -ENOMEM and the like.
 */
int gather(const struct host *, struct facts *, struct err *);

#endif
