/* How long to leave a collector alone that did not take a report. */
#ifndef HM_BACKOFF_H
#define HM_BACKOFF_H

#include <stddef.h>
#include <stdint.h>

#include "agent/base/buf.h"

/* Seconds: the longest first wait, the longest of all, and what is believed
 * of a Retry-After. */
#define BACKOFF_FIRST 600
#define BACKOFF_MOST 3600
#define BACKOFF_TOLD 86400

/* Kept from run to run. = {0}: nothing has failed. */
struct backoff {
	unsigned failures;	/* in a row */
	int64_t written;	/* the clock when it was */
	int64_t until;		/* do not ask before */
};

/* What makes no sense is {0}. */
void backoff_parse(struct backoff *ret, const char *text, size_t len);
void backoff_write(const struct backoff *, struct buf *);

/*
 * One more failure. The wait is drawn evenly from 0 to the bound, which
 * doubles with each failure ("full jitter"): whatever made many hosts fail
 * at the same moment, they do not come back at the same moment. random is
 * even over all its values. told: seconds of a Retry-After, -1: none; the
 * draw comes on top of it, as all were told the same.
 */
void backoff_fail(struct backoff *, int64_t now, int64_t told,
    uint32_t random);

/*
 * Seconds that are left, 0: none. A clock that went back, or waits longer
 * than any that we set, are nonsense of a clock and no reason to be silent.
 */
int64_t backoff_left(const struct backoff *, int64_t now);

#endif
