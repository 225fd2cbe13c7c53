/* The collector's configuration file: grace, contact, limits. */
#ifndef HM_CONFIG_H
#define HM_CONFIG_H

#include <stddef.h>
#include <stdint.h>

#include "agent/base/err.h"
#include "agent/base/pool.h"

/* [check NAME] or [department NAME] with its own grace. */
struct grace {
	struct grace *next;
	const char *check, *department;	/* one of them */
	int64_t seconds;
};

struct config {
	struct pool pool;
	int64_t grace;			/* [deadline] grace, 21d */
	struct grace *graces;
	int64_t stale_after;		/* [contact] stale-after, 6h */
	int64_t outage;			/* [deadline] credit-outage, 10m */
	int64_t keep;			/* [store] keep, 400d */
	int64_t max_body;		/* [limits] body, bytes, 1048576 */
	int64_t reports_per_hour;	/* [limits], 0: no limit, 3600 */
	int64_t failures_per_hour;	/* [limits], by address, 600 */
	int64_t request_time;		/* [limits], seconds, 30s */
	int64_t waiting;		/* [limits] waiting, jobs, 20000 */
	int64_t memory;			/* [limits] memory, bytes, 268435456:
					 * of requests, half of it of those
					 * that have not come in whole */
};

void config_init(struct config *);
void config_release(struct config *);

/* Read a file's text over what is there. known(check) as policy_parse() has
 * it. -EINVAL with "file:line: what, expected what". */
int config_parse(struct config *, const char *name, const char *text,
    size_t len, struct err *);

/* How long after being told: that of the check or of the department, the
 * longer where both have one, else the general one. */
int64_t config_grace(const struct config *, const char *check,
    const char *department);

#endif
