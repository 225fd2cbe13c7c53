/* The host as it was when it was last in its mode, and what became of it. */
#ifndef HM_SINCE_GOOD_H
#define HM_SINCE_GOOD_H

#include <stdint.h>

#include "agent/check_run.h"
#include "agent/model/since.h"
#include "agent/run/snapshot.h"
#include "agent/run/watch_spots.h"
#include "agent/run/who_changed.h"

/* = {0} is empty. */
struct since_good {
	int64_t when;			/* 0: never seen */
	struct snapshot files;
	struct who_process *processes;
	size_t n_processes;
	struct snapshot next;		/* before the look that goes on */
	int64_t next_when;
};

void since_good_release(struct since_good *);

/* Before a look: these files are what it can have seen, or older. 0 or
 * -ENOMEM. */
int since_good_before(struct since_good *, const struct check_run *,
    const struct spots *);

/*
 * After it. No check fails: this is the good state from now on. One does:
 * *ret is filled with what changed, and who changed it where that is known.
 * 1: *ret is filled; 0: there is nothing to say; -ENOMEM.
 */
int since_good_after(struct since_good *, const struct check_run *,
    const struct spots *, struct since *ret);

#endif
