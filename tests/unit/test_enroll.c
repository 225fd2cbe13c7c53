/* collector/enroll.c: how a host comes to its identity. */
#include "collector/enroll.h"

#include <errno.h>

#include "tests/unit/collectortest.h"

static void
macs(void **state)
{
	struct pool pool = { .blocks = NULL };

	assert_string_equal(mac_clean(&pool, "52-54-00-AB-cd-EF"),
	    "52:54:00:ab:cd:ef");
	assert_null(mac_clean(&pool, "00:00:00:00:00:00"));
	assert_null(mac_clean(&pool, "52:54:00:12:34"));
	assert_null(mac_clean(&pool, "52:54:00:12:34:5g"));
	assert_null(mac_clean(&pool, "5:254:00:12:34:56"));
	pool_release(&pool);
}

static void
bodies(void **state)
{
	static const char good[] = "{\"name\":\"a\",\"machine_id\":\"\","
	    "\"macs\":[\"52:54:00:00:00:01\",\"lo\"],\"serial\":"
	    "\"To Be Filled By O.E.M.\"}";
	struct err e = { .code = 0 };
	struct enrolment n;

	assert_int_equal(enrolment_read(&n, good, strlen(good), &e), 0);
	assert_string_equal(n.name, "a");
	/* What tells nobody apart is no anchor. */
	assert_null(n.machine_id);
	assert_null(n.serial);
	assert_int_equal(n.macs.n, 1);
	enrolment_release(&n);
	assert_int_equal(enrolment_read(&n, "{}", 2, &e), -EPROTO);
	assert_string_equal(e.text, "name: expected text of 1 to 255 bytes");
	enrolment_release(&n);
	assert_int_equal(enrolment_read(&n, "{", 1, &e), -EINVAL);
	enrolment_release(&n);
	assert_int_equal(enrolment_read(&n, "[]", 2, &e), -EPROTO);
	enrolment_release(&n);
}

static enum enrolled
try(struct test *t, const char *name, const char *machine_id)
{
	struct enrolment n = { .name = name, .machine_id = machine_id,
	    .peer = "p" };

	assert_int_equal(enroll(&t->store, &n, NOW, &t->host, &t->e), 0);
	return t->host.outcome;
}

static void
known_anchors_wait(void **state)
{
	struct test *t = *state;
	char id[32];

	assert_int_equal(try(t, "a", "m1"), ENROLLED);
	memcpy(id, t->host.id, sizeof(id));
	assert_int_equal(try(t, "a", "m2"), ENROLLED);
	assert_int_equal(try(t, "b", "m1"), ENROLLED_PENDING);
	assert_int_equal(try(t, "b", "m1"), ENROLLED_PENDING);
	assert_int_equal(test_number(t, "SELECT COUNT(*) FROM pending"), 1);
	assert_int_equal(enroll_decide(&t->store, 9, true, NOW, &t->e),
	    -ENOENT);
	assert_int_equal(enroll_decide(&t->store, 1, true, NOW, &t->e), 0);
	assert_int_equal(try(t, "b", "m1"), ENROLLED);
	assert_string_equal(t->host.id, id);
	assert_int_equal(t->host.epoch, 2);
	/* The decision was for that one request. */
	assert_int_equal(try(t, "b", "m1"), ENROLLED_PENDING);
	assert_int_equal(enroll_decide(&t->store, 1, false, NOW, &t->e), 0);
	assert_int_equal(try(t, "b", "m1"), ENROLLED);
	assert_string_not_equal(t->host.id, id);
	assert_int_equal(test_number(t, "SELECT COUNT(*) FROM host WHERE"
	    " gone_at IS NOT NULL"), 1);
}

static void
bare_hosts_go_by_name(void **state)
{
	struct test *t = *state;

	assert_int_equal(try(t, "sunos", NULL), ENROLLED);
	assert_int_equal(try(t, "sunos", NULL), ENROLLED_PENDING);
	assert_int_equal(try(t, "sunos", "m"), ENROLLED);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(macs),
		TEST(bodies),
		TEST(known_anchors_wait),
		TEST(bare_hosts_go_by_name),
	};

	return cmocka_run_group_tests_name("enroll", tests, NULL, NULL);
}
