/* One run of the sender: what is spooled goes to the collector. */
#ifndef HM_SENDER_H
#define HM_SENDER_H

#include <stdbool.h>
#include <stdint.h>

#include "agent/base/buf.h"
#include "agent/base/err.h"
#include "agent/base/root.h"
#include "agent/base/spoolack.h"
#include "agent/send/backoff.h"
#include "agent/send/enrolled.h"
#include "agent/send/post.h"

struct sender_clock {
	int64_t (*now)(void *arg);	/* seconds since 1970 */
	int64_t (*tick)(void *arg);	/* seconds that never go back */
	void (*wait)(void *arg, int64_t seconds);
	void *arg;
};

struct sender {
	struct root spool, state;	/* the folders */
	struct enrolled self;
	struct spoolack ack;
	struct backoff backoff;
	struct post_ops post;
	struct sender_clock clock;
	int64_t end;		/* the tick at which the run is over */
	bool plain;		/* the collector takes no gzip */
	unsigned posts, draws;
	struct buf notes;	/* lines for a person; may be empty */
};

enum sender_end {
	SENDER_DONE,		/* nothing is left to be sent */
	SENDER_LATER,		/* kept; another run tries again */
	SENDER_STOPPED,		/* the collector does not know us, or takes
				 * us for a clone: somebody has to act */
	SENDER_FAILED		/* our own state or spool */
};

/* Read, and write, the files of the state folder; what is not there or makes
 * no sense is as in a new one. */
void sender_load(struct sender *);
int sender_save_self(struct sender *, struct err *);
int sender_save_ack(struct sender *, struct err *);
int sender_save_backoff(struct sender *, struct err *);

/*
 * Enroll if that is still to be done, then send. Waits no longer than until
 * `end`. The words in e say why it is not done. Each report is acknowledged
 * to root only after the collector said it has it.
 */
enum sender_end sender_run(struct sender *, struct err *);

#endif
