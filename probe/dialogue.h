/* The question whether a hub takes a mail: SMTP up to RCPT, never DATA. */
#ifndef HM_DIALOGUE_H
#define HM_DIALOGUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* A connection; a test fills it. Deadlines are clock_ms() times. */
struct wire {
	void *arg;
	/* All of it, or -ETIMEDOUT, -errno. */
	int (*send)(void *arg, const char *data, size_t len,
	    int64_t deadline);
	/* At least one byte; 0: the other side closed; -ETIMEDOUT, -errno. */
	ssize_t (*recv)(void *arg, char *data, size_t size,
	    int64_t deadline);
};

enum hub_answer_kind {
	HUB_UNKNOWN = 0,	/* no answer that can be relied on */
	HUB_ACCEPTED,		/* RCPT was answered with 250 or 251 */
	HUB_REFUSED,		/* 5xx, to whatever was said */
	HUB_TEMPFAIL		/* 4xx */
};

struct hub_question {
	const char *helo;	/* our own name, or "[192.0.2.25]" */
	const char *from, *to;	/* addresses; from may be empty */
};

struct hub_answer {
	enum hub_answer_kind kind;
	const char *stage;	/* "greeting", "helo", "mail", "rcpt": of
				 * code; constant */
	int code;		/* of the last reply, 0: none */
	char text[512];		/* its text, as the server wrote it */
	char reason[128];	/* why it is unknown; "" otherwise */
};

/* Ask, and take leave: RSET and QUIT, whose answers are not waited for
 * longer than two seconds. Fills *ret always. */
void hub_ask(const struct wire *, const struct hub_question *,
    int64_t deadline, struct hub_answer *ret);

/* May this stand between "<" and ">" of MAIL and RCPT, and is it one
 * address? No blanks, controls, brackets; at most 254 bytes; empty: false. */
bool hub_is_address(const char *text);
/* May this be said to EHLO: a name, or an address in brackets. */
bool hub_is_name(const char *text);

const char *hub_answer_name(enum hub_answer_kind);

/* Milliseconds of a clock that is not set. */
int64_t clock_ms(void);

#endif
