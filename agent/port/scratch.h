/* A private folder for what a program of the host is to read and write. */
#ifndef HM_SCRATCH_H
#define HM_SCRATCH_H

#include <stdbool.h>
#include <sys/types.h>

#include "agent/base/buf.h"
#include "agent/base/err.h"

struct scratch {
	struct buf path;		/* of the folder */
	int fd;
	bool given;			/* to uid and gid */
	uid_t uid;
	gid_t gid;
};

#define SCRATCH_INIT { .path = BUF_INIT(4096), .fd = -1 }

/* A new folder below $TMPDIR or /tmp that nobody else may enter. Where root
 * asks, it and its files belong to user, whom a program is run as; no such
 * user: -ENOENT. 0 or -errno; the scratch is released in either case. */
int scratch_make(struct scratch *, const char *user, struct err *);
/* Takes the folder away, with all that is in it. */
void scratch_release(struct scratch *);

/* A new file; name has no folder. 0 or -errno. */
int scratch_put(struct scratch *, const char *name, const void *data,
    size_t len, struct err *);

/* Append a file, a link is none. 0, -ENOENT, -EFBIG, -errno. */
int scratch_read(struct scratch *, const char *name, struct buf *);

#endif
