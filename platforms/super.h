/* Super-servers: would inetd itself run after the next boot? */
#ifndef HM_SUPER_H
#define HM_SUPER_H

#include "agent/base/err.h"
#include "agent/base/pool.h"
#include "agent/model/facts.h"
#include "agent/port/host.h"
#include "platforms/platform.h"

struct super {
	enum tri at_boot;
	const char *reason;		/* why it is unknown */
	struct place *because;		/* what starts it */
};

/* kind: "inetd" or "xinetd". Strings in the pool. 0 or -ENOMEM. */
int super_read(const struct host *, const struct entry *,
    const struct facts *, const char *kind, struct pool *, struct super *,
    struct err *);

#endif
