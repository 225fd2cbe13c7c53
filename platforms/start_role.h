/* What a starter would do: its role, by its command line and its cf. */
#ifndef HM_START_ROLE_H
#define HM_START_ROLE_H

#include "agent/base/err.h"
#include "agent/model/facts.h"
#include "agent/model/smcf.h"
#include "agent/port/host.h"

/* Fill in role, queue_interval, loopback, needs and, for an unknown role,
 * reason; mta, words, activation and platform (of the facts) are there. A cf
 * that cannot be read is a doubt. 0 or -ENOMEM. */
int start_role(const struct host *, struct facts *, struct starter *,
    struct err *);

/* The cf that the platform's sendmail reads without -C: the first of its
 * cf_paths that exists, or the first of them, or NULL. submission: submit.cf
 * beside it, where there is one. The text is in the pool or constant. */
const char *start_cf(const struct host *, const struct facts *,
    bool submission, struct pool *);

/* Note the addresses beyond loopback on which it would listen in `exposed`:
 * the report names them, and a policy may allow them. 0 or -ENOMEM. */
int start_exposed(const struct host *, struct facts *, struct starter *,
    const struct smcf_listener *);

/* Its role is not known, and why: copied. 0 or -ENOMEM. */
int start_unknown(struct facts *, struct starter *, const char *why);

/* Does this host's sendmail know -bl (Sun's since 2008, illumos')? */
bool start_local_daemon(const struct facts *);

#endif
