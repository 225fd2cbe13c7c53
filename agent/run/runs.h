/* The runs that changed this host, below /var/lib/hardenmail/runs. */
#ifndef HM_RUNS_H
#define HM_RUNS_H

#include "agent/base/buf.h"
#include "agent/base/err.h"
#include "agent/base/pool.h"
#include "agent/port/host.h"
#include "agent/run/journal.h"

#define STATE_FOLDER "/var/lib/hardenmail"
#define RUNS_FOLDER STATE_FOLDER "/runs"

/*
 * One run: a folder of its number with `journal`, and for each step N that
 * has such the old bytes in `N.old` and the new ones in `N.new`. New files
 * are made in it before they take their place.
 */
struct run {
	const struct host *host;	/* borrowed */
	struct journal j;
	char folder[64];
	int fd;				/* of the journal; -1 */
};

/* Numbers of the runs that there are, rising, in the pool. No folder: none.
 * -EPERM: others may write there. */
int runs_list(const struct host *, struct pool *, unsigned **ret, size_t *n,
    struct err *);

/* The state folder, made where it is not there; -EPERM as above. */
int runs_prepare(const struct host *, struct err *);

/*
 * A new run with the next number: its folder, and a journal without steps.
 * After a failure nothing of it is left. Close it in any case.
 */
int run_create(const struct host *, struct run *, struct err *);

/* Read one. -ENOENT: no such run. Close it in any case. */
int run_open(const struct host *, unsigned number, struct run *,
    struct err *);
void run_close(struct run *);

/* The bytes that step n replaces, or that it writes. */
int run_save(struct run *, unsigned n, bool old, const void *, size_t,
    struct err *);
/* Read again; digest and length must be what the journal says. */
int run_load(const struct run *, const struct record *, bool old,
    struct buf *, struct err *);

/* Write head, steps and "ready": the intents are durable afterwards. */
int run_ready(struct run *, struct err *);

/* Marks in the file and in run->j. Those of the beginning are durable when
 * this returns; a lost "done" is found out by looking. */
int run_mark(struct run *, enum mark, struct record *, struct err *);
int run_mark_state(struct run *, enum run_state, bool rolled_back,
    struct err *);
int run_confirm(struct run *, struct err *);

/* Remove the run's folder with all in it. */
int run_discard(struct run *, struct err *);

/*
 * Remove the oldest runs of which nothing can be undone any more: those that
 * are undone, but for the newest RUNS_KEPT of them. What changed the host and
 * is not undone stays, however old, and so does what did not come to its end
 * or cannot be read. With the lock held. How many are gone, or -errno; a run
 * that a crash leaves half removed is one without a journal, which recover()
 * removes.
 */
#define RUNS_KEPT 20
int runs_prune(const struct host *, struct err *);

/* Remove the saved new bytes and what may lie there unfinished. */
int run_tidy(struct run *, struct err *);

#endif
