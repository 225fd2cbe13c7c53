/* One host: what is asked when, and what is given up. */
#include "probe/visit.h"

#include <string.h>

#include "probe/dialogue.h"
#include "tests/unit/smtp_script.h"

static struct networks authorised;
static struct pool pool;

static struct sweep_settings
settings(void)
{
	struct err e = { 0 };

	pool = (struct pool){ .blocks = NULL };
	authorised = (struct networks){ .n = 0 };
	assert_int_equal(networks_add(&pool, &authorised, "127.0.0.0/8", 11,
	    &e), 0);
	return (struct sweep_settings){ .helo = "probe.example",
		.from = "postmaster@probe.example", .offsite = "example.com",
		.user = "nobody-x", .which = 1u << 9, .concurrency = 1,
		.seconds = 30, .authorised = &authorised };
}

static struct target
target(unsigned port)
{
	struct target t = { .port = port };

	assert_int_equal(address_parse("127.0.0.1", &t.address), 0);
	return t;
}

/* Takes every mailbox of its own. */
static const char *
catch_all(const char *line, int n)
{
	if (*line == '\0')
		return "220 mail.example ready\r\n";
	return strncmp(line, "QUIT", 4) == 0 ? "221 bye\r\n" : "250 ok\r\n";
}

static void
questions_that_follow(void **state)
{
	struct smtp_script server = smtp_script_start(catch_all);
	struct sweep_settings s = settings();
	struct target t = target(server.port);
	int64_t deadline = clock_ms() + 60000;
	struct observation o;
	struct err e = { 0 };
	struct visit v;
	struct crowd *c = crowd_new(&visit_handler, 1, &e);

	assert_non_null(c);
	visit_init(&v, &t, &s, c);
	visit_start(&v, clock_ms());
	assert_int_equal(v.state, VISIT_TALKING);
	while (v.state == VISIT_TALKING && clock_ms() < deadline)
		assert_int_equal(crowd_wait(c, 100), 0);
	assert_int_equal(v.state, VISIT_DONE);
	o = visit_result(&v, clock_ms());
	/* Its name is that of the greeting; what it accepted may be a mailbox
	 * of its own, and that is asked on the same connection. */
	assert_string_equal(o.questions->to,
	    "<nobody-x%example.com@mail.example>");
	assert_non_null(question_about(o.questions, ASK_SHAPE, o.questions));
	assert_non_null(question_about(o.questions, ASK_MAILBOX, NULL));
	assert_int_equal(o.verdict.relay, RELAY_UNKNOWN);
	assert_true(o.verdict.any_mailbox);
	assert_int_equal(o.connections, 1);
	assert_non_null(strstr(o.transcript->text.p, "C: QUIT\nS: 221 bye\n"));
	visit_release(&v);
	crowd_free(c);
	pool_release(&pool);
	smtp_script_end(&server);
}

static const char *
silent(const char *line, int n)
{
	return "";
}

/* Time passes as the caller says. */
static void
time_limits(void **state)
{
	struct smtp_script server = smtp_script_start(silent);
	struct sweep_settings s = settings();
	struct target t = target(server.port);
	int64_t now = clock_ms();
	struct err e = { 0 };
	struct visit v;
	struct crowd *c = crowd_new(&visit_handler, 1, &e);

	s.retries = 1;
	s.retry_wait = 1000;
	visit_init(&v, &t, &s, c);
	visit_start(&v, now);
	while (!link_is_connected(v.link) && clock_ms() < now + 60000)
		crowd_wait(c, 100);
	visit_watch(&v, now + 29000);
	assert_int_equal(v.state, VISIT_TALKING);
	visit_watch(&v, now + 30000);
	assert_int_equal(v.state, VISIT_WAITING);
	assert_true(v.when >= now + 1000000);
	visit_start(&v, v.when);
	visit_watch(&v, v.when + 30000);
	assert_int_equal(v.state, VISIT_DONE);
	assert_true(v.met);
	assert_string_equal(visit_result(&v, now).reason,
	    "no answer within the time limit");
	assert_int_equal(visit_result(&v, now).rounds, 2);
	visit_release(&v);
	crowd_free(c);
	pool_release(&pool);
	smtp_script_end(&server);
}

/* Most hosts relay for themselves. */
static void
itself(void **state)
{
	struct sweep_settings s = settings();
	struct target t = target(25);
	struct question q = { .number = 1, .from = "<a@b>", .to = "<c@d>",
		.means = RELAY_OPEN, .stage = STAGE_RCPT, .code = 250 };
	struct visit v;

	visit_init(&v, &t, &s, NULL);
	v.questions = &q;
	memcpy(v.local, "127.86.77.53", 13);
	assert_int_equal(visit_result(&v, 0).verdict.relay, RELAY_OPEN);
	memcpy(v.local, "127.0.0.1", 10);
	assert_int_equal(visit_result(&v, 0).verdict.relay, RELAY_UNKNOWN);
	assert_non_null(strstr(visit_result(&v, 0).reason, "itself"));
	q.code = 550;
	memcpy(q.text, "Relaying denied", 16);
	assert_int_equal(visit_result(&v, 0).verdict.relay, RELAY_CLOSED);
	visit_release(&v);
	pool_release(&pool);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(questions_that_follow),
		cmocka_unit_test(time_limits),
		cmocka_unit_test(itself),
	};

	return cmocka_run_group_tests_name("visit", tests, NULL, NULL);
}
