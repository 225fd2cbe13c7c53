/* Waits until something changes in folders of the host. */
#ifndef HM_WATCH_H
#define HM_WATCH_H

#include <stddef.h>

#include "agent/base/err.h"

/*
 * A folder, absolute and without links in it, and the one name in it that
 * counts; name NULL: all names, and the folder's own mode and owner. What a
 * link leads to is another spot.
 */
struct watch_spot {
	const char *folder, *name;
};

struct watch;

struct watch_ops {
	/*
	 * Watch these spots, which are copied; n may be 0. Whatever changes
	 * behind the return of this will be told. A folder that is not there
	 * is passed over: its own name is to be a spot of the folder above.
	 * What the folders are is fixed by this: one that is replaced later
	 * is watched by opening anew, before the host is looked at. -errno.
	 */
	int (*open)(const struct watch_spot *, size_t n, struct watch **ret,
	    struct err *);
	/*
	 * Wait until something changed, for ms milliseconds at most (-1:
	 * without end), or until wake, a descriptor (-1: none), can be read.
	 * 1: it changed, or that is not known: too much came at once, a
	 * folder went away; 0: it did not; -errno: this watch is of no use
	 * any more. Never returns 1 for what did not happen to a spot, but
	 * for these reasons.
	 */
	int (*wait)(struct watch *, long ms, int wake, struct err *);
	/* In words, for people: "inotify". Lives as long as the watch. */
	const char *(*how)(const struct watch *);
	/* NULL is taken. */
	void (*close)(struct watch *);
};

extern const struct watch_ops watch_port;

#endif
