/* A step as one change of the root module. */
#ifndef HM_STEP_CHANGE_H
#define HM_STEP_CHANGE_H

#include <sys/stat.h>

#include "agent/base/root_change.h"
#include "agent/run/runs.h"

/* Borrows all that it is given; `change` points into it. */
struct step_change {
	struct root_change change;
	struct stat st;
	char temp[48];
};

/* The change of a path at which that was seen. */
void step_change_init(struct step_change *, const struct host *,
    const char *path, const struct was *, struct err *);

/* New files of it are made in the run's folder, or under a name that tells
 * run and step. */
void step_change_stage(struct step_change *, const struct run *,
    const struct record *);

/* What is there must have the saved bytes: loaded into the buffer. */
int step_change_old(struct step_change *, const struct run *,
    const struct record *, struct buf *);

/* Whatever is there now is what is changed. */
int step_change_as_it_is(struct step_change *, struct err *);

#endif
