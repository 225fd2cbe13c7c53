/* POST /v1/enroll, /v1/reports and /v1/heartbeats. */
#include "collector/api.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "agent/base/json.h"
#include "collector/enroll.h"
#include "collector/ingest.h"
#include "collector/zip.h"

struct upload {
	struct posting posting;
	struct buf plain;	/* of a body that came compressed */
};

bool
api_body(struct exchange *x, struct buf *plain, const char **body, size_t *len)
{
	const char *encoding = http_field(x->q, "Content-Encoding");
	int r;

	*body = x->q->body;
	*len = x->q->body_len;
	if (encoding == NULL || strcasecmp(encoding, "identity") == 0)
		return true;
	if (strcasecmp(encoding, "gzip") != 0 &&
	    strcasecmp(encoding, "deflate") != 0) {
		exchange_error(x, 415, "Content-Encoding: expected gzip or "
		    "deflate");
		return false;
	}
	r = zip_inflate(*body, *len, plain);
	if (r == -EFBIG)
		exchange_error(x, 413, "the body is larger than %lld bytes",
		    (long long)x->c->config.max_body);
	else if (r < 0)
		exchange_error(x, 400, "the body is not %s", encoding);
	*body = plain->len > 0 ? plain->p : "";
	*len = plain->len;
	return r == 0;
}

void
api_refuse_body(struct exchange *x, int r, const struct err *e)
{
	if (r == -ENOMEM)
		exchange_error(x, 503, "out of memory");
	else
		exchange_error(x, r == -EINVAL ? 400 : 422, "%s", e->text);
}

static void
prepare(struct exchange *x, bool full)
{
	struct upload *u = calloc(1, sizeof(*u));
	struct err e = { .code = 0 };
	const char *body;
	size_t len;
	int r;

	if (u == NULL) {
		exchange_error(x, 503, "out of memory");
		return;
	}
	x->data = u;
	u->plain = BUF_INIT((size_t)x->c->config.max_body);
	if (!api_body(x, &u->plain, &body, &len))
		return;
	r = posting_read(&u->posting, full, body, len, &e);
	x->held = sizeof(*u) + u->plain.cap + pool_size(
	    &u->posting.facts.pool);
	if (r < 0)
		api_refuse_body(x, r, &e);
}

void
api_report_prepare(struct exchange *x)
{
	prepare(x, true);
}

void
api_heartbeat_prepare(struct exchange *x)
{
	prepare(x, false);
}

void
api_posting_release(struct exchange *x)
{
	struct upload *u = x->data;

	if (u == NULL)
		return;
	posting_release(&u->posting);
	buf_release(&u->plain);
	free(u);
}

static void
refuse(struct exchange *x, const struct posting *p, const struct receipt *got)
{
	switch (got->outcome) {
	case OUTCOME_NO_IDENTITY:
		exchange_error(x, 401, "no host has this token or "
		    "certificate");
		exchange_field(x, "WWW-Authenticate", "Bearer");
		return;
	case OUTCOME_OTHER_HOST:
		exchange_error(x, 403, "the report is another host's");
		snprintf(x->note, sizeof(x->note), "%s: host %s sent a report "
		    "as host %.64s", x->peer, got->id, p->host_id);
		return;
	case OUTCOME_OTHER_EPOCH:
		exchange_error(x, 422, "epoch: the report is of another "
		    "enrolment");
		return;
	default:
		x->counters[4]++;
		exchange_error(x, 409, "sequence %lld came before with other "
		    "contents: is there a clone of this host?",
		    (long long)p->sequence);
		snprintf(x->note, sizeof(x->note), "%s: host %s has a clone: "
		    "sequence %lld came twice with different contents",
		    x->peer, got->id, (long long)p->sequence);
	}
}

int
api_posting(struct exchange *x, struct store *s, struct err *e)
{
	static const char *const words[] = {
		[OUTCOME_STORED] = "stored",
		[OUTCOME_DUPLICATE] = "duplicate",
		[OUTCOME_LATE] = "late",
		[OUTCOME_WANT_FULL] = "not stored",
	};
	struct posting *p = &((struct upload *)x->data)->posting;
	struct receipt got;
	struct json j;
	int r;

	r = ingest(s, &x->c->config, p, x->credential, x->now, &got, e);
	if (r < 0)
		return r;
	if (got.outcome > OUTCOME_WANT_FULL) {
		refuse(x, p, &got);
		return 0;
	}
	x->counters[got.outcome == OUTCOME_DUPLICATE ? 1 :
	    got.outcome == OUTCOME_WANT_FULL ? 3 : p->full ? 0 : 2]++;
	x->status = 200;
	json_init(&j, &x->out);
	json_object(&j, NULL);
	json_string(&j, "result", words[got.outcome]);
	json_string(&j, "id", got.id);
	json_string(&j, "condition", got.condition);
	if (got.outcome == OUTCOME_WANT_FULL)
		json_string(&j, "want", "full");
	json_end(&j);
	return 0;
}

void
api_enroll_prepare(struct exchange *x)
{
	struct enrolment *n = calloc(1, sizeof(*n));
	struct err e = { .code = 0 };
	int r;

	if (n == NULL) {
		exchange_error(x, 503, "out of memory");
		return;
	}
	x->data = n;
	r = enrolment_read(n, x->q->body, x->q->body_len, &e);
	if (r < 0) {
		api_refuse_body(x, r, &e);
		return;
	}
	x->held = sizeof(*n) + pool_size(&n->pool);
	n->peer = x->peer;
	n->subject = x->credential[0] != '\0' ? x->credential : NULL;
}

void
api_enroll_release(struct exchange *x)
{
	struct enrolment *n = x->data;

	if (n != NULL)
		enrolment_release(n);
	free(n);
}

int
api_enroll(struct exchange *x, struct store *s, struct err *e)
{
	struct enrolment *n = x->data;
	struct enrolled_host got;
	struct json j;
	int r = enroll(s, n, x->now, &got, e);

	if (r < 0)
		return r;
	json_init(&j, &x->out);
	json_object(&j, NULL);
	if (got.outcome == ENROLLED) {
		x->status = 201;
		json_string(&j, "id", got.id);
		json_string(&j, "token", got.token);
		json_number(&j, "epoch", got.epoch);
	} else {
		x->status = 202;
		json_bool(&j, "pending", true);
		json_string(&j, "message", "a host like this is known: an "
		    "operator has to decide; ask again later");
		exchange_field(x, "Retry-After", "3600");
		snprintf(x->note, sizeof(x->note), "%s: an enrolment waits "
		    "for a decision (--pending)", x->peer);
	}
	json_end(&j);
	return 0;
}
