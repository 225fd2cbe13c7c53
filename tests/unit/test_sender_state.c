/* The files that the sender keeps. */
#include "tests/unit/unit.h"

#include "agent/base/spoolname.h"
#include "tests/unit/sendertest.h"

static void
kept(void **state)
{
	struct sender_test t;
	struct sender again;
	struct stat st;

	sender_test_make(&t);
	t.s.self.epoch = 3;
	t.s.ack.done = 42;
	t.s.backoff = (struct backoff){ .failures = 2, .written = 5,
		.until = 9 };
	assert_int_equal(sender_save_self(&t.s, NULL), 0);
	assert_int_equal(sender_save_ack(&t.s, NULL), 0);
	assert_int_equal(sender_save_backoff(&t.s, NULL), 0);
	again = t.s;
	again.self.epoch = again.ack.done = again.backoff.until = 0;
	sender_load(&again);
	assert_int_equal(again.self.epoch, 3);
	assert_string_equal(again.self.token, "mine");
	assert_int_equal(again.ack.done, 42);
	assert_int_equal(again.backoff.until, 9);
	assert_int_equal(root_stat(&t.s.state, "/enrolment", &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	tree_file(&t.state, "acknowledged", "garbage");
	tree_file(&t.state, "backoff", "");
	assert_int_equal(unlink(tree_path(&t.state, "enrolment")), 0);
	sender_load(&again);
	assert_int_equal(again.ack.done, 0);
	assert_int_equal(again.backoff.failures, 0);
	assert_string_equal(again.self.url, "");
	sender_test_remove(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(kept) };

	return cmocka_run_group_tests_name("sender_state", tests, NULL,
	    NULL);
}
