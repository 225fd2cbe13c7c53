/* The process title that sendmail writes over its command line. */
#ifndef HM_TITLE_H
#define HM_TITLE_H

#include <stdbool.h>
#include <stddef.h>

#include "agent/base/pool.h"
#include "agent/model/role.h"

struct title {
	bool is_title;		/* false: a command line, or nothing */
	enum role role;		/* DAEMON, QUEUE_RUNNER,
				 * SUBMISSION_RUNNER, SESSION, ONE_SHOT;
				 * UNKNOWN for a title that is new, or cut
				 * so short that it could be two of these */
	bool accepting;		/* takes connections now */
	bool cut;		/* shorter than what was meant */
	long queue_interval;	/* seconds, -1 where it does not say */
	const char *prefix;	/* ProcessTitlePrefix, or NULL */
	const char *queue;	/* queue directory, or NULL; may be cut */
};

/*
 * cmdline: the bytes of /proc/PID/cmdline (NULs and all), or a line of ps.
 * All forms of 8.x: "sendmail: [PREFIX: ]text", the SVR4 "-accepting ..."
 * of OSF/1, the same behind the command line (HP-UX 9), an appended
 * " (sendmail)", text cut anywhere, pads of blanks or NULs. Try this before
 * the words are read as options: "-accepting" is none.
 *
 * A runner whose queue is cut off, "Queue control" (one run, or the parent
 * of -qp: the title is the same) and "running queue:" (a child of these, or
 * -qp0 itself) are QUEUE_RUNNER: all run the queue and none listens. Line 2
 * of the pid file knows more.
 * 0 or -ENOMEM.
 */
int title_parse(struct pool *, const char *cmdline, size_t len,
    struct title *ret);

#endif
