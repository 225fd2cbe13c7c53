/* systemd's units as they lie on disk: what would start at the next boot. */
#ifndef HM_UNIT_H
#define HM_UNIT_H

#include <stdbool.h>

#include "agent/base/err.h"
#include "agent/model/facts.h"
#include "agent/port/host.h"

struct unit_value {		/* one assignment that is in force */
	struct unit_value *next;
	const char *section, *key, *value;
	struct place at;
};
struct unit {
	const char *name;		/* "sendmail.service" */
	const char *path;		/* fragment, NULL: none found */
	bool masked;
	bool generated;			/* from an rc link or rc.local */
	struct unit_value *values;	/* fragment, then drop-ins; resets
					 * applied */
	enum tri at_boot;		/* pulled in by the default target */
	struct place *because;		/* the links that pull it in */
};

/* Load one unit by name from the search path (without /run), with its
 * drop-ins. -ENOENT: there is none. 0, -ENOMEM. */
int unit_load(const struct host *, const char *name, struct pool *,
    struct unit *ret, struct err *);

/* All units that the default target would pull in, and all units on disk
 * that run an MTA though they are switched off. */
int unit_list(const struct host *, struct pool *, struct unit ***ret,
    size_t *n, struct err *);

#endif
