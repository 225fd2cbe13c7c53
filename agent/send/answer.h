/* JSON that the sender reads: answers of the collector, and our reports. */
#ifndef HM_ANSWER_H
#define HM_ANSWER_H

#include <stdbool.h>
#include <stddef.h>

#include "agent/base/buf.h"
#include "agent/base/digest.h"
#include "agent/base/err.h"

#define ANSWER_TEXT 257

/* Members that are not there, of the wrong type or too long are "" and 0. */
struct answer {
	char id[ANSWER_TEXT], token[ANSWER_TEXT];
	long long epoch;
	bool want_full;
	char message[ANSWER_TEXT];	/* why it was refused */
};

/* The body of an answer. -EINVAL: no JSON object. */
int answer_parse(struct answer *ret, const char *text, size_t len);

/* The body of a heartbeat from a spooled report. -EINVAL with the words: it
 * has no digest or sequence. */
int answer_heartbeat(const char *report, size_t len, struct buf *,
    struct err *);

/* The body of an enrolment, from the anchors in a spooled report, and the
 * public key that this host signs with; NULL: it has none. */
int answer_enrolment(const char *report, size_t len, const char *key,
    struct buf *, struct err *);

#endif
