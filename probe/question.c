/* The envelopes that a mail server is asked, and what it answered. */
#include "probe/question.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

#include "probe/refusal.h"

enum answer
question_answer(const struct question *q)
{
	if (q->stage == STAGE_NONE)
		return ANSWER_NONE;
	if (q->code >= 500)
		return ANSWER_REFUSED;
	if (q->code >= 400)
		return ANSWER_LATER;
	return q->code == 250 || q->code == 251 ? ANSWER_ACCEPTED :
	    ANSWER_ODD;
}

bool
question_is_settled(const struct question *q)
{
	enum answer a = question_answer(q);

	return a == ANSWER_ACCEPTED || a == ANSWER_REFUSED;
}

/* "a@b" and "<>" of the catalogue as MAIL has them. */
static const char *
bracketed(struct pool *p, const char *address)
{
	return address[0] == '<' ? address : pool_printf(p, "<%s>", address);
}

static struct question *
add(struct pool *p, struct question **list, enum purpose purpose,
    const struct question *of)
{
	struct question *q = pool_alloc(p, sizeof(*q));

	if (q == NULL)
		return NULL;
	while (*list != NULL)
		list = &(*list)->next;
	*q = (struct question){ .purpose = purpose, .of = of };
	*list = q;
	return q;
}

int
questions_make(struct pool *p, const struct envelope_names *n,
    unsigned which, const char *known, struct question **ret)
{
	struct question *list = NULL, **end = &list, *q;
	struct envelope *all = NULL, *e;

	if (envelopes_add(p, n, false, &all) < 0)
		return -ENOMEM;
	for (e = all; e != NULL; e = e->next) {
		if ((which >> e->number & 1) == 0)
			continue;
		q = add(p, end, ASK_ENVELOPE, NULL);
		if (q == NULL)
			return -ENOMEM;
		q->number = e->number;
		q->from = bracketed(p, e->from);
		q->to = e->to;
		q->means = e->means;
		q->forged = e->forged;
		q->routed = e->routed;
		end = &q->next;
	}
	if (known != NULL && (which >> 28 & 1) != 0) {
		q = add(p, end, ASK_ENVELOPE, NULL);
		if (q == NULL)
			return -ENOMEM;
		q->number = 28;
		q->from = bracketed(p, known);
		q->to = pool_printf(p, "<%s@%s>", n->user, n->offsite);
		q->means = RELAY_SENDER;
		q->forged = true;
	}
	if (p->failed)
		return -ENOMEM;
	*ret = list;
	return 0;
}

const struct question *
question_about(const struct question *list, enum purpose purpose,
    const struct question *of)
{
	while (list != NULL && (list->purpose != purpose || list->of != of))
		list = list->next;
	return list;
}

/* The same row of the catalogue with the host's own name in it. */
static const char *
shape_of(struct pool *p, const struct envelope_names *n,
    const struct question *list, const struct question *q)
{
	struct envelope_names own = *n;
	struct envelope *all = NULL, *e;
	unsigned nth = 0;

	/* Several rows have one number: the n-th of it. */
	for (; list != q; list = list->next)
		nth += list->purpose == ASK_ENVELOPE &&
		    list->number == q->number;
	own.offsite = n->host;
	if (envelopes_add(p, &own, false, &all) < 0)
		return NULL;
	for (e = all; e != NULL; e = e->next)
		if (e->number == q->number && nth-- == 0)
			break;
	return e != NULL ? e->to : NULL;
}

/* Once for each q; to NULL: no memory. */
static int
follow(struct pool *p, struct question *list, enum purpose purpose,
    const struct question *of, const struct envelope_names *n,
    const char *to)
{
	struct question *q;

	if (question_about(list, purpose, of) != NULL)
		return 0;
	q = add(p, &list, purpose, of);
	if (q == NULL)
		return -ENOMEM;
	q->from = purpose == ASK_SHAPE ? of->from : bracketed(p, n->sender);
	q->to = to;
	q->number = of != NULL ? of->number : 0;
	return q->from != NULL && to != NULL ? 1 : -ENOMEM;
}

static int
follow_accepted(struct pool *p, const struct envelope_names *n,
    struct question *list, const struct question *q)
{
	int r = 0, total = 0;

	if (q->forged)
		total = r = follow(p, list, ASK_STRANGER, q, n, q->to);
	if (r >= 0 && q->routed) {
		if (question_about(list, ASK_SHAPE, q) == NULL) {
			r = follow(p, list, ASK_SHAPE, q, n,
			    shape_of(p, n, list, q));
			total += r;
		}
		if (r >= 0 && q->number == 26) {
			r = follow(p, list, ASK_MAILBOX, q, n,
			    pool_printf(p, "<%s@%s>", n->user, n->friend));
			total += r;
		} else if (r >= 0) {
			r = follow(p, list, ASK_MAILBOX, NULL, n,
			    pool_printf(p, "<%s@%s>", n->user, n->host));
			total += r;
		}
	}
	return r < 0 ? r : total;
}

int
questions_follow(struct pool *p, const struct envelope_names *n,
    struct question *list)
{
	const struct question *last = NULL;
	struct question *q;
	int r = 0, total = 0;

	for (q = list; r >= 0 && q != NULL; q = q->next) {
		if (q->purpose != ASK_ENVELOPE)
			continue;
		r = 0;
		if (question_answer(q) == ANSWER_ACCEPTED)
			r = follow_accepted(p, n, list, q);
		else if (question_answer(q) == ANSWER_REFUSED &&
		    q->stage == STAGE_RCPT) {
			/* Most servers say the same each time. */
			if ((last == NULL || last->code != q->code ||
			    strcmp(last->text, q->text) != 0) &&
			    refusal_meaning(q->code, q->text) ==
			    REFUSAL_UNSAID)
				r = follow(p, list, ASK_POSTMASTER, NULL, n,
				    pool_printf(p, "<postmaster@%s>",
				    n->host));
			last = q;
		}
		total += r;
	}
	return r < 0 ? r : total;
}
