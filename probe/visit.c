/* One host that is asked: its connections, one after the other. */
#include "probe/visit.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "agent/base/memory.h"
#include "probe/dialogue.h"

#define CONNECT_MS 10000	/* for TCP alone */
#define LEAVE_MS 2000		/* for the answer to QUIT */
#define MAX_CONNECTIONS 24	/* of one round, where a server limits them */

void
visit_init(struct visit *v, const struct target *t,
    const struct sweep_settings *s, struct crowd *c)
{
	*v = (struct visit){ .target = t, .settings = s, .crowd = c,
	    .transcript = TRANSCRIPT_INIT };
}

static void
hang_up(struct visit *v)
{
	if (v->link != NULL)
		link_close(v->link);
	v->link = NULL;
	if (v->talk != NULL)
		interview_release(v->talk);
	free(v->talk);
	v->talk = NULL;
}

void
visit_release(struct visit *v)
{
	hang_up(v);
	transcript_release(&v->transcript);
	pool_release(&v->pool);
}

static bool
is_settled(const struct visit *v)
{
	const struct question *q = v->questions;

	while (q != NULL && question_is_settled(q))
		q = q->next;
	return v->questions != NULL && q == NULL;
}

/* Another round, or the end. */
static void
end_round(struct visit *v)
{
	struct question *q;
	bool later = v->later && !is_settled(v);

	v->rounds++;
	for (q = v->questions; q != NULL; q = q->next) {
		later = later || question_answer(q) == ANSWER_LATER;
		q->deferred = false;
	}
	v->state = VISIT_DONE;
	if (later && v->rounds <= v->settings->retries && v->error == 0) {
		v->state = VISIT_WAITING;
		v->connections = 0;
		v->when = clock_ms() +
		    (int64_t)v->settings->retry_wait * 1000;
	}
}

/* The connection is over, and why. later: another one may do better. */
static void
end_link(struct visit *v, const char *why, bool later)
{
	unsigned answered = v->talk != NULL ? v->talk->answered : 0;
	bool odd = v->talk != NULL && v->talk->state == INTERVIEW_ODD;

	snprintf(v->why, sizeof(v->why), "%s", why);
	v->later = later;
	v->met = v->met || (v->link != NULL && link_is_connected(v->link));
	transcript_note(&v->transcript, v->why);
	hang_up(v);
	/* It answered some, and will answer the next ones. */
	if (later && answered > 0 && !odd && !is_settled(v) &&
	    v->connections < MAX_CONNECTIONS) {
		v->state = VISIT_WAITING;
		v->when = 0;
	} else {
		end_round(v);
	}
}

static void
out_of_memory(struct visit *v)
{
	v->error = -ENOMEM;
	hang_up(v);
	v->state = VISIT_DONE;
}

void
visit_start(struct visit *v, int64_t now)
{
	struct err e = { 0 };
	char text[120];

	if (v->start == 0)
		v->start = now > 0 ? now : 1;
	v->connections++;
	v->greeting = (struct greeting){ .code = 0 };
	snprintf(text, sizeof(text), "connection %u, port %u",
	    v->connections, v->target->port);
	transcript_note(&v->transcript, text);
	v->state = VISIT_TALKING;
	v->when = now + (int64_t)v->settings->seconds * 1000;
	v->connect_by = now + CONNECT_MS < v->when ? now + CONNECT_MS :
	    v->when;
	v->link = crowd_open(v->crowd, &v->target->address, v->target->port,
	    v->settings->helo, v->settings->tls && !v->no_tls, v, &e);
	if (v->link == NULL)
		out_of_memory(v);
}

void
visit_watch(struct visit *v, int64_t now)
{
	if (v->state != VISIT_TALKING)
		return;
	if (now >= v->when && v->talk != NULL &&
	    v->talk->state == INTERVIEW_LEAVING)
		end_link(v, "left", false);
	else if (now >= v->when)
		end_link(v, "no answer within the time limit", true);
	else if (now >= v->connect_by && !link_is_connected(v->link))
		end_link(v, "no connection within the time limit", true);
}

