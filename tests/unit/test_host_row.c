/* collector/host_row.c: rows of hosts. */
#include "collector/host_row.h"

#include <errno.h>

#include "collector/host_state.h"
#include "tests/unit/collectortest.h"

static void
found_by_name_or_id(void **state)
{
	struct test *t = *state;
	char a[SECRET_ID], b[SECRET_ID];
	int64_t n, m;

	assert_int_equal(host_create(&t->store, "one", NULL, NOW, &n, a,
	    &t->e), 0);
	assert_int_equal(host_create(&t->store, "two", NULL, NOW, &m, b,
	    &t->e), 0);
	assert_int_equal(m, n + 1);
	assert_int_equal(host_find(&t->store, "two", &n, &t->e), 0);
	assert_int_equal(n, m);
	assert_int_equal(host_find(&t->store, b, &n, &t->e), 0);
	assert_int_equal(n, m);
	assert_int_equal(host_find(&t->store, "three", &n, &t->e), -ENOENT);
	host_create(&t->store, "two", NULL, NOW, &n, a, &t->e);
	assert_int_equal(host_find(&t->store, "two", &n, &t->e), -ENOENT);
	assert_non_null(strstr(t->e.text, "several hosts"));
}

static void
tokens_end(void **state)
{
	struct test *t = *state;
	struct enrolled_host first, second;
	struct host_state h;
	char id[SECRET_ID], hash[DIGEST_HEX];
	int64_t n;

	host_create(&t->store, "one", NULL, NOW, &n, id, &t->e);
	assert_int_equal(host_credential(&t->store, n, "subject-hash", NULL,
	    NOW, &first, &t->e), 0);
	assert_string_equal(first.id, id);
	assert_int_equal(first.epoch, 1);
	assert_int_equal(host_credential(&t->store, n, NULL, NULL, NOW, &second,
	    &t->e), 0);
	assert_int_equal(second.epoch, 2);
	secret_hash("token", first.token, hash);
	host_state_by_credential(&t->store, hash, &h, &t->e);
	assert_true(h.revoked);
	host_state_by_credential(&t->store, "subject-hash", &h, &t->e);
	assert_true(h.revoked);
	secret_hash("token", second.token, hash);
	host_state_by_credential(&t->store, hash, &h, &t->e);
	assert_false(h.revoked);
	assert_int_equal(host_revoke(&t->store, n, NOW, &t->e), 1);
	host_state_by_credential(&t->store, hash, &h, &t->e);
	assert_true(h.revoked);
}

static int64_t
holder(struct test *t)
{
	struct host_state h;

	host_state_by_credential(&t->store, "key-hash", &h, &t->e);
	return h.revoked ? 0 : h.host;
}

/* A public key is no secret: naming it does not take it from its host. */
static void
keys(void **state)
{
	struct test *t = *state;
	struct enrolled_host given;
	char id[SECRET_ID];
	int64_t one, two;

	host_create(&t->store, "one", NULL, NOW, &one, id, &t->e);
	host_create(&t->store, "two", NULL, NOW, &two, id, &t->e);
	assert_int_equal(host_credential(&t->store, one, NULL, "key-hash",
	    NOW, &given, &t->e), 0);
	assert_int_equal(holder(t), one);
	assert_int_equal(host_credential(&t->store, two, NULL, "key-hash",
	    NOW, &given, &t->e), 0);
	assert_int_equal(holder(t), one);
	/* Its own enrolment, asked for again. */
	assert_int_equal(host_credential(&t->store, one, NULL, "key-hash",
	    NOW, &given, &t->e), 0);
	assert_int_equal(holder(t), one);
	assert_int_equal(host_credential(&t->store, one, NULL, NULL, NOW,
	    &given, &t->e), 0);
	assert_int_equal(holder(t), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(found_by_name_or_id),
		TEST(tokens_end),
		TEST(keys),
	};

	return cmocka_run_group_tests_name("host_row", tests, NULL, NULL);
}
