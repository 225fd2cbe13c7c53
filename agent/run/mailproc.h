/* What one running process is to mail. */
#ifndef HM_MAILPROC_H
#define HM_MAILPROC_H

#include <stdbool.h>

#include "agent/base/pool.h"
#include "agent/model/role.h"
#include "agent/model/words.h"
#include "agent/port/host.h"

/* The MTA that a process belongs to, by its program (by its name and the
 * path in argv[0] where the program is not readable): "sendmail",
 * "postfix" ... constant, or NULL. Of Postfix only master counts. */
const char *mailproc_mta(const struct proc *);

/* Is it a super-server, which holds sockets for others: inetd, xinetd,
 * systemd ...? */
bool mailproc_is_super(const struct proc *);

/* A proc_wanted_fn for both. */
bool mailproc_wanted(const void *arg, const char *exe, const char *comm);

/* The one of that pid, or NULL. */
const struct proc *mailproc_find(const struct proc *list, pid_t);

/* What a process shows of itself. Strings and words in the pool. */
struct mailproc {
	struct words words;		/* none: not known */
	const char *source;		/* "cmdline", "pid-file", "title" */
	const char *title;		/* shown instead, or NULL */
	enum role role;			/* as far as it says itself */
	bool accepting;
	long queue_interval;		/* seconds, -1: not known */
	const char *reason;		/* why the role is unknown */
};

/*
 * Read words and title of a process of the MTA. pid_files: NULL-ended or
 * NULL. A pid file that contradicts the title is not believed. What the
 * process does with sockets and who started it is for the caller to weigh
 * in. 0 or -ENOMEM.
 */
int mailproc_read(const struct host *, const char *const *pid_files,
    const struct proc *, const char *mta, struct pool *,
    struct mailproc *ret);

#endif
