/* The exact command or edit that mends a finding, for each mechanism. */
#ifndef HM_REMEDY_H
#define HM_REMEDY_H

#include "checks/judge.h"

/* queue-only becomes AIM_LOOPBACK where local mail needs the listener. */
enum aim aim_of(const struct facts *, const struct policy *);

/* The line of submit.cf that names the policy's hub: "D{MTAHost}[hub]"; HUB
 * stands for the one that the policy does not name. */
const char *remedy_hub(struct pool *, const struct policy *);

/*
 * Lines of text, in the pool; NULL where nothing is known that would not
 * harm. Where the mode takes away a listener that local mail speaks to, the
 * text begins with what has to be done about that mail.
 */
const char *remedy_starter(struct pool *, const struct facts *,
    const struct policy *, const struct starter *);

/* For something that runs: what starts it, or the way to stop it. */
const char *remedy_process(struct pool *, const struct facts *,
    const struct policy *, const struct process *);
const char *remedy_listener(struct pool *, const struct facts *,
    const struct policy *, const struct listener *);

#endif
