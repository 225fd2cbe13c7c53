/* collector/access.c: who asks. */
#include "collector/access.h"

#include "collector/limiter.h"
#include "tests/unit/collectortest.h"

static int
check(struct test *t, const char *route, const char *field,
    const char *value)
{
	static struct http_field f;

	test_exchange(t, route, NULL, NULL);
	f = (struct http_field){ .name = field, .value = value };
	t->q.fields = &f;
	t->q.n_fields = field != NULL ? 1 : 0;
	access_check(&t->x);
	return t->x.status;
}

static void
hosts(void **state)
{
	struct test *t = *state;
	char hash[DIGEST_HEX];

	assert_int_equal(check(t, "postReport", NULL, NULL), 401);
	assert_int_equal(check(t, "postReport", "Authorization",
	    "Basic eDp5"), 401);
	assert_int_equal(check(t, "postReport", "Authorization", "Bearer "),
	    401);
	assert_int_equal(check(t, "postReport", "authorization",
	    "bearer hmt-1"), 0);
	secret_hash("token", "hmt-1", hash);
	assert_string_equal(t->x.credential, hash);
}

static void
probes(void **state)
{
	static const char file[] = "out 0123456789abcdefghij\n"
	    "other certificate CN=CA / CN=probe\n";
	static const char ops[] = "jane jihgfedcba9876543210\n";
	struct test *t = *state;

	/* Not even where everybody may look and change. */
	assert_int_equal(check(t, "postObservations", NULL, NULL), 401);
	assert_int_equal(operators_parse(&t->c.probes, "f", file,
	    strlen(file), &t->e), 0);
	assert_int_equal(operators_parse(&t->c.operators, "f", ops,
	    strlen(ops), &t->e), 0);
	assert_int_equal(check(t, "postObservations", "Authorization",
	    "Bearer 0123456789abcdefghij"), 0);
	assert_string_equal(t->x.probe, "out");
	assert_int_equal(check(t, "postObservations", "Authorization",
	    "Bearer jihgfedcba9876543210"), 0);
	assert_string_equal(t->x.probe, "jane");
	assert_int_equal(check(t, "postObservations", "Authorization",
	    "Bearer hmt-1"), 401);
	assert_null(t->x.probe);
	test_exchange(t, "postObservations", NULL, NULL);
	t->q.subject = "CN=CA / CN=probe";
	access_check(&t->x);
	assert_int_equal(t->x.status, 0);
	assert_string_equal(t->x.probe, "other");
	test_exchange(t, "postObservations", NULL, NULL);
	t->q.subject = "CN=CA / CN=host";
	access_check(&t->x);
	assert_int_equal(t->x.status, 401);
	operators_release(&t->c.probes);
	operators_release(&t->c.operators);
}

static void
campus(void **state)
{
	struct test *t = *state;

	/* No token was set: none is right. */
	assert_int_equal(check(t, "enroll", "Authorization", "Bearer "), 401);
	assert_int_equal(check(t, "enroll", "Authorization", "Bearer c"),
	    401);
	secret_hash("campus", "c", t->c.campus);
	assert_int_equal(check(t, "enroll", "Authorization", "Bearer c"), 0);
	assert_int_equal(check(t, "enroll", "Authorization", "Bearer d"),
	    401);
}

static void
operators(void **state)
{
	struct test *t = *state;

	assert_int_equal(check(t, "listHosts", NULL, NULL), 0);
	assert_int_equal(check(t, "markNotified", "Origin",
	    "http://evil.example"), 403);
	assert_int_equal(check(t, "markNotified", "Sec-Fetch-Site",
	    "cross-site"), 403);
	assert_int_equal(check(t, "markNotified", "Sec-Fetch-Site",
	    "same-origin"), 0);
	t->c.open = false;
	assert_int_equal(check(t, "listHosts", NULL, NULL), 401);
	assert_int_equal(check(t, "markNotified", NULL, NULL), 401);
	assert_int_equal(check(t, "healthz", NULL, NULL), 0);
}