/* What goes now goes; the rest when the link is writable. */
static void
flush(struct visit *v)
{
	struct buf *out = &v->talk->out;
	ssize_t n;

	while (v->state == VISIT_TALKING && out->len > 0) {
		n = link_send(v->link, out->p, out->len);
		if (n == -EAGAIN)
			return;
		if (n < 0) {
			end_link(v, strerror((int)-n), true);
			return;
		}
		transcript_add(&v->transcript, SPEAKER_CLIENT, out->p,
		    (size_t)n);
		interview_sent(v->talk, (size_t)n);
	}
}

static void
leave(struct visit *v)
{
	int64_t soon = clock_ms() + LEAVE_MS;

	if (interview_leave(v->talk) < 0) {
		out_of_memory(v);
		return;
	}
	if (v->when > soon)
		v->when = soon;
	flush(v);
}

/* All that was put is answered: more that follows from it, or good-bye. */
static void
follow(struct visit *v)
{
	int more = questions_follow(&v->pool, &v->names, v->questions);

	if (more > 0)
		more = interview_ask(v->talk, v->questions) < 0 ?
		    -ENOMEM : 1;
	if (more < 0)
		out_of_memory(v);
	else if (more > 0)
		flush(v);
	else
		leave(v);
}

static void
act(struct visit *v, int state)
{
	char text[160];

	switch (state) {
	case INTERVIEW_ASKING:
		flush(v);
		break;
	case INTERVIEW_ASKED:
		follow(v);
		break;
	case INTERVIEW_LIMITED:
		snprintf(text, sizeof(text), "the server ends the connection: "
		    "421 %.100s", v->talk->reply.text);
		end_link(v, text, true);
		break;
	case INTERVIEW_ODD:
		end_link(v, "what the server says makes no sense", false);
		break;
	case INTERVIEW_LEAVING:
		if (v->talk->gone)
			end_link(v, "left", false);
		break;
	default:
		out_of_memory(v);
	}
}

static void
on_readable(void *owner)
{
	struct visit *v = owner;
	char data[8192];
	ssize_t n;

	while (v->state == VISIT_TALKING) {
		n = link_recv(v->link, data, sizeof(data));
		if (n == -EAGAIN)
			return;
		if (n <= 0 && v->talk->state == INTERVIEW_LEAVING) {
			end_link(v, "left", false);
			return;
		}
		if (n <= 0) {
			end_link(v, n == 0 ? "the server closed the "
			    "connection" : strerror((int)-n), true);
			return;
		}
		transcript_add(&v->transcript, SPEAKER_SERVER, data,
		    (size_t)n);
		act(v, interview_feed(v->talk, data, (size_t)n));
	}
}

static void
on_writable(void *owner)
{
	flush(owner);
}

static int
make_questions(struct visit *v)
{
	const struct sweep_settings *s = v->settings;
	struct envelope_names *n = &v->names;
	char address[ADDRESS_TEXT];

	address_print(&v->target->address, address);
	n->literal = pool_printf(&v->pool, "[%s%s]",
	    v->target->address.family == 6 ? "IPv6:" : "", address);
	/* Whoever gave a name knows the host by it; RFC 5321, 4.2: the
	 * greeting begins with the name that the server gives itself. */
	n->host = v->target->name != NULL ? v->target->name :
	    v->greeting.name[0] != '\0' ?
	    pool_strdup(&v->pool, v->greeting.name) : n->literal;
	n->sender = s->from;
	n->offsite = s->offsite;
	n->third = pool_printf(&v->pool, "relay.%s", s->offsite);
	n->user = s->user;
	/* RFC 5737: nobody has it. */
	n->offsite_literal = "[203.0.113.9]";
	n->friend = s->friend;
	n->pointed = s->pointed;
	if (v->pool.failed)
		return -ENOMEM;
	return questions_make(&v->pool, n, s->which, s->known,
	    &v->questions);
}

