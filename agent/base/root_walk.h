/* The way of a path through a tree; inside of the root and rootwrite files. */
#ifndef HM_ROOT_WALK_H
#define HM_ROOT_WALK_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#include "agent/base/err.h"
#include "agent/base/overlay.h"
#include "agent/base/root.h"

#define ROOT_MAX_PATH 4096
#define ROOT_MAX_NAME 255
#define ROOT_MAX_DEPTH 128	/* folders held open at once */
#define ROOT_MAX_LINKS 40

/* How often a race with a neighbour is run again before giving up. */
#define ROOT_TRIES 32

/*
 * Every folder on the way stays open, so that ".." goes back to the folder
 * that we came from and not to where the kernel would find its parent: a
 * folder moved out of the tree meanwhile leads nowhere new.
 */
struct root_walk {
	const struct root *root;
	const struct overlay_node *node;	/* of the end; NULL: tree */
	struct stat st;		/* of the end */
	bool missing;		/* -ENOENT, and path is what is not there */
	const char *name;	/* in the top folder; "": is the top folder */
	unsigned links;
	size_t depth;		/* the top folder */
	int fd[ROOT_MAX_DEPTH];	/* -1: in the overlay only; [0] is root's */
	size_t end[ROOT_MAX_DEPTH];	/* its part of path */
	size_t len;
	char path[ROOT_MAX_PATH];	/* resolved so far; "" is "/" */
	size_t at;
	char rest[2 * ROOT_MAX_PATH];	/* from at on: still to be walked */
};

enum root_last { ROOT_LAST_KEEP, ROOT_LAST_FOLLOW };

/*
 * Walk path; what becomes of a link at its end says `last`. 0 with st, node
 * and name set, or -errno; always to be closed with root_walk_close().
 * With -ENOENT and `missing`, path[0..len) is the first thing that is not
 * there, name is its last part, and rest + at what would come behind it.
 */
int root_walk(struct root_walk *, const struct root *, const char *path,
    enum root_last last);
void root_walk_close(struct root_walk *);

/* The folder that holds name; -1 where only the overlay has it. */
int root_walk_folder(const struct root_walk *);

/* -code, with "path: reason" in e. */
int root_fail(struct err *e, const char *path, int code);

#endif
