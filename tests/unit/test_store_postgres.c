/* collector/store_postgres.c: transactions on a server. What needs one runs
 * under tests/collector/on_postgres. */
#include "collector/store.h"

#include <errno.h>

#include "tests/unit/collectortest.h"

struct row {
	struct value v[4];
	char text[32];
};

static int
take(void *arg, const struct value *v, size_t n)
{
	struct row *r = arg;

	assert_int_equal(n, 4);
	memcpy(r->v, v, sizeof(r->v));
	snprintf(r->text, sizeof(r->text), "%s", row_text(&v[1]));
	if (v[0].kind == VALUE_BLOB)
		assert_memory_equal(v[0].data, "\0b\\", 3);
	return 0;
}

static void
wrong_urls(void **state)
{
	struct err e = { .code = 0 };
	struct store s;

	assert_int_equal(store_open(&s, "postgresql:db", 0, &e), -EINVAL);
	assert_int_equal(store_open(&s, "postgresql://hm@/db?nonsense=1", 0,
	    &e), -ENOTCONN);
	assert_int_equal(store_open(&s, "postgresql://hm@/db?"
	    "host=/nonexistent,/nonexistent&port=1,2", 0, &e), -ENOTCONN);
	assert_non_null(strstr(e.text, "/nonexistent"));
	store_close(&s);
}

static void
values_go_round(void **state)
{
	struct test *t = *state;
	struct row r;

	assert_int_equal(store_run(&t->store, &(struct query){
	    .sql = "SELECT $4, $2, $3, $1", .once = true, .row = take,
	    .arg = &r, QUERY_VALUES(value_number(-1), value_text("'; x"),
	    value_null(), value_blob("\0b\\", 3)) }, &t->e), 1);
	assert_int_equal(r.v[0].kind, VALUE_BLOB);
	assert_int_equal(r.v[0].len, 3);
	assert_string_equal(r.text, "'; x");
	assert_int_equal(r.v[2].kind, VALUE_NULL);
	assert_int_equal(r.v[3].number, -1);
	/* bigint's sum is numeric */
	assert_int_equal(test_number(t, "SELECT SUM(n) FROM slot"), 120);
	assert_int_equal(test_number(t, "SELECT -9223372036854775807"),
	    -INT64_MAX);
}

static void
errors_have_numbers(void **state)
{
	struct test *t = *state;
	static const char twice[] = "INSERT INTO meta (key, value) VALUES"
	    " ('a', 1)";

	test_run(t, twice);
	assert_int_equal(store_run(&t->store, &(struct query){ .once = true,
	    .sql = twice }, &t->e), -EEXIST);
	assert_int_equal(store_run(&t->store, &(struct query){ .once = true,
	    .sql = "SELEKT" }, &t->e), -EINVAL);
	assert_int_equal(store_run(&t->store, &(struct query){ .sql = twice },
	    &t->e), -EEXIST);
	assert_int_equal(test_number(t, "SELECT value FROM meta WHERE"
	    " key = 'a'"), 1);
}

/* A statement that is sent with others fails with them. */
static void
late_errors(void **state)
{
	static const char sql[] = "INSERT INTO meta (key, value) VALUES"
	    " ('late', $1)";
	struct query q = { .sql = sql, .later = true,
	    QUERY_VALUES(value_number(7)) };
	struct test *t = *state;

	assert_int_equal(store_transact(&t->store, STORE_BEGIN, &t->e), 0);
	assert_int_equal(store_run(&t->store, &q, &t->e), 0);
	assert_int_equal(store_run(&t->store, &q, &t->e), 0);
	assert_int_equal(store_transact(&t->store, STORE_COMMIT, &t->e),
	    -EEXIST);
	assert_int_equal(store_transact(&t->store, STORE_ROLLBACK, &t->e), 0);
	assert_int_equal(test_number(t, "SELECT COUNT(*) FROM meta WHERE"
	    " key = 'late'"), 0);
	/* and the same text goes on */
	assert_int_equal(store_transact(&t->store, STORE_BEGIN, &t->e), 0);
	assert_int_equal(store_run(&t->store, &q, &t->e), 0);
	assert_int_equal(store_transact(&t->store, STORE_COMMIT, &t->e), 0);
	assert_int_equal(test_number(t, "SELECT value FROM meta WHERE"
	    " key = 'late'"), 7);
}

