/* What the answers of a mail server come to: would it relay? */
#include "probe/relay_verdict.h"

#include <stddef.h>

#include "probe/refusal.h"

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

static const char *
why_not(const struct question *q)
{
	switch (question_answer(q)) {
	case ANSWER_LATER:
		return "it answers that it cannot tell now";
	case ANSWER_ODD:
		return "its answer has no meaning here";
	default:
		return "not all questions were answered";
	}
}

static void
unknown(struct relay_verdict *v, const struct question *q, const char *why)
{
	if (v->reason != NULL)
		return;
	v->relay = RELAY_UNKNOWN;
	v->proof = q;
	v->reason = why;
}

static void
unsettled(struct relay_verdict *v, const struct question *q)
{
	enum answer a = q != NULL ? question_answer(q) : ANSWER_NONE;

	v->later = v->later || a == ANSWER_LATER || a == ANSWER_NONE;
	unknown(v, q, q != NULL ? why_not(q) :
	    "not all questions were answered");
}

enum way { WAY_NONE, WAY_OUT, WAY_MAILBOX, WAY_ANY_MAILBOX };

/* Is what was accepted on its way out? */
static enum way
way_of(const struct question *list, const struct question *q,
    const struct question **missing)
{
	const struct question *shape, *mailbox;

	if (!q->routed)
		return WAY_OUT;
	shape = question_about(list, ASK_SHAPE, q);
	mailbox = question_about(list, ASK_MAILBOX,
	    q->number == 26 ? q : NULL);
	*missing = shape;
	if (shape == NULL || !question_is_settled(shape))
		return WAY_NONE;
	/* With its own name in place of the other it says no: it looks at
	 * what stands there. */
	if (question_answer(shape) == ANSWER_REFUSED)
		return WAY_OUT;
	*missing = mailbox;
	if (mailbox == NULL || !question_is_settled(mailbox))
		return WAY_NONE;
	/* If it looked there, the shape would be refused as the mailbox is. */
	return question_answer(mailbox) == ANSWER_REFUSED ? WAY_MAILBOX :
	    WAY_ANY_MAILBOX;
}

static enum relay
means(const struct question *list, const struct question *q)
{
	const struct question *other = question_about(list, ASK_STRANGER, q);

	return other != NULL && question_answer(other) == ANSWER_ACCEPTED ?
	    RELAY_OPEN : q->means;
}

static void
accepted(struct relay_verdict *v, const struct question *list,
    const struct question *q, const struct question **best)
{
	const struct question *missing = NULL;
	enum relay relay;

	switch (way_of(list, q, &missing)) {
	case WAY_OUT:
		relay = means(list, q);
		if (*best == NULL || relay > means(list, *best))
			*best = q;
		break;
	case WAY_ANY_MAILBOX:
		v->any_mailbox = true;
		break;
	case WAY_MAILBOX:
		break;
	default:
		unsettled(v, missing);
	}
}

/* All is refused: would it be to others? */
static void
judge_refusal(struct relay_verdict *v, const struct question *list,
    const struct question *q)
{
	static const char *const why[] = {
		[REFUSAL_DOMAIN] = "it holds that the domain offsite takes "
		    "no mail: try another --offsite",
		[REFUSAL_SENDER] = "it does not take the sender: try another "
		    "--from",
		[REFUSAL_CLIENT] = "it refuses this client, and may not "
		    "refuse others",
		[REFUSAL_TLS] = "it wants TLS, which could not be had",
	};
	enum refusal meaning = refusal_meaning(q->code, q->text);
	const struct question *own;

	v->proof = q;
	v->relay = RELAY_CLOSED;
	if (q->stage == STAGE_MAIL && meaning == REFUSAL_RECIPIENT &&
	    q->code == 530)
		return;		/* nothing without authentication */
	if (q->stage == STAGE_RCPT && meaning == REFUSAL_RECIPIENT)
		return;
	if (meaning < COUNT(why) && why[meaning] != NULL) {
		unknown(v, q, why[meaning]);
	} else if (q->stage == STAGE_MAIL) {
		unknown(v, q, why[REFUSAL_SENDER]);
	} else {
		own = question_about(list, ASK_POSTMASTER, NULL);
		if (own == NULL || !question_is_settled(own))
			unsettled(v, own);
		else if (question_answer(own) == ANSWER_REFUSED)
			unknown(v, q, "it refuses mail for its own "
			    "postmaster too: it may be this client that it "
			    "refuses");
	}
}

/* The first that a stranger sent, or the first at all. */
static const struct question *
first_refused(const struct question *list)
{
	const struct question *q, *ret = NULL;

	for (q = list; q != NULL; q = q->next) {
		if (q->purpose != ASK_ENVELOPE ||
		    question_answer(q) != ANSWER_REFUSED)
			continue;
		if (!q->forged && !q->routed)
			return q;
		if (ret == NULL || (ret->stage == STAGE_MAIL &&
		    q->stage == STAGE_RCPT))
			ret = q;
	}
	return ret;
}

struct relay_verdict
relay_verdict(const struct question *list)
{
	struct relay_verdict v = { .relay = RELAY_CLOSED };
	const struct question *q, *best = NULL;

	for (q = list; q != NULL; q = q->next) {
		if (q->purpose != ASK_ENVELOPE)
			continue;
		if (question_answer(q) == ANSWER_ACCEPTED)
			accepted(&v, list, q, &best);
		else if (question_answer(q) != ANSWER_REFUSED)
			unsettled(&v, q);
	}
	if (best != NULL) {
		v.relay = means(list, best);
		v.proof = best;
		v.reason = NULL;
		return v;
	}
	q = first_refused(list);
	if (v.reason == NULL && q != NULL)
		judge_refusal(&v, list, q);
	else if (v.reason == NULL)
		unknown(&v, NULL, "it accepts every mailbox, and was asked "
		    "for nothing else");
	return v;
}
