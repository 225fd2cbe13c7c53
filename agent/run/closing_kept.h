/* What a configuration takes of mail that is meant to pass. */
#ifndef HM_CLOSING_KEPT_H
#define HM_CLOSING_KEPT_H

#include "agent/model/facts.h"
#include "agent/port/host.h"

struct kept {
	struct pool pool;
	bool own, local;	/* of this host to strangers; of strangers to
				 * its postmaster */
	struct strv listed;	/* mail of, or for, a word of class R or m or
				 * a RELAY entry, that is handed on */
	struct strv words;	/* of class R, and keys of RELAY entries */
	struct strv served;	/* those of which, or for which, some mail is
				 * handed on */
};

/* Ask the cf of this level. 0, -ENOMEM; a cf that cannot be read keeps
 * nothing. */
int kept_gather(const struct host *, const struct facts *,
    const struct relay_level *, struct kept *, struct err *);
void kept_release(struct kept *);

/* NULL: after takes all that before took; else what is lost: constant, or
 * in a pool of before. any: before took everything of everybody, so that
 * its list tells nothing: words that are there before and after have to be
 * served then. */
const char *kept_lost(const struct kept *before, const struct kept *after,
    bool any);

#endif
