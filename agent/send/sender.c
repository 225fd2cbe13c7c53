/* One run of the sender: what is spooled goes to the collector. */
#include "agent/send/sender.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "agent/base/digest.h"
#include "agent/send/answer.h"
#include "agent/send/gzip.h"
#include "agent/send/outbox.h"
#include "agent/send/outcome.h"
#include "agent/send/signing.h"

#define MAX_BODY ((size_t)16 << 20)
/* What fits into one packet gains nothing by gzip; of enrolments nobody
 * promises that it is taken. */
#define SMALL 1024

/* What one attempt leads to, besides an end. */
#define AGAIN ((enum sender_end)-1)

/* Jitter is no secret, but must differ from host to host and time to time. */
static uint32_t
draw(struct sender *s)
{
	struct timespec t = { .tv_nsec = 0 };
	char hex[DIGEST_HEX];
	struct digest d;
	uint32_t x = 0;
	int64_t parts[4];
	size_t i;

	clock_gettime(CLOCK_REALTIME, &t);
	parts[0] = (int64_t)t.tv_sec;
	parts[1] = t.tv_nsec;
	parts[2] = (int64_t)getpid();
	parts[3] = (int64_t)s->draws++;
	digest_init(&d);
	digest_add(&d, parts, sizeof(parts));
	digest_add(&d, s->self.token, strlen(s->self.token));
	digest_add(&d, s->self.id, strlen(s->self.id));
	digest_hex(&d, hex);
	for (i = 0; i < 8; i++)
		x = x << 4 | (uint32_t)(hex[i] <= '9' ? hex[i] - '0' :
		    hex[i] - 'a' + 10);
	return x;
}

static void
failed(struct sender *s, int64_t told)
{
	backoff_fail(&s->backoff, s->clock.now(s->clock.arg), told, draw(s));
	/* A full disk: the next run is an hour away all the same. */
	sender_save_backoff(s, NULL);
}

static int
succeeded(struct sender *s, struct err *e)
{
	if (s->backoff.failures == 0)
		return 0;
	s->backoff = (struct backoff){ .failures = 0 };
	return sender_save_backoff(s, e);
}

/* One question: what it led to, and the words where that is no receipt. */
static enum sent
ask(struct sender *s, const char *path, const struct buf *body,
    struct post_answer *a, struct answer *said, struct err *e)
{
	struct post p = { .path = path, .body = body->p, .len = body->len };
	struct buf small = BUF_INIT(MAX_BODY);
	char words[400];
	enum sent got = SENT_LATER;

	if (s->self.campus[0] != '\0')
		p.token = s->self.campus;
	else if (s->self.token[0] != '\0')
		p.token = s->self.token;
	if (!s->plain && s->self.campus[0] == '\0' && body->len >= SMALL &&
	    gzip_pack(body->p, body->len, &small) == 0) {
		p.body = small.p;
		p.len = small.len;
		p.gzip = true;
	}
	a->status = 0;
	a->retry_after = -1;
	*e = (struct err){ .code = 0 };
	*said = (struct answer){ .epoch = 0 };
	s->posts++;
	if (s->post.post(s->post.arg, &p, a, e) == 0) {
		got = outcome_of(a, said);
		outcome_words(a, said, words, sizeof(words));
		err_set(e, EPROTO, "%s", words);
	}
	buf_release(&small);
	if (got == SENT_PLAIN && p.gzip) {
		s->plain = true;
		return ask(s, path, body, a, said, e);
	}
	return got == SENT_PLAIN ? SENT_REJECTED : got;
}

static int
acknowledge(struct sender *s, const struct outbox_item *item, int status,
    struct err *e)
{
	if (status != 0) {
		spoolack_reject(&s->ack, item->sequence, status);
		buf_addf(&s->notes, "report %lld was refused: %.300s\n",
		    item->sequence, e->text);
	}
	s->ack.done = item->sequence;
	return sender_save_ack(s, e);
}

/* Heartbeats of a few bytes first; the whole report where it is wanted. */
static enum sender_end
deliver(struct sender *s, const struct outbox_item *item, struct buf *report,
    struct post_answer *a, struct err *e)
{
	struct buf beat = BUF_INIT(65536);
	struct answer said;
	enum sent got = SENT_WANT_FULL;
	int r;

	if (item->kind == SPOOL_HEARTBEAT &&
	    answer_heartbeat(report->p, report->len, &beat, NULL) == 0)
		got = ask(s, "/v1/heartbeats", &beat, a, &said, e);
	buf_release(&beat);
	if (got == SENT_WANT_FULL)
		got = ask(s, "/v1/reports", report, a, &said, e);
	switch (got) {
	case SENT_DELIVERED:
	case SENT_REJECTED:
		r = acknowledge(s, item, got == SENT_REJECTED ? a->status : 0,
		    e);
		if (r == 0)
			r = succeeded(s, e);
		return r < 0 ? SENDER_FAILED : SENDER_DONE;
	case SENT_STOP:
		failed(s, a->retry_after);
		return SENDER_STOPPED;
	default:
		failed(s, a->retry_after);
		return AGAIN;
	}
}

static bool
is_over(const struct sender *s)
{
	return s->clock.tick(s->clock.arg) >= s->end;
}

