/* What the rules of a host's sendmail.cf ask for: its files, names, DNS. */
#ifndef HM_RELAY_WORLD_H
#define HM_RELAY_WORLD_H

#include "agent/base/err.h"
#include "agent/port/host.h"
#include "agent/rules/rules.h"

struct relay_world {
	struct rules_world rules;	/* what rules_read() gets */
	const struct host *host;	/* borrowed */
	struct pool pool;
	struct strv names;
	struct strv files;		/* that were read, in turn */
	const char *refused;		/* the first that is there and could
					 * not be read, with the reason; or
					 * NULL */
	/* What name servers say: name, type, value, parted by tabs; value
	 * NXDOMAIN or SERVFAIL, type or name "*" for any. Borrowed; NULL: no
	 * answer ever comes. */
	const char *zone;
	size_t zone_len;
};

/* name and addresses are what the host calls itself (struct facts); what
 * its hosts file adds is looked up. The zone is none. 0 or -ENOMEM. */
int relay_world_init(struct relay_world *, const struct host *,
    const char *name, const struct strv *addresses, struct err *);
void relay_world_release(struct relay_world *);

#endif
