/* collector/host_state.c: one row of a host. */
#include "collector/host_state.h"

#include "tests/unit/collectortest.h"

static void
round_trip(void **state)
{
	struct test *t = *state;
	char hash[DIGEST_HEX];
	struct host_state h, back;

	test_enroll(t, "a", "m", hash);
	assert_int_equal(host_state_by_credential(&t->store, hash, &h,
	    &t->e), 1);
	assert_int_equal(h.host, 1);
	assert_int_equal(h.epoch, 1);
	assert_int_equal(h.mode, MODE_QUEUE_ONLY);
	assert_string_equal(h.condition, "unknown");
	assert_false(h.revoked);
	h.run_epoch = 1;
	h.first_seq = 3;
	h.last_seq = 5;
	h.reports = 2;
	h.deadline = NOW + DAY;
	snprintf(h.verdicts, sizeof(h.verdicts), "smtp-listener=fail");
	assert_true(host_state_save(&t->store, &h, &t->e) >= 0);
	assert_int_equal(host_state_by_number(&t->store, 1, &back, &t->e), 1);
	assert_int_equal(back.last_seq, 5);
	assert_int_equal(back.deadline, NOW + DAY);
	assert_string_equal(back.verdicts, "smtp-listener=fail");
	assert_int_equal(host_state_by_credential(&t->store, "none", &h,
	    &t->e), 0);
}

static void
modes(void **state)
{
	assert_int_equal(mode_from("server"), MODE_SERVER);
	assert_int_equal(mode_from("observe"), MODE_OBSERVE);
	/* What is not known grants nothing. */
	assert_int_equal(mode_from("relay"), MODE_QUEUE_ONLY);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(round_trip),
		TEST(modes),
	};

	return cmocka_run_group_tests_name("host_state", tests, NULL, NULL);
}