/* More in one go than both sides have room for. */
static void
much_at_once(void **state)
{
	static const char sql[] = "INSERT INTO meta (key, value) VALUES"
	    " ($1, 1) RETURNING $2";
	struct test *t = *state;
	char key[32], *text = malloc(100001);
	int i;

	memset(text, 'x', 100000);
	text[100000] = '\0';
	assert_int_equal(store_transact(&t->store, STORE_BEGIN, &t->e), 0);
	for (i = 0; i < 300; i++) {
		snprintf(key, sizeof(key), "much-%d", i);
		assert_int_equal(store_run(&t->store, &(struct query){
		    .sql = sql, .later = true, QUERY_VALUES(value_text(key),
		    value_text(text)) }, &t->e), 0);
	}
	assert_int_equal(store_transact(&t->store, STORE_COMMIT, &t->e), 0);
	assert_int_equal(test_number(t, "SELECT COUNT(*) FROM meta WHERE"
	    " key LIKE 'much%'"), 300);
	free(text);
}

/* Two writers have two slots, and who is alone is alone. */
static void
two_writers(void **state)
{
	struct test *t = *state;
	struct store other;
	int64_t a = -1, b = -1;

	assert_int_equal(store_open(&other, test_server(), 0, &t->e), 0);
	assert_int_equal(store_run(&other, &(struct query){ .once = true,
	    .sql = "SET lock_timeout = 10" }, &t->e), 0);
	store_transact(&t->store, STORE_BEGIN, &t->e);
	store_transact(&other, STORE_BEGIN, &t->e);
	assert_true(store_slot(&t->store, &a, &t->e) >= 0);
	assert_true(store_slot(&other, &b, &t->e) >= 0);
	assert_true(a >= 0 && b >= 0 && a != b);
	assert_true(store_alone(&t->store, &t->e) >= 0);
	assert_int_equal(store_alone(&other, &t->e), -EBUSY);
	assert_int_equal(store_transact(&other, STORE_COMMIT, &t->e), -EIO);
	store_transact(&other, STORE_ROLLBACK, &t->e);
	store_transact(&t->store, STORE_COMMIT, &t->e);
	store_transact(&other, STORE_BEGIN, &t->e);
	assert_true(store_alone(&other, &t->e) >= 0);
	store_transact(&other, STORE_ROLLBACK, &t->e);
	store_close(&other);
}

/* The server ends a connection: the next transaction has another. */
static void
reconnects(void **state)
{
	static const char all[] = "SELECT COUNT(pg_terminate_backend(pid))"
	    " FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
	    " AND datname = current_database()";
	struct test *t = *state;
	struct store other;
	int64_t n = 0;

	assert_int_equal(store_open(&other, test_server(), 0, &t->e), 0);
	assert_int_equal(store_transact(&other, STORE_BEGIN, &t->e), 0);
	assert_true(store_number(&other, &(struct query){ .once = true,
	    .sql = "SELECT 1" }, &n, &t->e) >= 0);
	assert_int_equal(test_number(t, all), 1);
	assert_int_equal(store_transact(&other, STORE_COMMIT, &t->e),
	    -ENOTCONN);
	assert_int_equal(store_transact(&other, STORE_ROLLBACK, &t->e), 0);
	assert_int_equal(store_transact(&other, STORE_BEGIN, &t->e), 0);
	assert_true(store_number(&other, &(struct query){ .once = true,
	    .sql = "SELECT 5" }, &n, &t->e) >= 0);
	assert_int_equal(n, 5);
	assert_int_equal(store_transact(&other, STORE_COMMIT, &t->e), 0);
	store_close(&other);
}

static int
ask_inside(void *arg, const struct value *v, size_t n)
{
	struct test *t = arg;
	int64_t m;

	return store_number(&t->store, &(struct query){ .once = true,
	    .sql = "SELECT 1" }, &m, &t->e);
}

/* As SQLite has it: a row may ask for others. */
static void
rows_inside_rows(void **state)
{
	struct test *t = *state;

	assert_int_equal(store_run(&t->store, &(struct query){ .once = true,
	    .sql = "SELECT n FROM slot", .row = ask_inside, .arg = t },
	    &t->e), 16);
	assert_int_equal(test_number(t, "SELECT COUNT(*) FROM slot"), 16);
}

int
main(void)
{
	const struct CMUnitTest offline[] = {
		cmocka_unit_test(wrong_urls),
	};
	const struct CMUnitTest online[] = {
		TEST(values_go_round),
		TEST(errors_have_numbers),
		TEST(late_errors),
		TEST(much_at_once),
		TEST(two_writers),
		TEST(reconnects),
		TEST(rows_inside_rows),
	};

	if (test_server() != NULL)
		return cmocka_run_group_tests_name("store_postgres", online,
		    NULL, NULL);
	return cmocka_run_group_tests_name("store_postgres", offline, NULL,
	    NULL);
}
