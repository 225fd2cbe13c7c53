/* collector/store_copy.c: from one store into another. */
#include "collector/store_copy.h"

#include <errno.h>

#include "collector/notify.h"
#include "collector/store_check.h"
#include "tests/unit/collectortest.h"
#include "tests/unit/swept.h"

/* Two failing hosts with a history, one that is gone, one that waits. */
#define REPORTS SWEPT_TURNS(700, 20)	/* of one host */

static void
populate(struct test *t)
{
	char a[DIGEST_HEX], b[DIGEST_HEX], c[DIGEST_HEX];
	int i;

	test_enroll(t, "a'\xc3\xa4", "ma", a);
	test_enroll(t, "b", "mb", b);
	test_enroll(t, "c", "mc", c);
	for (i = 1; i <= REPORTS; i++)
		test_ingest(t, a, test_report(i, i % 2 == 1, i % 2 == 1 ?
		    DIGEST_1 : DIGEST_2), true, NOW + i);
	test_ingest(t, b, test_report(1, true, DIGEST_1), true, NOW);
	notify_mark(&t->store, &t->c.config, 1, NULL, "me", NOW + 800, &t->e);
	host_gone(&t->store, 3, NOW, &t->e);
	enroll(&t->store, &(struct enrolment){ .name = "d",
	    .machine_id = "ma" }, NOW, &t->host, &t->e);
	test_run(t, "INSERT INTO meta (key, value) VALUES ('alive', 5)");
}

static void
open_other(struct store *to)
{
	struct err e = { .code = 0 };

	assert_int_equal(store_open(to, "sqlite::memory:", STORE_CREATE, &e),
	    0);
	assert_int_equal(schema_migrate(to, &e), 0);
}

static int64_t
number(struct store *s, const char *sql)
{
	struct test t = { .store = *s };

	return test_number(&t, sql);
}

static void
the_same(struct test *t, struct store *to)
{
	struct buf found = BUF_INIT(4096);
	static const char *const sums[] = {
		"SELECT COUNT(*) FROM change",
		"SELECT SUM(n * at) FROM change",
		"SELECT SUM(first_seq * reports) FROM receipt",
		"SELECT SUM(LENGTH(body)) FROM report",
		"SELECT COUNT(*) FROM host WHERE name = 'a''\xc3\xa4'",
		"SELECT deadline FROM state WHERE host = 1",
		"SELECT COUNT(*) FROM pending", "SELECT COUNT(*) FROM anchor",
		"SELECT value FROM meta WHERE key = 'alive'",
		"SELECT SUM(hosts) FROM tally",
	};
	size_t i;
	struct err e = { .code = 0 };

	for (i = 0; i < sizeof(sums) / sizeof(sums[0]); i++)
		assert_int_equal(number(to, sums[i]),
		    test_number(t, sums[i]));
	assert_int_equal(store_check(to, &found, &e), 0);
	buf_release(&found);
}

static void
copied(void **state)
{
	struct test *t = *state;
	struct buf counts = BUF_INIT(4096);
	struct store to, back;

	populate(t);
	open_other(&to);
	if (store_copy(&t->store, &to, &counts, &t->e) < 0)
		fail_msg("%s", t->e.text);
	assert_non_null(strstr(counts.p, "host\t3\n"));
	assert_non_null(strstr(counts.p, SWEPT_TURNS("receipt\t699\n",
	    "receipt\t19\n")));
	the_same(t, &to);
	assert_int_equal(store_whole(&to, &t->e), 0);
	assert_int_equal(store_whole(&t->store, &t->e), 0);
	/* A store with something in it is not filled. */
	assert_int_equal(store_copy(&t->store, &to, &counts, &t->e),
	    -EEXIST);
	/* And once more, from the other kind. */
	open_other(&back);
	assert_int_equal(store_copy(&to, &back, &counts, &t->e), 0);
	the_same(t, &back);
	store_close(&back);
	store_close(&to);
	buf_release(&counts);
}

