/* When --watch looks at its host, and what it then does: no I/O, no clock. */
#ifndef HM_WATCH_TURN_H
#define HM_WATCH_TURN_H

#include <stdbool.h>
#include <stdint.h>

#include "agent/base/digest.h"
#include "agent/model/finding.h"
#include "agent/model/policy.h"

/* All times are milliseconds of a clock that never goes back. */
struct watch_pace {
	int64_t quiet;		/* a burst is over when nothing changed for
				 * so long */
	int64_t burst;		/* and is looked at after so long, over or
				 * not */
	int64_t whole;		/* a look without any change */
	int64_t sockets;	/* between looks at sockets; 0: none */
	int64_t starts;		/* between looks because a program of an MTA
				 * was started */
	int64_t load;		/* a look is followed by this many times of
				 * what it took without one ... */
	int64_t rest;		/* ... but by no more than this */
	int64_t retry;		/* enforcing that failed is tried once more
				 * after this: somebody was in the middle of
				 * something, such as a package's scripts */
	int64_t hour;		/* in which so many */
	int64_t decoy;		/* between two tests of oneself; 0: none */
	int64_t decoy_first;	/* the first, after the start, and the next
				 * after one that failed */
	int64_t notice;		/* and what is noticed is within so long */
	unsigned fights;	/* re-enables end enforcing, at most
				 * WATCH_FIGHTS */
};

#define WATCH_FIGHTS 8

/* What is used; whole is to be lowered by a host's own part of an hour. */
extern const struct watch_pace watch_pace;

/* DECOY: touch it, then watch_turn_touched(). BLIND: it was not noticed; the
 * look that follows reports that. */
enum watch_act { WATCH_WAIT, WATCH_SOCKETS, WATCH_LOOK, WATCH_DECOY,
	WATCH_BLIND };

struct watch_turn {
	struct watch_pace pace;
	bool burst;		/* something changed that is not looked at */
	int64_t began, latest;	/* of the burst */
	int64_t not_before;	/* the next look */
	int64_t whole_at, sockets_at;
	int64_t started_at;	/* no look for a start before that */
	int64_t decoy_at;
	bool waits;		/* for what was touched, until then: */
	int64_t blind_at;
	enum tri sees;		/* what came of it; UNKNOWN: nothing yet */
	bool judged;		/* there was a look */
	char key[DIGEST_HEX];	/* of its verdicts */
	bool kept;		/* the mode was reached by our enforcing */
	char tried[DIGEST_HEX];	/* the key with which enforcing was tried in
				 * vain ("": none), and when it may be again */
	int64_t again_at;
	bool retried;		/* it was, once more */
	int64_t fights[WATCH_FIGHTS];	/* when enforcing did not last, or
				 * failed: a ring */
	unsigned n_fights;
	bool gave_up;
	bool good;		/* not failing, since then */
	int64_t good_since;
};

/* The first thing to do is a look. */
void watch_turn_init(struct watch_turn *, const struct watch_pace *,
    int64_t now);

/* Something changed, or may have. */
void watch_turn_changed(struct watch_turn *, int64_t now);

/* The decoy was touched, or could not be: then nothing is known. */
void watch_turn_touched(struct watch_turn *, bool touched, int64_t now);

/* A program of an MTA was started: the sockets are looked at at once, and
 * the host soon, but not again and again. */
void watch_turn_started(struct watch_turn *, int64_t now);

/* Look at once at the whole, as after an hour. */
void watch_turn_ask(struct watch_turn *, int64_t now);

/* What is to be done now; of WATCH_WAIT: for how long nothing is, unless
 * something changes. What is to be done is taken as done. */
enum watch_act watch_turn_next(struct watch_turn *, int64_t now,
    int64_t *wait);

/* What a look found. */
struct watch_seen {
	const char *key;	/* watch_key() */
	bool fails;
	bool enforce;		/* the policy wants it */
};

struct watch_answer {
	bool report;		/* another verdict than last time, the first,
				 * or it was given up */
	bool enforce;		/* to be done now, then
				 * watch_turn_enforced() and another look */
	bool gave_up;		/* just now */
};

/* A look that began and ended then. */
struct watch_answer watch_turn_judge(struct watch_turn *,
    const struct watch_seen *, int64_t began, int64_t ended);

/* The report did not get to where it belongs: the next look has one, even if
 * nothing changes. */
void watch_turn_unsaid(struct watch_turn *);

/* How enforcing ended: the mode is reached, or it is not. */
void watch_turn_enforced(struct watch_turn *, bool reached, int64_t now);

/* What a change of verdict is a change of: each check and its verdict, and
 * the worst of them. */
void watch_key(const struct findings *, char ret[DIGEST_HEX]);

#endif
