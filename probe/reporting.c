/* What the probe found goes to a collector. */
#include "probe/reporting.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "agent/base/memory.h"

#define TRIES 3
/* Of a Retry-After more is not waited. */
#define MAX_WAIT 60
#define MAX_BODY ((size_t)8 << 20)
#define SHOWN 200	/* bytes of a refusal */

struct reporting_body {
	struct reporting_body *next;
	struct buf text;
	struct json json;
};

static void
open_body(struct reporting *r, const char *time)
{
	struct reporting_body *b = memory_zeroed(1, sizeof(*b));

	if (b == NULL) {
		r->failed = true;
		return;
	}
	b->text = BUF_INIT(MAX_BODY);
	if (r->last != NULL)
		r->last->next = b;
	else
		r->first = b;
	r->last = b;
	json_init(&b->json, &b->text);
	observation_open(&b->json, r->sweep, time);
}

void
reporting_add(struct reporting *r, const struct observation *o,
    const char *time)
{
	if (observation_is_silent(o) && !o->refused)
		return;
	if (!r->failed && (r->last == NULL ||
	    r->last->text.len >= REPORTING_BODY))
		open_body(r, time);
	if (!r->failed)
		observation_brief(&r->last->json, o, time);
}

void
reporting_close(struct reporting *r, const struct blacklists *lists)
{
	struct reporting_body *b;

	for (b = r->first; b != NULL; b = b->next) {
		json_end(&b->json);
		blacklists_json(&b->json, lists, b);
		json_end(&b->json);
		if (b->text.failed)
			r->failed = true;
	}
}

void
reporting_release(struct reporting *r)
{
	struct reporting_body *b, *next;

	for (b = r->first; b != NULL; b = next) {
		next = b->next;
		buf_release(&b->text);
		free(b);
	}
	r->first = r->last = NULL;
}

/* The words of a server that may be anything: its status, and how its answer
 * begins, in one line. */
static int
refused(const struct post_answer *a, int code, struct err *e)
{
	char text[SHOWN + 1] = "";
	size_t i, n = 0;

	for (i = 0; i < a->body.len && n < SHOWN; i++)
		if (a->body.p[i] >= ' ' && a->body.p[i] <= '~' &&
		    (a->body.p[i] != ' ' || (n > 0 && text[n - 1] != ' ')))
			text[n++] = a->body.p[i];
	text[n] = '\0';
	return err_set(e, code, "the collector answered %d%s%s", a->status,
	    n > 0 ? ": " : "", text);
}

/* A portal says 200, too: only a collector says what it stored. */
static bool
is_receipt(const struct post_answer *a)
{
	return a->status == 200 && a->body.len > 0 &&
	    strstr(a->body.p, "\"stored\"") != NULL;
}

static int
outcome(const struct post_answer *a, struct err *e)
{
	if (is_receipt(a))
		return 0;
	switch (a->status) {
	case 401: case 403:
		return refused(a, EACCES, e);
	case 400: case 404: case 405: case 413: case 415: case 421: case 422:
		return refused(a, EPROTO, e);
	default:
		return refused(a, EAGAIN, e);
	}
}

static int
post_body(const struct reporting_way *w, const struct buf *text,
    struct err *e)
{
	struct post_answer a = { .body = BUF_INIT(POST_MAX_ANSWER) };
	const struct post p = { .path = "/v1/observations",
	    .token = w->token, .body = text->p, .len = text->len };
	int64_t wait;
	int i, r = -EAGAIN;

	for (i = 0; r == -EAGAIN && i < TRIES; i++) {
		a.retry_after = -1;
		r = w->post.post(w->post.arg, &p, &a, e);
		if (r == 0)
			r = outcome(&a, e);
		else if (r != -ENOMEM)
			r = -EAGAIN;
		wait = a.retry_after > MAX_WAIT ? MAX_WAIT :
		    a.retry_after > 0 ? a.retry_after : (int64_t)1 << i;
		if (r == -EAGAIN && i + 1 < TRIES)
			w->wait(w->arg, wait);
	}
	buf_release(&a.body);
	return r;
}

int
reporting_send(struct reporting *r, const struct reporting_way *w,
    struct err *e)
{
	struct reporting_body *b;
	int rc = 0;

	if (r->failed)
		return err_set(e, ENOMEM, "out of memory");
	for (b = r->first; rc == 0 && b != NULL; b = b->next)
		rc = post_body(w, &b->text, e);
	return rc;
}
