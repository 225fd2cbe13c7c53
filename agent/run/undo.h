/* Walks a run's journal back. */
#ifndef HM_UNDO_H
#define HM_UNDO_H

#include <stdbool.h>

#include "agent/run/runs.h"

struct undo_how {
	bool force;		/* over what somebody edited since, and past
				 * services that do not obey */
	bool rolled_back;	/* it went wrong, nobody asked */
	bool reverter_only;	/* the run was confirmed */
	bool files_only;	/* the host was started anew since */
};

/*
 * Files that somebody edited since are found first: -EBUSY, their names in
 * the strv (which may be NULL; in run->j.pool), and nothing is done. Then
 * what was started is stopped, files are put back in the reverse order, and
 * what was stopped is started. An interrupted undo goes on where it was.
 * 0: the run is undone; -errno: it is not yet, and may be undone again.
 */
int undo_run(struct run *, const struct undo_how *, struct strv *edited,
    struct err *);

#endif