static enum sender_end
deliver_all(struct sender *s, const struct outbox *o, struct err *e)
{
	struct buf report = BUF_INIT(MAX_BODY);
	struct post_answer a = { .body = BUF_INIT(POST_MAX_ANSWER) };
	enum sender_end end = SENDER_DONE;
	size_t i;
	int r;

	for (i = 0; i < o->n && end == SENDER_DONE; i++) {
		if (is_over(s)) {
			err_set(e, EAGAIN, "the time of this run is over");
			end = SENDER_LATER;
			break;
		}
		r = outbox_body(&s->spool, &o->v[i], &report, e);
		/* Root gave a heartbeat up for room meanwhile. */
		if (r == -ENOENT)
			continue;
		if (r == -EFBIG || (r >= 0 && report.len == 0)) {
			err_set(e, EFBIG, "%s", r < 0 ? "too large" :
			    "empty");
			end = acknowledge(s, &o->v[i], 413, e) < 0 ?
			    SENDER_FAILED : SENDER_DONE;
			continue;
		}
		end = r < 0 ? SENDER_FAILED : deliver(s, &o->v[i], &report,
		    &a, e);
	}
	buf_release(&a.body);
	buf_release(&report);
	return end;
}

static enum sender_end
take_enrolment(struct sender *s, const struct post_answer *a,
    const struct answer *said, struct err *e)
{
	if (a->status == 202) {
		failed(s, a->retry_after);
		err_set(e, EAGAIN, "the enrolment waits for the collector's "
		    "operator%s%.300s", said->message[0] != '\0' ? ": " : "",
		    said->message);
		return SENDER_LATER;
	}
	if (a->status != 201 || said->id[0] == '\0' ||
	    !enrolled_token_ok(said->token) || said->epoch < 0) {
		failed(s, -1);
		err_set(e, EPROTO, "%d: an enrolment without id and token",
		    a->status);
		return AGAIN;
	}
	snprintf(s->self.id, sizeof(s->self.id), "%s", said->id);
	snprintf(s->self.token, sizeof(s->self.token), "%s", said->token);
	s->self.epoch = said->epoch;
	s->self.campus[0] = '\0';
	if (sender_save_self(s, e) < 0 || succeeded(s, e) < 0)
		return SENDER_FAILED;
	buf_addf(&s->notes, "enrolled as host %.200s\n", s->self.id);
	return SENDER_DONE;
}

static enum sender_end
enroll(struct sender *s, const struct outbox *o, struct err *e)
{
	struct post_answer a = { .body = BUF_INIT(POST_MAX_ANSWER) };
	struct buf report = BUF_INIT(MAX_BODY), body = BUF_INIT(65536);
	enum sender_end end = SENDER_FAILED;
	char key[PARCEL_KEY];
	struct answer said;
	int r;

	if (o->newest.kind == SPOOL_NONE) {
		err_set(e, ENOENT, "nothing is spooled that tells this host's "
		    "name: hardenmail --check --report");
		return SENDER_LATER;
	}
	r = outbox_body(&s->spool, &o->newest, &report, e);
	if (r >= 0 && s->self.sign[0] != '\0')
		r = signing_public(s->self.sign, key, e);
	if (r >= 0)
		r = answer_enrolment(report.p != NULL ? report.p : "",
		    report.len, s->self.sign[0] != '\0' ? key : NULL, &body,
		    e);
	if (r >= 0) {
		switch (ask(s, "/v1/enroll", &body, &a, &said, e)) {
		case SENT_DELIVERED:
		case SENT_WANT_FULL:
			end = take_enrolment(s, &a, &said, e);
			break;
		case SENT_STOP:
		case SENT_REJECTED:
			failed(s, a.retry_after);
			end = SENDER_STOPPED;
			break;
		default:
			failed(s, a.retry_after);
			end = AGAIN;
		}
	}
	buf_release(&a.body);
	buf_release(&body);
	buf_release(&report);
	return end;
}

/* Until the collector may be asked again; false: not in this run. */
static bool
wait_turn(struct sender *s)
{
	const int64_t left = backoff_left(&s->backoff,
	    s->clock.now(s->clock.arg));

	if (left > 0 && s->clock.tick(s->clock.arg) + left >= s->end)
		return false;
	if (left > 0)
		s->clock.wait(s->clock.arg, left);
	return !is_over(s);
}

enum sender_end
sender_run(struct sender *s, struct err *e)
{
	struct err why = { .code = 0 };
	enum sender_end end = AGAIN;
	struct outbox o;

	while (end == AGAIN) {
		if (outbox_read(&s->spool, &s->ack, &o, &why) < 0) {
			end = SENDER_FAILED;
			break;
		}
		if (o.n == 0 && enrolled_done(&s->self)) {
			end = SENDER_DONE;
		} else if (!wait_turn(s)) {
			end = SENDER_LATER;
			if (why.text[0] == '\0')
				err_set(&why, EAGAIN, "the collector is left "
				    "alone for a while after %u failures",
				    s->backoff.failures);
		} else if (!enrolled_done(&s->self)) {
			end = enroll(s, &o, &why);
			end = end == SENDER_DONE ? AGAIN : end;
		} else {
			end = deliver_all(s, &o, &why);
		}
		outbox_release(&o);
	}
	if (end != SENDER_DONE)
		*e = why;
	return end;
}
