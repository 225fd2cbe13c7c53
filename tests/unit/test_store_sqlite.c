/* collector/store_sqlite.c: the embedded store. */
#include "collector/store.h"

#include <errno.h>
#include <unistd.h>

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
	return 0;
}

static void
values_go_round(void **state)
{
	struct test *t = *state;
	struct row r;

	assert_int_equal(store_run(&t->store, &(struct query){
	    .sql = "SELECT $4, $2, $3, $1", .once = true, .row = take,
	    .arg = &r, QUERY_VALUES(value_number(-1), value_text("'; x"),
	    value_null(), value_blob("\0b", 2)) }, &t->e), 1);
	assert_int_equal(r.v[0].kind, VALUE_BLOB);
	assert_int_equal(r.v[0].len, 2);
	assert_string_equal(r.text, "'; x");
	assert_int_equal(r.v[2].kind, VALUE_NULL);
	assert_int_equal(r.v[3].number, -1);
}

static void
errors_have_numbers(void **state)
{
	struct test *t = *state;
	struct store s;

	test_run(t, "INSERT INTO meta (key, value) VALUES ('a', 1)");
	assert_int_equal(store_run(&t->store, &(struct query){ .once = true,
	    .sql = "INSERT INTO meta (key, value) VALUES ('a', 1)" }, &t->e),
	    -EEXIST);
	assert_int_equal(store_run(&t->store, &(struct query){ .once = true,
	    .sql = "SELEKT" }, &t->e), -EINVAL);
	assert_int_equal(store_open(&s, "sqlite:/nonexistent/x", 0, &t->e),
	    -ENOENT);
	assert_int_equal(store_open(&s, "sqlite:/dev/null/x", STORE_CREATE,
	    &t->e), -ENOENT);
}

static void
transactions(void **state)
{
	struct test *t = *state;

	assert_int_equal(store_transact(&t->store, STORE_BEGIN, &t->e), 0);
	test_run(t, "INSERT INTO meta (key, value) VALUES ('b', 1)");
	assert_int_equal(store_transact(&t->store, STORE_ROLLBACK, &t->e), 0);
	assert_int_equal(store_transact(&t->store, STORE_ROLLBACK, &t->e), 0);
	assert_int_equal(test_number(t, "SELECT COUNT(*) FROM meta WHERE"
	    " key = 'b'"), 0);
}

static void
copies(void **state)
{
	struct test *t = *state;
	char path[] = "/tmp/hm-store-XXXXXX", url[64];
	struct store s;
	int64_t n = 0;
	int fd = mkstemp(path);

	close(fd);
	unlink(path);
	assert_int_equal(t->store.ops->backup(&t->store, path, &t->e), 0);
	assert_int_equal(t->store.ops->backup(&t->store, path, &t->e),
	    -EEXIST);
	snprintf(url, sizeof(url), "sqlite:%s", path);
	assert_int_equal(store_open(&s, url, STORE_READ_ONLY, &t->e), 0);
	assert_int_equal(schema_version(&s, &n, &t->e), 0);
	assert_int_equal(n, SCHEMA_VERSION);
	assert_int_equal(store_run(&s, &(struct query){ .once = true,
	    .sql = "DELETE FROM meta" }, &t->e), -EROFS);
	store_close(&s);
	unlink(path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(values_go_round),
		TEST(errors_have_numbers),
		TEST(transactions),
		TEST(copies),
	};

	return cmocka_run_group_tests_name("store_sqlite", tests, NULL, NULL);
}
