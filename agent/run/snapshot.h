/* The watched files of a host as they were at one moment. */
#ifndef HM_SNAPSHOT_H
#define HM_SNAPSHOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

#include "agent/base/pool.h"
#include "agent/base/root.h"
#include "agent/run/watch_spots.h"

/* Contents are kept for the diff: of no larger file, and of all together. */
#define SNAPSHOT_FILE ((size_t)128 << 10)
#define SNAPSHOT_ALL ((size_t)1 << 20)

/* Why contents are not kept. */
enum shot_kept { SHOT_KEPT = 0, SHOT_PRIVATE, SHOT_LARGE, SHOT_BINARY,
	SHOT_NO_ROOM, SHOT_UNREAD };

struct shot_text;

/* A file or link. */
struct shot {
	const char *path;		/* as the host knows it */
	dev_t dev;			/* 0: not known */
	ino_t ino;
	mode_t mode;
	uid_t uid;
	gid_t gid;
	off_t size;
	struct timespec mtime, ctime;
	const char *target;		/* of a link */
	enum shot_kept kept;
	struct shot_text *text;		/* shared by snapshots */
};

/* = {0} is empty; by path. */
struct snapshot {
	struct pool pool;
	struct shot *v;
	size_t n, room;
	size_t bytes;			/* of the texts */
};

void snapshot_release(struct snapshot *);

/*
 * Look at all files and links among the spots, which are in the tree `host`
 * or, where they do not stand below its path, in `own`, the "/" of this
 * process. What is not readable to everybody, by its own mode and that of the
 * folders on the way, is private: its contents are not kept. Those of a file
 * that is as it was in `old` (may be NULL) are taken from there. 0 and *ret,
 * or -ENOMEM.
 */
int snapshot_take(const struct root *host, const struct root *own,
    const struct spots *, const struct snapshot *old, struct snapshot *ret);

/*
 * Add what was looked at by another: like `what`, but for its path (of len
 * bytes), and its contents, or the target of a link (NULL: not kept), which
 * are copied. -EINVAL: a NUL where none can be, contents beyond the ceilings,
 * or not behind all others by its path; -ENOMEM.
 */
int snapshot_add(struct snapshot *, const struct shot *what, size_t len,
    const char *text, size_t text_len);

/* The contents; NULL: they are not kept. */
const char *shot_contents(const struct shot *, size_t *len);

/* "private" and so on: why there is no diff. */
const char *shot_kept_name(enum shot_kept);

/* Each path that is in one only, or is not the same in both: the other is
 * NULL then. A file whose kept contents, mode and owner are the same is, even
 * if it was written anew. */
typedef int snapshot_fn(void *arg, const struct shot *before,
    const struct shot *now);
int snapshot_compare(const struct snapshot *before,
    const struct snapshot *now, snapshot_fn *, void *arg);

#endif
