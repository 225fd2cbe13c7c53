/* The envelopes that a mail server is asked, and what it answered. */
#ifndef HM_QUESTION_H
#define HM_QUESTION_H

#include <stdbool.h>

#include "agent/base/pool.h"
#include "agent/model/envelopes.h"

enum purpose {
	ASK_ENVELOPE = 0,	/* one of the catalogue */
	ASK_STRANGER,		/* the same with a stranger's sender */
	ASK_SHAPE,		/* the same with the host's own name in place
				 * of the domain offsite */
	ASK_MAILBOX,		/* a mailbox that the host does not have */
	ASK_POSTMASTER		/* one that it should have */
};

enum stage { STAGE_NONE = 0, STAGE_MAIL, STAGE_RCPT };

enum answer { ANSWER_NONE = 0, ANSWER_ACCEPTED, ANSWER_REFUSED, ANSWER_LATER,
	ANSWER_ODD };

#define QUESTION_TEXT 200

struct question {
	struct question *next;
	enum purpose purpose;
	unsigned number;	/* of the catalogue; 0 for a mailbox */
	const char *from, *to;	/* as MAIL and RCPT have them: "<a@b>" */
	enum relay means;
	bool forged, routed;	/* see envelopes.h */
	const struct question *of;	/* which it is about, or NULL */
	enum stage stage;	/* of the reply; NONE: no answer yet */
	int code;
	char text[QUESTION_TEXT];	/* of its last line; cut */
	bool deferred;		/* not answered clearly: not in this round */
};

enum answer question_answer(const struct question *);
/* A clear yes or no; what is later or odd may be asked once more. */
bool question_is_settled(const struct question *);

/* Which of the catalogue: bit N for number N. */
#define QUESTION_ALL 0x7ffffffeu

/*
 * The catalogue for one host. known: a sender that the host may relay for
 * (number 28), or NULL. 0 or -ENOMEM.
 */
int questions_make(struct pool *, const struct envelope_names *,
    unsigned which, const char *known, struct question **ret);

/*
 * What the answers make necessary to ask: is it a mailbox, does the sender
 * count, is it this client that is refused? At the end of the list; how many
 * there are, or -ENOMEM. Called again it adds only what is new.
 */
int questions_follow(struct pool *, const struct envelope_names *,
    struct question *list);

/* The question of that purpose about q (NULL: about nothing), or NULL. */
const struct question *question_about(const struct question *list,
    enum purpose, const struct question *q);

#endif
