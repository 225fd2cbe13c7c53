/* What lies in the spool, and what goes when it is done or too much. */
#ifndef HM_SPOOL_ROOM_H
#define HM_SPOOL_ROOM_H

#include <stdbool.h>
#include <stddef.h>

#include "agent/base/err.h"
#include "agent/base/root.h"
#include "agent/base/spoolack.h"
#include "agent/base/spoolname.h"
#include "agent/run/spool_state.h"

/* Six weeks of hourly reports. */
#define SPOOL_MAX_FILES 1000
#define SPOOL_MAX_BYTES ((long long)64 << 20)
/* Of rejected/, which only people read. */
#define SPOOL_MAX_REJECTED 20

struct spool_item {
	long long sequence, size;
	enum spool_kind kind;
};

/* By rising sequence. = {0} is empty. */
struct spool_list {
	struct spool_item *v;
	size_t n;
	long long bytes;
	size_t max_files;	/* SPOOL_MAX_FILES; a test has less */
};

/* A folder that is not there is empty. */
int spool_list_read(const struct root *, struct spool_list *, struct err *);
void spool_list_release(struct spool_list *);

/* The highest sequence; 0: there is none. */
long long spool_list_high(const struct spool_list *);

/* Is there a change newer than that sequence? */
bool spool_list_change(const struct spool_list *, long long sequence);

/*
 * Take away what is acknowledged; what was rejected goes to rejected/ and is
 * counted. What cannot be removed stays. Items that went leave the list.
 */
void spool_settle(const struct root *, struct spool_list *,
    const struct spoolack *, struct spool_state *);

/*
 * Make room for one more file of that size: the oldest heartbeats go, and
 * are counted. -ENOSPC: there are none left. force: one goes in any case.
 */
int spool_make_room(const struct root *, struct spool_list *,
    long long size, bool force, struct spool_state *);

#endif
