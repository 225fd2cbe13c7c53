/* Tells which processes changed a file in folders that are watched. */
#ifndef HM_WRITERS_H
#define HM_WRITERS_H

#include <stddef.h>
#include <stdint.h>

#include "agent/base/err.h"
#include "agent/port/watch.h"

/* Texts are escaped: printable ASCII, \\ for a backslash, and \xNN for each
 * other byte. A command line has blanks between its words, and is cut. */
struct writer {
	long pid;		/* 0: of another pid namespace */
	long uid, login;	/* effective, and who had logged in; -1 */
	char exe[256];		/* "": it had ended before it was looked at */
	char name[64];		/* as the kernel has it; "": as above */
	char command[256];
};

/* Borrowed for the call. */
typedef void writers_fn(void *arg, const struct writer *);

struct writers;

struct writers_ops {
	/*
	 * A process of its own notes from now on who changes what, as far as
	 * its memory goes. It alone may need privileges: this process gives
	 * up those that it has for nothing else, where it can never regain
	 * them (PR_GET_NO_NEW_PRIVS). -ENOTSUP, -EPERM: this system does not
	 * tell, or not us.
	 */
	int (*open)(struct writers **ret, struct err *);
	/* The time of marks and questions: of a clock that is never set. */
	int64_t (*now)(void);
	/* From now on these folders, sorted, and no others. What one of them
	 * cannot be watched for is not known later. 0 or -ENOMEM. */
	int (*watch)(struct writers *, const struct watch_spot *, size_t n);
	/*
	 * Each process, or kind of process, that changed the file of this
	 * path since then, the oldest change first. 0, also if there was
	 * none; -ENODATA: these may not be all of them, and what fn got is
	 * nothing to go by. NULL is taken: -ENODATA.
	 */
	int (*ask)(struct writers *, const char *path, int64_t since,
	    writers_fn *, void *arg);
	/* NULL is taken. */
	void (*close)(struct writers *);
};

extern const struct writers_ops writers_port;

#endif