static void
on_opened(void *owner)
{
	struct visit *v = owner;

	v->met = true;
	link_local(v->link, v->local);
	v->talk = memory_alloc(sizeof(*v->talk));
	if (v->talk == NULL) {
		out_of_memory(v);
		return;
	}
	interview_init(v->talk, v->greeting.pipelining);
	if (v->questions == NULL && make_questions(v) < 0) {
		out_of_memory(v);
		return;
	}
	if (interview_ask(v->talk, v->questions) < 0)
		out_of_memory(v);
	else
		act(v, (int)v->talk->state);
}

static void
on_failed(void *owner, int error, const char *words)
{
	struct visit *v = owner;
	char text[160];

	v->link = NULL;
	v->met = v->met || v->greeting.lines > 0;
	v->refused = error == ECONNREFUSED && !v->met;
	if (v->greeting.tls && !v->no_tls) {
		/* Some servers offer what they cannot do. */
		v->no_tls = true;
		transcript_note(&v->transcript, words);
		v->state = VISIT_WAITING;
		v->when = 0;
		return;
	}
	if (v->greeting.code >= 400) {
		snprintf(text, sizeof(text), "it does not let us in: %d "
		    "%.100s", v->greeting.code, v->greeting.text);
		end_link(v, text, v->greeting.code < 500);
	} else if (error == EPROTO && v->met) {
		end_link(v, "what answers is no SMTP server", false);
	} else {
		snprintf(text, sizeof(text), "%.150s", words);
		end_link(v, text, !v->refused);
	}
}

static bool
on_allowed(void *owner, const struct address *a)
{
	const struct visit *v = owner;

	return networks_have(v->settings->authorised, a);
}

static void
on_said(void *owner, const char *data, size_t len)
{
	struct visit *v = owner;

	transcript_add(&v->transcript, SPEAKER_CLIENT, data, len);
}

static bool
on_heard(void *owner, const char *line, size_t len)
{
	struct visit *v = owner;

	transcript_add(&v->transcript, SPEAKER_SERVER, line, len);
	return greeting_line(&v->greeting, line, len) == 0;
}

const struct crowd_handler visit_handler = {
	.allowed = on_allowed,
	.said = on_said,
	.heard = on_heard,
	.opened = on_opened,
	.failed = on_failed,
	.readable = on_readable,
	.writable = on_writable,
};

/* Did both ends have one address? */
static bool
is_itself(const struct visit *v)
{
	char text[ADDRESS_TEXT];

	address_print(&v->target->address, text);
	return strcmp(text, v->local) == 0;
}

struct observation
visit_result(const struct visit *v, int64_t now)
{
	struct observation o = {
		.target = v->target,
		.verdict = { .relay = RELAY_UNKNOWN },
		.reason = v->target->reason,
		.greeting = &v->greeting,
		.questions = v->questions,
		.transcript = &v->transcript,
		.local = v->local,
		.connected = v->met,
		.refused = v->refused,
		.connections = v->connections,
		.rounds = v->rounds,
		.milliseconds = v->start > 0 ? now - v->start : 0,
	};

	if (v->questions != NULL) {
		o.verdict = relay_verdict(v->questions);
		o.reason = o.verdict.reason;
		if (o.verdict.relay == RELAY_UNKNOWN && !is_settled(v) &&
		    (o.verdict.proof == NULL || question_answer(
		    o.verdict.proof) == ANSWER_NONE))
			o.reason = v->why;
		if (o.verdict.relay > RELAY_CLOSED && is_itself(v)) {
			o.verdict.relay = RELAY_UNKNOWN;
			o.reason = "it was asked from the host itself, for "
			    "which it may relay";
		}
	} else if (o.reason == NULL) {
		o.reason = v->why;
	}
	return o;
}
