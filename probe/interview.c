/* SMTP from the first MAIL to QUIT on one connection; never DATA. */
#include "probe/interview.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* So much is sent before its replies are read: less than any window. */
#define GROUP 4096
#define MAX_OUT 16384

void
interview_init(struct interview *i, bool pipelining)
{
	*i = (struct interview){ .pipelining = pipelining,
	    .state = INTERVIEW_ASKED, .out = BUF_INIT(MAX_OUT) };
}

void
interview_release(struct interview *i)
{
	buf_release(&i->out);
}

void
interview_sent(struct interview *i, size_t len)
{
	if (len == 0)
		return;
	i->out.len -= len;
	memmove(i->out.p, i->out.p + len, i->out.len);
}

static struct question *
unsettled(struct question *q)
{
	while (q != NULL && (question_is_settled(q) || q->deferred))
		q = q->next;
	return q;
}

static void
put_mail(struct interview *i, const struct question *q)
{
	buf_addf(&i->out, "MAIL FROM:%s\r\n", q->from);
}

static void
put_rcpt(struct interview *i, const struct question *q)
{
	buf_addf(&i->out, "RCPT TO:%s\r\n", q->to);
}

/* A group of questions, or the MAIL of one. */
static void
put_group(struct interview *i)
{
	size_t start = i->out.len;

	if (!i->pipelining) {
		put_mail(i, i->unsent);
		i->unsent = unsettled(i->unsent->next);
		return;
	}
	while (i->unsent != NULL && i->out.len - start < GROUP) {
		put_mail(i, i->unsent);
		put_rcpt(i, i->unsent);
		buf_adds(&i->out, "RSET\r\n");
		i->unsent = unsettled(i->unsent->next);
	}
}

/* The next question's reply, if it was put; otherwise it is put now. */
static void
go_on(struct interview *i, struct question *next)
{
	i->mail_taken = false;
	i->at = next;
	i->expect = EXPECT_MAIL;
	if (next == NULL) {
		i->expect = EXPECT_NONE;
		i->state = INTERVIEW_ASKED;
	} else if (i->unsent == next) {
		put_group(i);
	}
}

int
interview_ask(struct interview *i, struct question *list)
{
	/* A part of a reply is there that nothing was asked for. */
	if (i->reply.lines > 0 || i->reply.len > 0) {
		i->state = INTERVIEW_ODD;
		return i->state;
	}
	i->unsent = unsettled(list);
	i->state = INTERVIEW_ASKING;
	go_on(i, i->unsent);
	return i->out.failed ? -ENOMEM : (int)i->state;
}

static void
answer(struct interview *i, enum stage stage, int code, const char *text)
{
	struct question *q = i->at;

	q->stage = stage;
	q->code = code;
	snprintf(q->text, sizeof(q->text), "%.*s", QUESTION_TEXT - 1, text);
	q->deferred = !question_is_settled(q);
	i->answered++;
}

static int
take_mail(struct interview *i)
{
	const struct smtp_reply *r = &i->reply;
	struct question *q = i->at;

	if (r->code == 250) {
		i->mail_taken = true;
		i->expect = EXPECT_RCPT;
		if (!i->pipelining)
			put_rcpt(i, q);
		return INTERVIEW_ASKING;
	}
	if (r->code < 400)
		return INTERVIEW_ODD;
	answer(i, STAGE_MAIL, r->code, r->text);
	i->expect = EXPECT_RCPT;
	if (!i->pipelining)
		go_on(i, unsettled(q->next));
	return i->state;
}

static int
take_rcpt(struct interview *i)
{
	const struct smtp_reply *r = &i->reply;

	if (r->code >= 300 && r->code < 400)
		return INTERVIEW_ODD;
	/* A recipient without a sender is never taken. */
	if (!i->mail_taken && r->code < 400)
		return INTERVIEW_ODD;
	i->rcpt_code = r->code;
	snprintf(i->rcpt_text, sizeof(i->rcpt_text), "%.*s",
	    QUESTION_TEXT - 1, r->text);
	if (i->mail_taken && r->code >= 400)
		answer(i, STAGE_RCPT, r->code, r->text);
	i->expect = EXPECT_RSET;
	if (!i->pipelining)
		buf_adds(&i->out, "RSET\r\n");
	return INTERVIEW_ASKING;
}

static int
take_rset(struct interview *i)
{
	struct question *q = i->at;

	if (i->reply.code != 250)
		return INTERVIEW_ODD;
	if (i->mail_taken && i->rcpt_code < 400)
		answer(i, STAGE_RCPT, i->rcpt_code, i->rcpt_text);
	go_on(i, unsettled(q->next));
	return i->state;
}

static int
take(struct interview *i)
{
	if (i->state == INTERVIEW_LEAVING) {
		i->gone = i->reply.code == 221 || i->reply.code == 421;
		return i->state;
	}
	if (i->reply.code == 421)	/* RFC 5321, 3.8 */
		return INTERVIEW_LIMITED;
	switch (i->expect) {
	case EXPECT_MAIL:
		return take_mail(i);
	case EXPECT_RCPT:
		return take_rcpt(i);
	case EXPECT_RSET:
		return take_rset(i);
	default:
		return INTERVIEW_ODD;
	}
}

int
interview_feed(struct interview *i, const char *data, size_t len)
{
	size_t used;
	int rc;

	while (len > 0 && (i->state == INTERVIEW_ASKING ||
	    i->state == INTERVIEW_ASKED || i->state == INTERVIEW_LEAVING)) {
		rc = smtp_reply_feed(&i->reply, data, len, &used);
		data += used;
		len -= used;
		if (rc < 0 || (i->state == INTERVIEW_ASKED && rc > 0)) {
			/* What was not asked for: garbage, or 421. */
			i->state = rc > 0 && i->reply.code == 421 ?
			    INTERVIEW_LIMITED : INTERVIEW_ODD;
		} else if (rc > 0) {
			i->state = (enum interview_state)take(i);
			i->reply = (struct smtp_reply){ .code = 0 };
		}
	}
	return i->out.failed ? -ENOMEM : (int)i->state;
}

int
interview_leave(struct interview *i)
{
	if (i->state == INTERVIEW_LIMITED || i->state == INTERVIEW_ODD)
		i->gone = true;
	else
		buf_adds(&i->out, "QUIT\r\n");
	i->state = INTERVIEW_LEAVING;
	return i->out.failed ? -ENOMEM : 0;
}
