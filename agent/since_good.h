/* The host as it was when it was last in its mode, and what became of it. */
#ifndef HM_SINCE_GOOD_H
#define HM_SINCE_GOOD_H

#include <stdint.h>

#include "agent/check_run.h"
#include "agent/model/since.h"
#include "agent/port/writers.h"
#include "agent/run/good_state.h"
#include "agent/run/watch_spots.h"

/* = {0} is empty. */
struct since_good {
	struct good_state last;
	struct snapshot next;		/* before the look that goes on */
	int64_t next_when;
	bool unsaved;			/* `last` is another than in the file,
					 * or much newer */
	int64_t saved;			/* when that was */
	/* Who changed a file; borrowed. NULL: nobody tells. */
	const struct writers_ops *port;
	struct writers *writers;
	int64_t next_at, last_at;	/* by its clock; 0: before it began */
};

void since_good_release(struct since_good *);

/*
 * What an earlier process kept in that file, which is taken from nobody but
 * root or ourselves. boot: boot_id(). Where there is none, or it cannot be
 * read, nothing is known. 0 or -ENOMEM.
 */
int since_good_load(struct since_good *, const struct root *,
    const char *path, const char *boot);

/* Keep it there for the next one, if there is anything new: the folder is
 * made, for nobody else to read. 0, or -errno and the words. */
int since_good_save(struct since_good *, const struct root *,
    const char *path, const char *boot, struct err *);

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
