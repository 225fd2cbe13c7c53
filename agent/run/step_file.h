/* One step that changes a file: done, looked at, undone. */
#ifndef HM_STEP_FILE_H
#define HM_STEP_FILE_H

#include <stdbool.h>

#include "agent/base/err.h"
#include "agent/run/runs.h"

/* Does the step change files (or else what runs)? */
bool step_is_file(const struct step *);

/*
 * Fill a record, whose step is set, from what is there: `was` must still be
 * that (-EAGAIN), the change must be possible (no link on the way, nothing
 * immutable unless forced, a folder that can be written to). Saves old and
 * new bytes. twice: an earlier step of the plan changes the same path, and
 * only STEP_MODE may come second.
 */
int step_file_prepare(struct run *, struct record *, bool force, bool twice,
    struct err *);

/* Is the path as the plan saw it, and can it be changed? Writes nothing. */
int step_file_check(const struct host *, const struct step *, bool force,
    bool twice, struct err *);

/* Make the change. Marks are the caller's. */
int step_file_act(struct run *, struct record *, bool force, struct err *);

/* BEFORE: nothing of the step is there. AFTER: what it made is. BETWEEN: a
 * crash came in its middle. EDITED: somebody made something else of it. */
enum step_now { NOW_BEFORE, NOW_AFTER, NOW_BETWEEN, NOW_EDITED };

int step_file_now(const struct run *, const struct record *,
    enum step_now *ret, struct err *);

/*
 * Put back what was there: bytes, owner, mode, times, extended attributes.
 * Where it is already, only attributes and times. EDITED is put back too:
 * the caller has asked. Removes what a crash left of the step.
 */
int step_file_undo(struct run *, struct record *, struct err *);

/* What a crash may have left undone of a step that is AFTER. */
int step_file_finish(struct run *, struct record *, struct err *);

/* The step did nothing as somebody else was there first: only what was made
 * for it goes. */
int step_file_drop(struct run *, struct record *, struct err *);

#endif
