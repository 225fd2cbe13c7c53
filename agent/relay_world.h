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
	/* --dns: NULL: no answer ever comes; else rows of a zone. */
	const char *zone;
	size_t zone_len;
};

/*
 * name and addresses are what the host calls itself (struct facts); what
 * its hosts file adds is looked up. dns: NULL or "none", or the path of a
 * table, seen from the working directory: name, type, value, parted by tabs;
 * value NXDOMAIN or SERVFAIL, type or name "*" for any. 0, -ENOMEM, or what
 * reading the table said.
 */
int relay_world_init(struct relay_world *, const struct host *,
    const char *name, const struct strv *addresses, const char *dns,
    struct err *);
void relay_world_release(struct relay_world *);

#endif