/* What was written so far; then somebody writes to the first store. */
static void
goes_on(void **state)
{
	struct test *t = *state;
	struct buf counts = BUF_INIT(4096);
	struct store to;

	populate(t);
	open_other(&to);
	assert_int_equal(store_copy(&t->store, &to, &counts, &t->e), 0);
	store_run(&to, &(struct query){ .once = true, .sql =
	    "DELETE FROM receipt WHERE first_seq > 10" }, &t->e);
	store_run(&to, &(struct query){ .once = true, .sql =
	    "INSERT INTO meta (key, value) VALUES ('" META_FILLING "', 1)" },
	    &t->e);
	assert_int_equal(store_whole(&to, &t->e), -EBUSY);
	/* Marked for other contents: all of it anew. */
	assert_int_equal(store_copy(&t->store, &to, &counts, &t->e), 0);
	the_same(t, &to);
	store_close(&to);
	buf_release(&counts);
}

/* A copy that comes to an end in the middle, and one that is continued. */
static void
interrupted(void **state)
{
	struct test *t = *state;
	struct buf counts = BUF_INIT(4096);
	struct store to;

	populate(t);
	open_other(&to);
	/* The history cannot be written. */
	store_run(&to, &(struct query){ .once = true, .sql =
	    "CREATE UNIQUE INDEX in_the_way ON change (kind)" }, &t->e);
	assert_int_equal(store_copy(&t->store, &to, &counts, &t->e), -EEXIST);
	assert_int_equal(store_whole(&to, &t->e), -EBUSY);
	assert_int_equal(number(&to, "SELECT COUNT(*) FROM receipt"),
	    REPORTS - 1);
	store_run(&to, &(struct query){ .once = true, .sql =
	    "DROP INDEX in_the_way" }, &t->e);
	/* What lies behind is not read again: it would be put right. */
	store_run(&to, &(struct query){ .once = true, .sql =
	    "UPDATE receipt SET digest = 'seen' WHERE first_seq = 5" },
	    &t->e);
	assert_int_equal(store_copy(&t->store, &to, &counts, &t->e), 0);
	assert_int_equal(number(&to, "SELECT COUNT(*) FROM receipt WHERE"
	    " digest = 'seen'"), 1);
	the_same(t, &to);
	store_close(&to);
	buf_release(&counts);
}

static void
moved(void **state)
{
	struct test *t = *state;
	struct buf counts = BUF_INIT(4096);
	struct store to, other;
	struct posting p;
	struct receipt got;
	const char *body = test_report(9, true, DIGEST_1);
	char hash[DIGEST_HEX];

	populate(t);
	test_enroll(t, "e", "me", hash);
	open_other(&to);
	if (store_move(&t->store, &to, &counts, &t->e) < 0)
		fail_msg("%s", t->e.text);
	assert_int_equal(store_whole(&t->store, &t->e), -EROFS);
	assert_int_equal(store_whole(&to, &t->e), 0);
	/* Nobody gets a report in where nobody would find it. */
	assert_int_equal(posting_read(&p, true, body, strlen(body), &t->e),
	    0);
	assert_int_equal(ingest(&t->store, &t->c.config, &p, hash, NOW, &got,
	    &t->e), -EINVAL);
	assert_int_equal(ingest(&to, &t->c.config, &p, hash, NOW, &got,
	    &t->e), 0);
	assert_int_equal(got.outcome, OUTCOME_STORED);
	posting_release(&p);
	/* Once more, as after an end that nobody saw. */
	buf_clear(&counts);
	assert_int_equal(store_move(&t->store, &to, &counts, &t->e), 0);
	open_other(&other);
	assert_int_equal(store_move(&t->store, &other, &counts, &t->e),
	    -EEXIST);
	store_close(&other);
	store_close(&to);
	buf_release(&counts);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(copied),
		TEST(goes_on),
		TEST(interrupted),
		TEST(moved),
	};

	return cmocka_run_group_tests_name("store_copy", tests, NULL, NULL);
}