static void
tokens_and_proxies(void **state)
{
	static const char file[] = "jane 0123456789abcdefghij\n";
	struct test *t = *state;

	assert_int_equal(operators_parse(&t->c.operators, "f", file,
	    strlen(file), &t->e), 0);
	assert_int_equal(check(t, "listHosts", "Authorization",
	    "Bearer 0123456789abcdefghij"), 0);
	assert_string_equal(t->x.operator, "jane");
	assert_int_equal(check(t, "listHosts", "X-User", "joe"), 0);
	t->c.open = false;
	assert_int_equal(check(t, "listHosts", "Authorization",
	    "Bearer 0123456789abcdefghik"), 401);
	assert_int_equal(check(t, "listHosts", "X-User", "joe"), 401);
	/* Not from elsewhere: the peer of these tests is 192.0.2.9. */
	t->c.operator_header = "X-User";
	assert_int_equal(check(t, "listHosts", "X-User", "joe"), 401);
	test_exchange(t, "listHosts", NULL, NULL);
	t->q.fields = &(struct http_field){ .name = "x-user",
	    .value = "joe" };
	t->q.n_fields = 1;
	t->q.peer = "127.0.0.1";
	access_check(&t->x);
	assert_int_equal(t->x.status, 0);
	assert_string_equal(t->x.operator, "joe");
	assert_string_equal(access_peer(&t->x), "127.0.0.1");
	t->q.fields = &(struct http_field){ .name = "x-forwarded-for",
	    .value = "192.0.2.1, 198.51.100.7" };
	assert_string_equal(access_peer(&t->x), "198.51.100.7");
	t->q.peer = "192.0.2.9";
	assert_string_equal(access_peer(&t->x), "192.0.2.9");
	operators_release(&t->c.operators);
}

static void
sessions(void **state)
{
	struct test *t = *state;
	char first[DIGEST_HEX];

	t->c.open = false;
	logins_add(&t->c.logins, "hmt-1", "jane", NOW);
	assert_int_equal(check(t, "front", "Cookie",
	    "x=y; __Host-hardenmail-session=hmt-1; z=1"), 0);
	assert_string_equal(t->x.operator, "jane");
	assert_true(t->x.session);
	memcpy(first, t->x.form_token, sizeof(first));
	assert_int_equal(check(t, "markNotified", "Cookie",
	    "__Host-hardenmail-session=hmt-1"), 403);
	assert_int_equal(check(t, "notifiedForm", "Cookie",
	    "__Host-hardenmail-session=hmt-1"), 0);
	assert_string_equal(t->x.form_token, first);
	logins_add(&t->c.logins, "hmt-2", "jane", NOW);
	assert_int_equal(check(t, "front", "Cookie",
	    "__Host-hardenmail-session=hmt-2"), 0);
	assert_string_not_equal(t->x.form_token, first);
	/* Without TLS the name is another one, so that neither is taken for
	 * the other. */
	assert_int_equal(check(t, "front", "Cookie",
	    "hardenmail-session=hmt-1"), 401);
	assert_int_equal(check(t, "front", "Cookie",
	    "__Host-hardenmail-sessionx=hmt-1"), 401);
	assert_int_equal(check(t, "loginForm", "Sec-Fetch-Site",
	    "cross-site"), 403);
	assert_int_equal(check(t, "loginForm", NULL, NULL), 0);
}

/* With a password file and without TLS reading is open, changing is not. */
static void
locked(void **state)
{
	struct password one = { .name = "jane" };
	struct test *t = *state;

	t->c.locked = true;
	t->c.passwords.first = &one;
	assert_int_equal(check(t, "front", NULL, NULL), 0);
	assert_int_equal(check(t, "listHosts", NULL, NULL), 0);
	assert_int_equal(check(t, "markNotified", NULL, NULL), 401);
	assert_int_equal(check(t, "notifiedForm", NULL, NULL), 303);
	assert_string_equal(t->x.fields[0].value, "/login");
	t->c.passwords.first = NULL;
}

static void
rates(void **state)
{
	struct test *t = *state;
	int i;

	t->c.limiter = limiter_new();
	t->c.config.failures_per_hour = 60;
	for (i = 0; i < 60; i++) {
		assert_int_equal(check(t, "postReport", NULL, NULL), 401);
		access_refused(&t->x);
	}
	assert_int_equal(check(t, "postReport", NULL, NULL), 429);
	assert_string_equal(t->x.fields[0].name, "Retry-After");
	assert_int_equal(check(t, "healthz", NULL, NULL), 0);
	limiter_free(t->c.limiter);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(hosts),
		TEST(probes),
		TEST(campus),
		TEST(operators),
		TEST(tokens_and_proxies),
		TEST(sessions),
		TEST(locked),
		TEST(rates),
	};

	return cmocka_run_group_tests_name("access", tests, NULL, NULL);
}
