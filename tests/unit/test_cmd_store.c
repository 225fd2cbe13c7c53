/* collector/cmd_store.c: copies and checks. */
#include "collector/commands_all.h"

#include "tests/unit/collectortest.h"
#include "tests/unit/tree.h"

/* A store with one failing host and one enrolment that waits. */
static char url[512], other[512];

static void
make_store(struct tree *tree)
{
	struct test t = { .e = { .code = 0 } };
	char hash[DIGEST_HEX];

	tree_make(tree);
	snprintf(url, sizeof(url), "sqlite:%s/store", tree->path);
	snprintf(other, sizeof(other), "%s/other", tree->path);
	assert_int_equal(store_open(&t.store, url, STORE_CREATE, &t.e), 0);
	assert_int_equal(schema_migrate(&t.store, &t.e), 0);
	config_init(&t.c.config);
	test_enroll(&t, "a", "m", hash);
	test_ingest(&t, hash, test_report(1, true, DIGEST_1), true, NOW);
	assert_int_equal(enroll(&t.store, &(struct enrolment){ .name = "b",
	    .machine_id = "m" }, NOW, &t.host, &t.e), 0);
	store_close(&t.store);
	config_release(&t.c.config);
}

static int
run(int (*command)(const struct arguments *), enum argument what,
    const char *value)
{
	struct arguments a = { .command = what, .value = value,
	    .store = url };

	return command(&a);
}

static void
statuses(void **state)
{
	struct tree tree;

	make_store(&tree);
	assert_int_equal(run(cmd_store, ARGUMENT_CHECK_STORE, NULL), 0);
	assert_int_equal(run(cmd_store, ARGUMENT_BACKUP, other), 0);
	assert_int_equal(run(cmd_store, ARGUMENT_BACKUP, other),
	    STATUS_SYSTEM);
	assert_int_equal(run(cmd_store, ARGUMENT_RESTORE, other),
	    STATUS_NO_INPUT);
	snprintf(url, sizeof(url), "sqlite:%s/third", tree.path);
	assert_int_equal(run(cmd_store, ARGUMENT_RESTORE, "/dev/null"),
	    STATUS_NO_INPUT);
	assert_int_equal(run(cmd_store, ARGUMENT_RESTORE, other), 0);
	assert_int_equal(run(cmd_store, ARGUMENT_CHECK_STORE, NULL), 0);
	tree_remove(&tree);
}

static void
an_unsound_store(void **state)
{
	struct tree tree;
	struct store s;
	struct err e = { .code = 0 };

	make_store(&tree);
	assert_int_equal(store_open(&s, url, 0, &e), 0);
	store_run(&s, &(struct query){ .once = true, .sql =
	    "DELETE FROM violation" }, &e);
	store_close(&s);
	assert_int_equal(run(cmd_store, ARGUMENT_CHECK_STORE, NULL),
	    STATUS_NO);
	assert_int_equal(run(cmd_store, ARGUMENT_BACKUP, other), 0);
	snprintf(url, sizeof(url), "sqlite:%s/third", tree.path);
	assert_int_equal(run(cmd_store, ARGUMENT_RESTORE, other), STATUS_NO);
	tree_remove(&tree);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(statuses),
		TEST(an_unsound_store),
	};

	return cmocka_run_group_tests_name("cmd_store", tests, NULL, NULL);
}
