/* Would this host relay: what is on disk, and what its daemon has loaded. */
#ifndef HM_RELAY_LEVELS_H
#define HM_RELAY_LEVELS_H

#include "agent/base/err.h"
#include "agent/model/facts.h"
#include "agent/port/host.h"

/*
 * Fill facts->relaying; mtas, starters, processes are there. On disk: the cf
 * of everything that may start and listen, or, where nothing does, the one
 * that a daemon would read. Running: that of each daemon, with its own
 * command line; unknown where a file that it reads only when it begins was
 * changed since. 0 or -ENOMEM.
 */
int relay_levels_gather(const struct host *, struct facts *, struct err *);

/* The verdict of a cf on disk, were all its databases made anew from their
 * texts. 0 or -ENOMEM. */
int relay_levels_rebuilt(const struct host *, struct facts *, const char *cf,
    enum relay *ret);

#endif
