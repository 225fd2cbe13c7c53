/* What came of the hosts that were asked, for people and programs. */
#ifndef HM_OBSERVATION_TEXT_H
#define HM_OBSERVATION_TEXT_H

#include "agent/base/buf.h"
#include "agent/base/json.h"
#include "probe/blacklist.h"
#include "probe/sweep.h"

/* = {0} before the first. */
struct observation_totals {
	unsigned long open, closed, unknown;
	unsigned long silent;	/* of networks: nobody answered there */
};

void observation_count(struct observation_totals *,
    const struct observation *);
/* 0: none relays; 1: at least one does; 2: of some that is not known. */
int observation_status(const struct observation_totals *);

/* For people: nothing for an address of a network where nobody answered. */
void observation_print(struct buf *, const struct observation *);
void observation_totals_print(struct buf *,
    const struct observation_totals *);

/*
 * One object, schema hardenmail-observations/1: observation_open(), each
 * with observation_json(), observation_close(). The text may be taken from
 * the buf in between.
 */
void observation_open(struct json *, const struct sweep_settings *,
    const char *time);
void observation_json(struct json *, const struct observation *,
    const char *time);
void observation_close(struct json *, const struct observation_totals *,
    const struct blacklists *);

/* The same in short, for a collector: without the answers that decided
 * nothing, and of what was said only how it began. */
void observation_brief(struct json *, const struct observation *,
    const char *time);

/* An address of a network at which nobody answered. */
bool observation_is_silent(const struct observation *);

/* As its own file: the verdict, and what was said. */
void observation_transcript(struct buf *, const struct observation *,
    const char *time);

#endif
