/* probe/reporting.c: bodies for a collector, and what its answers mean. */
#include "probe/reporting.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "tests/unit/unit.h"

#define TIME "2026-11-22T09:00:00Z"

static struct question proof = { .number = 1,
	.from = "<postmaster@probe.example>", .to = "<x@example.com>",
	.stage = STAGE_RCPT, .code = 250, .text = "ok" };
static struct greeting greeting = { .replies = 2, .banner = "a \xff hi",
	.name = "a.example" };
static struct transcript said;
static struct target target = { .port = 25 };
static const struct sweep_settings sweep_set = { .helo = "p.example",
	.from = "postmaster@p.example", .offsite = "example.com" };

static const struct blacklists none = { .n = 0 };

static struct observation
observation(void)
{
	assert_int_equal(address_parse("192.0.2.7", &target.address), 0);
	target.swept = false;
	return (struct observation){ .target = &target, .connected = true,
		.verdict = { .relay = RELAY_OPEN, .proof = &proof },
		.greeting = &greeting, .questions = &proof,
		.transcript = &said, .local = "192.0.2.1" };
}

/* A collector that answers by the list. */
struct answers {
	const struct one { int r, status; const char *body; int64_t wait; }
	*v;
	unsigned n, waits;
	int64_t waited;
	struct buf seen;
};

static int
post(void *arg, const struct post *p, struct post_answer *a, struct err *e)
{
	struct answers *all = arg;
	const struct one *one = &all->v[all->n++];

	assert_string_equal(p->path, "/v1/observations");
	assert_string_equal(p->token, "t");
	assert_false(p->gzip);
	buf_clear(&a->body);
	buf_clear(&all->seen);
	buf_add(&all->seen, p->body, p->len);
	if (one->r < 0)
		return err_set(e, -one->r, "no answer");
	a->status = one->status;
	a->retry_after = one->wait > 0 ? one->wait : -1;
	if (one->body != NULL)
		buf_adds(&a->body, one->body);
	return 0;
}

static void
waiting(void *arg, int64_t seconds)
{
	struct answers *all = arg;

	all->waits++;
	all->waited += seconds;
}

static int
send_one(const struct one *v, struct answers *all, struct err *e)
{
	struct reporting r = { .sweep = &sweep_set };
	struct observation o = observation();
	struct reporting_way way = { .post = { .arg = all, .post = post },
	    .token = "t", .wait = waiting, .arg = all };
	int rc;

	*all = (struct answers){ .v = v, .seen = BUF_INIT(1 << 20) };
	*e = (struct err){ .code = 0 };
	reporting_add(&r, &o, TIME);
	reporting_close(&r, &none);
	rc = reporting_send(&r, &way, e);
	reporting_release(&r);
	return rc;
}

#define GOOD { .status = 200, .body = "{\"stored\": 1}" }

static void
answers(void **state)
{
	static const struct { struct one v[3]; int r; unsigned tries;
		int64_t waited; const char *words; } rows[] = {
		{ { GOOD }, 0, 1, 0, "" },
		{ { { .r = -EIO }, { .status = 503, .wait = 7 }, GOOD }, 0, 3,
		    8, "" },
		{ { { .status = 429, .wait = 9999 }, GOOD }, 0, 2, 60, "" },
		{ { { .r = -EIO }, { .r = -EIO }, { .r = -EIO } }, -EAGAIN, 3,
		    3, "no answer" },
		/* A portal, and a redirect. */
		{ { { .status = 200, .body = "<p>hi" }, { .status = 200 },
		    { .status = 302 } }, -EAGAIN, 3, 3, "302" },
		{ { { .status = 401, .body = "{\x1b[2J\n \"a\"}" } },
		    -EACCES, 1, 0,
		    "the collector answered 401: {[2J \"a\"}" },
		{ { { .status = 403 } }, -EACCES, 1, 0, "403" },
		{ { { .status = 422 } }, -EPROTO, 1, 0, "422" },
		{ { { .status = 404 } }, -EPROTO, 1, 0, "404" },
	};
	struct answers all;
	struct err e;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(send_one(rows[i].v, &all, &e), rows[i].r);
		assert_int_equal(all.n, rows[i].tries);
		assert_int_equal(all.waited, rows[i].waited);
		if (rows[i].r < 0 && strstr(e.text, rows[i].words) == NULL)
			fail_msg("%zu: %s", i, e.text);
		buf_release(&all.seen);
	}
}

static void
body(void **state)
{
	static const struct one good[] = { GOOD };
	struct answers all;
	struct err e;

	said = TRANSCRIPT_INIT;
	transcript_add(&said, SPEAKER_SERVER, "220 a hi\r\n", 10);
	transcript_add(&said, SPEAKER_CLIENT, "EHLO p\r\n", 8);
	transcript_add(&said, SPEAKER_CLIENT, "MAIL FROM:<>\r\n", 14);
	assert_int_equal(send_one(good, &all, &e), 0);
	assert_non_null(strstr(all.seen.p,
	    "\"schema\": \"hardenmail-observations/1\""));
	assert_non_null(strstr(all.seen.p, "\"address\": \"192.0.2.7\""));
	assert_non_null(strstr(all.seen.p, "\"time\": \"" TIME "\""));
	assert_non_null(strstr(all.seen.p, "\"relay\": \"open\""));
	assert_non_null(strstr(all.seen.p, "\"to\": \"<x@example.com>\""));
	assert_non_null(strstr(all.seen.p, "\"C: EHLO p\""));
	/* Of the rest the proof is enough. */
	assert_null(strstr(all.seen.p, "C: MAIL"));
	assert_null(strstr(all.seen.p, "\"answers\""));
	/* What is no UTF-8 does not go out. */
	assert_null(strchr(all.seen.p, '\xff'));
	buf_release(&all.seen);
	transcript_release(&said);
	said = (struct transcript){ .speaker = 0 };
}

/* Several bodies, none of them larger than a collector takes; at an address
 * of a network nobody needs to be. */
static void
many(void **state)
{
	static const struct one good[20] = { GOOD, GOOD, GOOD, GOOD, GOOD,
		GOOD, GOOD, GOOD };
	struct reporting r = { .sweep = &sweep_set };
	struct observation o = observation();
	struct answers all = { .v = good, .seen = BUF_INIT(1 << 20) };
	struct reporting_way way = { .post = { .arg = &all, .post = post },
	    .token = "t", .wait = waiting, .arg = &all };
	struct err e = { .code = 0 };
	int i;

	assert_int_equal(reporting_send(&r, &way, &e), 0);
	assert_int_equal(all.n, 0);
	o.connected = false;
	target.swept = true;
	reporting_add(&r, &o, TIME);
	assert_null(r.first);
	o.refused = true;
	reporting_add(&r, &o, TIME);
	assert_non_null(r.first);
	for (i = 0; i < 2000; i++)
		reporting_add(&r, &o, TIME);
	reporting_close(&r, &none);
	assert_int_equal(reporting_send(&r, &way, &e), 0);
	assert_true(all.n >= 2 && all.n <= 8);
	assert_true(all.seen.len < REPORTING_BODY + 16384);
	reporting_release(&r);
	buf_release(&all.seen);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(answers),
		cmocka_unit_test(body),
		cmocka_unit_test(many),
	};

	return cmocka_run_group_tests_name("reporting", tests, NULL, NULL);
}
