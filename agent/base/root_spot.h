/* The place of one change: inside of root_change. */
#ifndef HM_ROOT_SPOT_H
#define HM_ROOT_SPOT_H

#include <stdbool.h>
#include <sys/stat.h>

#include "agent/base/root_change.h"
#include "agent/base/root_walk.h"

struct root_spot {
	const struct root_change *change;
	struct root_walk walk;
	bool open;		/* all of the below is set */
	bool replaced;		/* another file is at its place now */
	bool made;		/* there is something of ours called temp */
	bool keep;		/* what is called temp is somebody's own */
	struct root plain;
	int folder;		/* holds path; can be synced */
	int old;		/* the file or folder there, read-only; -1 */
	int stage;		/* the folder for new files, or -1 */
	dev_t dev;
	struct stat st;		/* of what is there */
	unsigned cleared;	/* flags to be set again */
};

/*
 * Walk to the folder of change->path. 0; -ELOOP for a link on the way;
 * whatever the walk says. Close it in any case.
 */
int root_spot_walk(struct root_spot *, const struct root_change *);

/* The same, and open what is there if it still is change->was. -EAGAIN. */
int root_spot_open(struct root_spot *, const struct root_change *);

/* r, with the words for it. */
int root_spot_close(struct root_spot *, int r);

/* Is what was seen now at that name? 0, -EAGAIN, -errno. */
int root_spot_same(struct root_spot *, int dir, const char *name);

/* The folder for new files to try in that turn, borrowed; -EXDEV: this one
 * is on another file system, or others may write to it; -ENOENT: no more. */
int root_spot_stage(struct root_spot *, unsigned turn);

/* Clear the immutable flag of the file, if that is asked for, and set it
 * again (on the file that is there then): r, or why that failed. That of a
 * folder is never touched, as a crash would leave all in it open. */
int root_spot_unlock(struct root_spot *);
int root_spot_lock(struct root_spot *, int r);

/* Another descriptor of the same file, to write to. */
int root_spot_reopen(struct root_spot *);

int root_spot_may_write(struct root_spot *);

/* The folder's security context for a file that was made elsewhere. */
int root_spot_context(struct root_spot *, int fd);

int root_spot_sync(struct root_spot *);
int root_spot_write(int fd, const void *, size_t);
int root_spot_write_at(int fd, const void *, size_t);

#endif
