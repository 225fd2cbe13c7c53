/* The users of a host and where they live, by its passwd file. */
#ifndef HM_HOMES_H
#define HM_HOMES_H

#include "agent/base/pool.h"
#include "agent/port/host.h"

struct home {
	struct home *next;
	const char *user;
	const char *path;	/* absolute, without a slash at its end */
};

/* More than so many users are not looked at. */
#define HOMES_MAX 5000

/*
 * The users of /etc/passwd whose home is a folder of the host: system users
 * share "/" or have none. *more: there were more than HOMES_MAX, or some
 * come from elsewhere (a "+" of NIS). 0 or -ENOMEM; no readable file is an
 * empty list, and *more.
 */
int homes_read(const struct host *, struct pool *, struct home **ret,
    bool *more);

#endif
