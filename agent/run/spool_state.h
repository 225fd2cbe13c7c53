/* What root remembers of its spool. */
#ifndef HM_SPOOL_STATE_H
#define HM_SPOOL_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "agent/base/buf.h"
#include "agent/base/digest.h"

struct spool_state {
	bool known;		/* false: there is none, or it is broken */
	long long high;		/* the highest sequence ever issued */
	long long change;	/* that of the newest change; 0: none */
	char digest[DIGEST_HEX];	/* of it; "": not known */
	long long rejected;	/* how many the collector would not take */
	long long dropped;	/* and heartbeats given up for room */
	long long lost;		/* changes that found no room */
};

void spool_state_parse(struct spool_state *ret, const char *text, size_t len);
void spool_state_write(const struct spool_state *, struct buf *);

/*
 * The next sequence: above all that is known to be used. seen is the highest
 * in the spool, foreign what others say, now the clock: where the state is
 * lost numbers go on from the seconds since 1970, as one host never issues
 * one each second.
 */
long long spool_state_next(const struct spool_state *, long long seen,
    long long foreign, int64_t now);

#endif
