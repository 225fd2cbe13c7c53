/* collector/store_schema.c: versions of the tables. */
#include "collector/store_schema.h"

#include <errno.h>

#include "tests/unit/collectortest.h"

static void
made_once(void **state)
{
	struct test *t = *state;
	int64_t n = 0;

	assert_int_equal(schema_version(&t->store, &n, &t->e), 0);
	assert_int_equal(n, SCHEMA_VERSION);
	assert_int_equal(schema_migrate(&t->store, &t->e), 0);
	assert_int_equal(test_number(t, "SELECT COUNT(*) FROM host"), 0);
}

static void
newer_is_refused(void **state)
{
	struct test *t = *state;

	test_run(t, "UPDATE meta SET value = 99 WHERE key = 'schema'");
	assert_int_equal(schema_migrate(&t->store, &t->e), -EINVAL);
	assert_non_null(strstr(t->e.text, "version 99"));
}

/* A migration that fails in the middle leaves nothing of itself. */
static void
whole_or_not(void **state)
{
	struct store s;
	struct err e = { .code = 0 };
	int64_t n = 9;

	assert_int_equal(store_open(&s, "sqlite::memory:", STORE_CREATE, &e),
	    0);
	assert_int_equal(store_run(&s, &(struct query){ .once = true, .sql =
	    "CREATE TABLE outage (x TEXT)" }, &e), 0);
	assert_true(schema_migrate(&s, &e) < 0);
	assert_int_equal(schema_version(&s, &n, &e), 0);
	assert_int_equal(n, 0);
	assert_true(store_run(&s, &(struct query){ .once = true, .sql =
	    "SELECT * FROM host" }, &e) < 0);
	store_close(&s);
}

/* A store of version 3: hosts of the inventory keep their address. */
static void
from_version_3(void **state)
{
	static const char *const back[] = {
		"DROP TABLE observation", "DROP INDEX host_probed",
		"ALTER TABLE host DROP COLUMN probed",
		"UPDATE meta SET value = 3 WHERE key = 'schema'",
		"INSERT INTO host (n, id, name, address, mode, inventory,"
		" epoch, created_at) VALUES (1, 'a', 'a', '192.0.2.7',"
		" 'queue-only', 1, 0, 0), (2, 'b', 'b', '192.0.2.8',"
		" 'queue-only', 0, 0, 0)",
	};
	struct test *t = *state;
	size_t i;

	for (i = 0; i < sizeof(back) / sizeof(back[0]); i++)
		test_run(t, back[i]);
	assert_int_equal(schema_migrate(&t->store, &t->e), 0);
	/* Whether an address is of the inventory, nobody had noted. */
	assert_int_equal(test_number(t, "SELECT COUNT(*) FROM host WHERE"
	    " probed IS NOT NULL"), 0);
	assert_int_equal(test_number(t, "SELECT COUNT(*) FROM observation"),
	    0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(made_once),
		TEST(newer_is_refused),
		TEST(from_version_3),
		TEST(whole_or_not),
	};

	return cmocka_run_group_tests_name("store_schema", tests, NULL, NULL);
}
