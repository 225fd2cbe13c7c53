/* Which folders are to be watched to miss no change of some paths. */
#ifndef HM_WATCH_SPOTS_H
#define HM_WATCH_SPOTS_H

#include <stdbool.h>

#include "agent/base/err.h"
#include "agent/base/pool.h"
#include "agent/base/root.h"
#include "agent/port/host.h"

/* As struct watch_spot of the port. */
struct spot {
	const char *folder, *name;	/* name NULL: all that is in it */
};

/* = {0} is empty. Lives in a pool of its own. */
struct spots {
	struct pool pool;
	struct spot *v;
	size_t n, room;
	bool full;		/* there were more than SPOTS_MAX */
};

#define SPOTS_MAX 8192

void spots_release(struct spots *);

/*
 * Add what has to be watched for a path: each folder on the way to it for the
 * next name on that way, also where that is not there yet, or is a link, and
 * then for its target. With `below`, when it leads to a folder: all of that,
 * all folders in it, and what the links in these lead to (of a folder behind
 * such a link its names only). The folders are those that the kernel of this
 * process knows, with the root's own path before them. 0, or -ENOMEM.
 */
int spots_add(struct spots *, const struct root *, const char *path,
    bool below);

/* All paths that the host's platform wants to be watched, and by name its
 * sendmail.cf and programs. 0, or -ENOMEM. */
int spots_add_host(struct spots *, const struct host *, struct err *);

/* Sort, and take away what another says too. To be called before the next
 * two. */
void spots_finish(struct spots *);
bool spots_same(const struct spots *, const struct spots *);
/* How many folders these are. */
size_t spots_folders(const struct spots *);

#endif
