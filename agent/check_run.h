/* One look at a host, which the commands share: policy, facts, findings. */
#ifndef HM_CHECK_RUN_H
#define HM_CHECK_RUN_H

#include "agent/base/buf.h"
#include "agent/base/err.h"
#include "agent/model/plan.h"
#include "agent/model/report.h"
#include "agent/model/since.h"
#include "agent/port/host.h"
#include "agent/settings.h"

/* Everything of one run, released together. */
struct check_run {
	struct host host;
	struct buf unpacked;		/* folder of a capture; empty: none */
	struct policy policy;
	struct facts facts;
	struct findings findings;
	struct plan plan;
	bool second_opinion;		/* is asked when looking */
	bool planned;
	struct since since;
	bool changed;			/* since says what */
	int64_t now;
};

void check_run_init(struct check_run *);
void check_run_release(struct check_run *);

/* Everything that can be wrong before a host is looked at: policy, root,
 * platform. A capture is unpacked, until the release. 0 or an exit status, and
 * the words. */
int check_run_open(const struct settings *, struct check_run *,
    struct err *);

/* Gather and evaluate. 0 or an exit status. */
int check_run_look(struct check_run *, struct err *);

/* The report in the format of the settings, appended; failure stays in the
 * buffer. */
void check_run_write(const struct settings *, struct check_run *,
    struct buf *);

/* Write the report in the format of the settings, where they say. 0 or an
 * exit status. */
int check_run_show(const struct settings *, struct check_run *,
    struct err *);

/* A ceiling for its buffer: no report of any host comes near this. */
#define CHECK_RUN_MAX ((size_t)64 << 20)

/* Put the report into the spool of the host that was looked at. 0 or an exit
 * status; words in either case where there is something to say. */
int check_run_spool(struct check_run *, struct err *);

/* After a change: look at the host anew and put that into its spool, where
 * one is set up. The change is made whatever comes of this: there is no
 * status, but words where there is something to say. */
void check_run_after(const struct settings *, struct err *);

#endif
