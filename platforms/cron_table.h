/* Lines of a crontab, and how often they come. */
#ifndef HM_CRON_TABLE_H
#define HM_CRON_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "agent/base/pool.h"

struct cron_line {
	struct cron_line *next;
	unsigned line;
	const char *text;		/* the whole line */
	const char *user;		/* NULL without such a column */
	const char *command;		/* up to the first '%' */
	bool reboot;			/* @reboot */
	long every;			/* the longest time between two runs in
					 * seconds; 0 for @reboot */
	struct strv env;		/* "NAME=value" lines above it */
};

/* Comments and lines that no cron would take are left out. user_field: as in
 * /etc/crontab and /etc/cron.d. 0 or -ENOMEM. */
int cron_parse(struct pool *, const char *text, size_t len, bool user_field,
    struct cron_line **ret);

/* The longest time between two runs of "minute hour day month weekday" in
 * seconds; 0: no such schedule, or it never comes. */
long cron_interval(const char *const field[5]);

#endif
