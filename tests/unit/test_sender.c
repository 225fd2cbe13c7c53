/* Runs of the sender against what a collector may say. */
#include "tests/unit/unit.h"

#include "agent/base/spoolname.h"
#include "tests/unit/sendertest.h"

static int
setup(void **state)
{
	struct sender_test *t = calloc(1, sizeof(*t));

	sender_test_make(t);
	*state = t;
	return 0;
}

static int
teardown(void **state)
{
	sender_test_remove(*state);
	free(*state);
	return 0;
}

static void
expect(struct sender_test *t, enum sender_end end, unsigned posts,
    long long done)
{
	struct err e = { .code = 0 };
	struct sender again = t->s;

	t->posts = 0;
	assert_int_equal(sender_run(&t->s, &e), end);
	assert_int_equal(e.text[0] != '\0', end != SENDER_DONE);
	assert_int_equal(t->posts, posts);
	assert_int_equal(t->s.ack.done, done);
	/* What a run keeps is what the next one finds. */
	sender_load(&again);
	assert_int_equal(again.ack.done, done);
	assert_int_equal(again.backoff.failures, t->s.backoff.failures);
}

static void
delivers(void **state)
{
	struct sender_test *t = *state;

	expect(t, SENDER_DONE, 0, 0);
	sender_test_spool(t, 1, SPOOL_CHANGE);
	sender_test_spool(t, 2, SPOOL_HEARTBEAT);
	sender_test_spool(t, 3, SPOOL_HEARTBEAT);
	sender_test_spool(t, 4, SPOOL_CHANGE);
	expect(t, SENDER_DONE, 3, 4);
	assert_string_equal(t->paths[0], "/v1/reports");
	assert_string_equal(t->paths[1], "/v1/heartbeats");
	assert_string_equal(t->paths[2], "/v1/reports");
	assert_string_equal(t->tokens[0], "mine");
	expect(t, SENDER_DONE, 0, 4);
	sender_test_spool(t, 5, SPOOL_HEARTBEAT);
	t->says[0] = (struct said){ .status = 200, .body =
	    "{\"want\":\"full\"}" };
	expect(t, SENDER_DONE, 2, 5);
	assert_string_equal(t->paths[1], "/v1/reports");
}

/* Twice it fails, within the time of the run, then it works. */
static void
tries_again(void **state)
{
	struct sender_test *t = *state;

	t->s.end = t->now + 1801;
	sender_test_spool(t, 1, SPOOL_CHANGE);
	t->says[0] = (struct said){ .body = "broken" };
	t->says[1] = (struct said){ .status = 503, .body = "" };
	expect(t, SENDER_DONE, 3, 1);
	assert_in_range(t->waited, 0, 600 + 1200);
	assert_int_equal(t->s.backoff.failures, 0);
}

static void
gives_up_for_now(void **state)
{
	struct sender_test *t = *state;
	size_t i;

	sender_test_spool(t, 1, SPOOL_CHANGE);
	for (i = 0; i < 16; i++)
		t->says[i] = (struct said){ .status = 429, .body = "",
			.retry_after = 7200 };
	expect(t, SENDER_LATER, 1, 0);
	assert_int_equal(t->waited, 0);
	t->s.end = t->now + 300;
	expect(t, SENDER_LATER, 0, 0);
	t->now += 7200 + 3600;
	t->s.end = t->now + 300;
	t->says[0] = (struct said){ .status = 0 };
	expect(t, SENDER_DONE, 1, 1);
}

static void
refusals(void **state)
{
	struct sender_test *t = *state;

	sender_test_spool(t, 1, SPOOL_CHANGE);
	sender_test_spool(t, 2, SPOOL_CHANGE);
	t->says[0] = (struct said){ .status = 413, .body = "" };
	expect(t, SENDER_DONE, 2, 2);
	assert_true(spoolack_rejected(&t->s.ack, 1));
	assert_string_equal(t->s.notes.p, "report 1 was refused: 413\n");
	sender_test_spool(t, 3, SPOOL_CHANGE);
	t->says[0] = (struct said){ .status = 409, .body = "" };
	expect(t, SENDER_STOPPED, 1, 2);
	assert_int_equal(t->s.backoff.failures, 1);
	t->now += 3600;
	t->s.end = t->now + 300;
	/* 415 once for all. */
	sender_test_spool(t, 4, SPOOL_CHANGE);
	t->says[0] = (struct said){ .status = 415, .body = "" };
	expect(t, SENDER_DONE, 3, 4);
	assert_true(t->s.plain);
	/* What is no report cannot be sent for ever. */
	tree_file(&t->spool, "0000000000000005.report", "");
	expect(t, SENDER_DONE, 0, 5);
	assert_true(spoolack_rejected(&t->s.ack, 5));
}

static void
enrols(void **state)
{
	struct sender_test *t = *state;

	t->s.self.token[0] = '\0';
	snprintf(t->s.self.campus, sizeof(t->s.self.campus), "campus");
	expect(t, SENDER_LATER, 0, 0);
	sender_test_spool(t, 1, SPOOL_CHANGE);
	t->says[0] = (struct said){ .status = 202, .body = "{}",
		.retry_after = 3600 };
	expect(t, SENDER_LATER, 1, 0);
	assert_string_equal(t->paths[0], "/v1/enroll");
	assert_string_equal(t->tokens[0], "campus");
	t->now += 7200;
	/* Longer than any first wait. */
	t->s.end = t->now + 86400;
	/* A token that would be another header field is none. */
	t->says[0] = (struct said){ .status = 201, .body =
	    "{\"id\":\"h\",\"token\":\"a\\r\\nX: y\",\"epoch\":1}" };
	t->says[1] = (struct said){ .status = 201, .body =
	    "{\"id\":\"h\",\"token\":\"new\",\"epoch\":1}" };
	t->s.backoff = (struct backoff){ .failures = 0 };
	expect(t, SENDER_DONE, 3, 1);
	assert_string_equal(t->tokens[2], "new");
	assert_string_equal(t->s.self.campus, "");
	assert_string_equal(t->s.notes.p, "enrolled as host h\n");
}

/* What the state folder cannot keep is not gone on with. */
static void
state_is_lost(void **state)
{
	struct sender_test *t = *state;
	struct err e = { .code = 0 };

	sender_test_spool(t, 1, SPOOL_CHANGE);
	sender_test_spool(t, 2, SPOOL_CHANGE);
	tree_remove(&t->state);
	assert_int_equal(sender_run(&t->s, &e), SENDER_FAILED);
	assert_int_equal(t->posts, 1);
	assert_non_null(strstr(e.text, "/acknowledged: "));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(delivers, setup, teardown),
		cmocka_unit_test_setup_teardown(tries_again, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(gives_up_for_now, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(refusals, setup, teardown),
		cmocka_unit_test_setup_teardown(enrols, setup, teardown),
		cmocka_unit_test_setup_teardown(state_is_lost, setup,
		    teardown),
	};

	return cmocka_run_group_tests_name("sender", tests, NULL, NULL);
}
