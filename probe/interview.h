/* SMTP from the first MAIL to QUIT on one connection; never DATA. */
#ifndef HM_INTERVIEW_H
#define HM_INTERVIEW_H

#include <stdbool.h>
#include <stddef.h>

#include "agent/base/buf.h"
#include "probe/question.h"
#include "probe/smtp_reply.h"

enum interview_state {
	INTERVIEW_ASKING = 0,
	INTERVIEW_ASKED,	/* all are answered */
	INTERVIEW_LIMITED,	/* 421: no more on this connection */
	INTERVIEW_ODD,		/* what was said makes no sense */
	INTERVIEW_LEAVING	/* QUIT was said, and nothing else counts */
};

struct interview {
	struct question *at;	/* whose replies are awaited */
	struct question *unsent;/* the first that was not put yet */
	bool pipelining;	/* RFC 2920: several in one go */
	bool gone;		/* the last reply to QUIT came */
	enum interview_expect { EXPECT_NONE, EXPECT_MAIL, EXPECT_RCPT,
		EXPECT_RSET } expect;
	bool mail_taken;
	enum interview_state state;
	unsigned answered;	/* questions, on this connection */
	struct smtp_reply reply;
	int rcpt_code;		/* of the question at, until its RSET */
	char rcpt_text[QUESTION_TEXT];
	struct buf out;		/* what is to be sent; the caller takes it
				 * from there with interview_sent() */
};

/* Behind EHLO and its reply. */
void interview_init(struct interview *, bool pipelining);
void interview_release(struct interview *);

/*
 * Put what is neither settled nor deferred in the list: MAIL, RCPT, RSET for
 * each. A refusal is an answer at once; an acceptance when RSET behind it was
 * answered by 250, which shows that question and answer are in step. -ENOMEM.
 */
int interview_ask(struct interview *, struct question *list);

/* Bytes of the server. The state; -ENOMEM. */
int interview_feed(struct interview *, const char *data, size_t len);

/* So many bytes of out went off. */
void interview_sent(struct interview *, size_t len);

/* QUIT, unless the server has thrown us out. -ENOMEM. */
int interview_leave(struct interview *);

#endif
