/* What an answer of the collector means for the report that was sent. */
#ifndef HM_OUTCOME_H
#define HM_OUTCOME_H

#include "agent/send/answer.h"
#include "agent/send/post.h"

enum sent {
	SENT_LATER = 0,		/* nothing is known: keep it, try again */
	SENT_DELIVERED,		/* the collector has it */
	SENT_WANT_FULL,		/* it wants the whole report */
	SENT_REJECTED,		/* it will never take this one */
	SENT_STOP,		/* it does not know us, or takes us for a
				 * clone */
	SENT_PLAIN		/* it takes no gzip */
};

/*
 * a is read from the body, and empty where that is no JSON. Only a 2xx with
 * the body of a collector is a receipt: a portal or a proxy says 200 too. A
 * redirect is followed nowhere.
 */
enum sent outcome_of(const struct post_answer *, struct answer *a);

/* For people: "413: too large". */
void outcome_words(const struct post_answer *, const struct answer *,
    char *text, size_t size);

#endif
