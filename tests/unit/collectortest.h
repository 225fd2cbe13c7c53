/* A collector without its server: a store in memory, or the one that
 * HM_TEST_STORE names (tests/collector/on_postgres), and requests that are
 * answered at once. */
#ifndef HM_COLLECTORTEST_H
#define HM_COLLECTORTEST_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "collector/api.h"
#include "collector/enroll.h"
#include "collector/host_row.h"
#include "collector/ingest.h"
#include "collector/store_schema.h"
#include "tests/unit/unit.h"

#define NOW 1800000000
#define DAY 86400
#define DIGEST_1 \
	"1111111111111111111111111111111111111111111111111111111111111111"
#define DIGEST_2 \
	"2222222222222222222222222222222222222222222222222222222222222222"

struct test {
	struct store store;
	struct collector c;
	struct http_request q;
	struct exchange x;
	struct err e;
	struct enrolled_host host;
};

/* NULL: SQLite's. */
static inline const char *
test_server(void)
{
	return getenv("HM_TEST_STORE");
}

static inline void
test_open(struct store *s)
{
	static const char *const empty[] = {
		"SET client_min_messages = error",
		"DROP SCHEMA public CASCADE", "CREATE SCHEMA public",
	};
	const char *url = test_server();
	struct err e = { .code = 0 };
	size_t i;

	if (store_open(s, url != NULL ? url : "sqlite::memory:",
	    STORE_CREATE, &e) < 0)
		fail_msg("%s", e.text);
	for (i = 0; url != NULL && i < sizeof(empty) / sizeof(empty[0]); i++)
		if (store_run(s, &(struct query){ .sql = empty[i],
		    .once = true }, &e) < 0)
			fail_msg("%s", e.text);
}

static inline int
test_setup(void **state)
{
	struct test *t = calloc(1, sizeof(*t));

	test_open(&t->store);
	assert_int_equal(schema_migrate(&t->store, &t->e), 0);
	config_init(&t->c.config);
	t->c.routes = routes;
	t->c.open = true;
	*state = t;
	return 0;
}

static inline void
test_clear(struct test *t)
{
	if (t->x.route != NULL && t->x.route->release != NULL)
		t->x.route->release(&t->x);
	buf_release(&t->x.out);
	pool_release(&t->q.pool);
	memset(&t->x, 0, sizeof(t->x));
	memset(&t->q, 0, sizeof(t->q));
}

static inline int
test_teardown(void **state)
{
	struct test *t = *state;

	test_clear(t);
	store_close(&t->store);
	config_release(&t->c.config);
	free(t);
	return 0;
}

/* The exchange for a route's name, not answered yet. */
static inline struct exchange *
test_exchange(struct test *t, const char *name, const char *query,
    const char *body)
{
	const struct route *r;

	test_clear(t);
	for (r = routes; r->method != NULL; r++)
		if (strcmp(r->name, name) == 0)
			break;
	assert_non_null(r->method);
	t->q.method = r->method;
	t->q.path = r->path;
	t->q.query = query;
	t->q.peer = "192.0.2.9";
	t->q.body = body != NULL ? body : "";
	t->q.body_len = strlen(t->q.body);
	t->x = (struct exchange){ .c = &t->c, .q = &t->q, .route = r,
	    .peer = t->q.peer,
	    .out = BUF_INIT(1 << 20), .now = NOW };
	return &t->x;
}

/* Its status; the answer is in t->x.out. */
static inline int
test_answer(struct test *t)
{
	struct exchange *x = &t->x;

	if (x->status == 0 && x->route->prepare != NULL)
		x->route->prepare(x);
	if (x->status == 0)
		assert_true(x->route->answer(x, &t->store, &t->e) >= 0);
	return x->status;
}

static inline int
test_ask(struct test *t, const char *name, const char *query,
    const char *body)
{
	test_exchange(t, name, query, body);
	return test_answer(t);
}

/* A host; its credential's hash in hash. */
static inline void
test_enroll(struct test *t, const char *name, const char *machine_id,
    char hash[DIGEST_HEX])
{
	struct enrolment n = { .name = name, .machine_id = machine_id,
	    .peer = "192.0.2.9" };

	assert_int_equal(enroll(&t->store, &n, NOW, &t->host, &t->e), 0);
	assert_int_equal(t->host.outcome, ENROLLED);
	secret_hash("token", t->host.token, hash);
}

/* A report of a host whose sendmail listens for all, or that has none. */
static inline const char *
test_report(long long sequence, bool failing, const char *digest)
{
	static char text[4096];

	snprintf(text, sizeof(text), "{\"schema\":\"hardenmail/1\","
	    "\"run\":\"r\",\"sequence\":%lld,\"digest\":\"%s\",\"platform\":"
	    "{\"id\":\"debian\",\"source\":\"live\"},\"host\":{\"name\":\"n\"}"
	    ",\"listeners\":[%s],\"processes\":[%s]}", sequence, digest,
	    failing ? "{\"family\":\"inet\",\"address\":\"0.0.0.0\","
	    "\"port\":25,\"bound\":\"any\",\"holder\":{\"pid\":9,"
	    "\"mta\":\"sendmail\"}}" : "",
	    failing ? "{\"pid\":9,\"mta\":\"sendmail\",\"role\":\"daemon\"}" :
	    "");
	return text;
}

static inline struct receipt
test_ingest(struct test *t, const char *hash, const char *body, bool full,
    int64_t now)
{
	struct posting p;
	struct receipt got;

	if (posting_read(&p, full, body, strlen(body), &t->e) < 0)
		fail_msg("%s", t->e.text);
	assert_int_equal(ingest(&t->store, &t->c.config, &p, hash, now, &got,
	    &t->e), 0);
	posting_release(&p);
	return got;
}

/* One number from the store. */
static inline int64_t
test_number(struct test *t, const char *sql)
{
	int64_t n = -1;

	if (store_number(&t->store, &(struct query){ .sql = sql,
	    .once = true }, &n, &t->e) < 0)
		fail_msg("%s", t->e.text);
	return n;
}

static inline void
test_run(struct test *t, const char *sql)
{
	if (store_run(&t->store, &(struct query){ .sql = sql, .once = true },
	    &t->e) < 0)
		fail_msg("%s", t->e.text);
}

/* Does the answer have this text? */
#define assert_says(t, words) do {					\
	if ((t)->x.out.p == NULL || strstr((t)->x.out.p, words) == NULL) \
		fail_msg("not there: %s\nin: %s", words,		\
		    (t)->x.out.p != NULL ? (t)->x.out.p : "nothing");	\
} while (0)

#define TEST(f) cmocka_unit_test_setup_teardown(f, test_setup, test_teardown)

#endif
