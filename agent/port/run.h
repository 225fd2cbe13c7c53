/* Runs one program of the host and takes what it prints. */
#ifndef HM_RUN_H
#define HM_RUN_H

#include <stdbool.h>

#include "agent/base/buf.h"
#include "agent/base/err.h"

/* How it ended. */
enum run_end {
	RUN_EXITED,		/* number: its exit status */
	RUN_SIGNALED,		/* number: the signal that ended it */
	RUN_TIMEOUT,		/* was ended: its time was up */
	RUN_TOO_MUCH		/* was ended: it printed past a ceiling */
};

struct program {
	/* NULL-ended; argv[0] is an absolute path. No shell sees them. */
	const char *const *argv;
	/* NULL-ended "NAME=value", or NULL: besides PATH (the system's own
	 * folders), HOME=/ and LC_ALL=C there is nothing else. */
	const char *const *env;
	/* What it reads on standard input, opened by the caller's right;
	 * NULL: /dev/null. A file: nothing waits for a pipe's other end. */
	const char *input;
	long limit_ms;		/* above 0 */
	/* Whom root becomes for it, without other groups; NULL, or when it
	 * is not root who asks: the caller. -ENOENT: no such user. */
	const char *user;
	/* Where standard output and standard error are appended; each has
	 * its ceiling (buf.max). NULL: to /dev/null. */
	struct buf *out, *errors;
};

struct run_result {
	enum run_end end;
	int number;
};

/*
 * Run a program and wait for it: the working folder is /, signals are as a
 * new program expects them, no other descriptor is open, and it leads a
 * process group of its own. When its time is up, or it printed too much,
 * that whole group gets SIGTERM and RUN_GRACE_MS later SIGKILL. What it
 * leaves behind when it ends by itself (a daemon) goes on; that one's output
 * is not waited for.
 *
 * The caller has no threads. 0: *ret says how it ended, buffers hold what
 * was printed until then (the ceiling cuts); -errno: it never ran: -ENOENT,
 * -EACCES, -ENOEXEC ... of argv[0], -EINVAL: argv[0] is not absolute.
 */
int run_program(const struct program *, struct run_result *ret, struct err *);

#define RUN_GRACE_MS 1000

/* "exit status 3", "signal 9", "no end after its time limit", "more output
 * than fits": for messages. buf is the caller's. */
const char *run_words(const struct run_result *, char *buf, size_t size);

/*
 * Run the first of several paths of a program that is there: paths is
 * NULL-ended and replaces argv[0], as argv[1...] stay. -ENOENT: none is.
 */
int run_first(const struct program *, const char *const *paths,
    struct run_result *ret, struct err *);

#endif
