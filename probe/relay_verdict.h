/* What the answers of a mail server come to: would it relay? */
#ifndef HM_RELAY_VERDICT_H
#define HM_RELAY_VERDICT_H

#include <stdbool.h>

#include "agent/model/relaying.h"
#include "probe/question.h"

struct relay_verdict {
	enum relay relay;	/* UNKNOWN, CLOSED, DOMAIN, MX, SENDER, OPEN */
	const struct question *proof;	/* the envelope that decided, or
					 * NULL; borrowed */
	const char *reason;	/* why it is unknown, or NULL; constant */
	bool later;		/* another time it may be known */
	bool any_mailbox;	/* it takes mail for whatever mailbox of its
				 * own: whether one that looks like a route
				 * is one is not seen from outside */
};

/*
 * After questions_follow() has nothing more to ask. OPEN and its kin need an
 * acceptance that can be no mailbox of the host's own; CLOSED needs a refusal
 * of every envelope, and that of the first to be about its recipient.
 */
struct relay_verdict relay_verdict(const struct question *list);

#endif
