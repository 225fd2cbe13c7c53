/* collector/host_ahead.c: the hosts of a group, read at once. */
#include "collector/host_ahead.h"

#include "tests/unit/collectortest.h"

/* Each is had once; on a store with one writer none is. */
static void
once_each(void **state)
{
	struct test *t = *state;
	char a[DIGEST_HEX], b[DIGEST_HEX];
	const char *hashes[] = { b, a, DIGEST_1, "'no hash", a };
	struct host_state h;
	bool shared = t->store.ops->shared;

	test_enroll(t, "a", "ma", a);
	test_enroll(t, "b", "mb", b);
	assert_int_equal(store_transact(&t->store, STORE_BEGIN, &t->e), 0);
	assert_int_equal(host_ahead(&t->store, hashes, 5, &t->e), 0);
	assert_int_equal(host_ahead_take(&t->store, a, &h), shared);
	if (shared) {
		assert_int_equal(h.host, 1);
		assert_int_equal(h.epoch, 1);
		assert_false(h.revoked);
		assert_string_equal(h.condition, "unknown");
	}
	assert_false(host_ahead_take(&t->store, a, &h));
	assert_false(host_ahead_take(&t->store, DIGEST_1, &h));
	assert_int_equal(host_ahead_take(&t->store, b, &h), shared);
	assert_int_equal(store_transact(&t->store, STORE_COMMIT, &t->e), 0);
	assert_null(t->store.ahead);
}

/* Nothing of it outlives its transaction. */
static void
forgotten(void **state)
{
	struct test *t = *state;
	char a[DIGEST_HEX];
	const char *hashes[] = { a };
	struct host_state h;

	test_enroll(t, "a", "ma", a);
	assert_int_equal(store_transact(&t->store, STORE_BEGIN, &t->e), 0);
	assert_int_equal(host_ahead(&t->store, hashes, 1, &t->e), 0);
	assert_int_equal(store_transact(&t->store, STORE_ROLLBACK, &t->e), 0);
	assert_false(host_ahead_take(&t->store, a, &h));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(once_each),
		TEST(forgotten),
	};

	return cmocka_run_group_tests_name("host_ahead", tests, NULL, NULL);
}
