/* collector/cmd_hosts.c: lists and marks. */
#include "collector/commands_all.h"

#include "tests/unit/collectortest.h"
#include "tests/unit/tree.h"

/* A store with one failing host and one enrolment that waits. */
static char url[512];

static void
make_store(struct tree *tree)
{
	struct test t = { .e = { .code = 0 } };
	char hash[DIGEST_HEX];

	tree_make(tree);
	snprintf(url, sizeof(url), "sqlite:%s/store", tree->path);
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
	assert_int_equal(run(cmd_hosts, ARGUMENT_LIST, "failing"), 0);
	assert_int_equal(run(cmd_hosts, ARGUMENT_LIST, "purple"),
	    STATUS_USAGE);
	assert_int_equal(run(cmd_hosts, ARGUMENT_NOTIFIED, "nobody"),
	    STATUS_NO);
	assert_int_equal(run(cmd_hosts, ARGUMENT_NOTIFIED, "a"), 0);
	assert_int_equal(run(cmd_hosts, ARGUMENT_NOTIFIED, "a"), STATUS_NO);
	assert_int_equal(run(cmd_hosts, ARGUMENT_GONE, "a"), 0);
	assert_int_equal(run(cmd_hosts, ARGUMENT_GONE, "a"), STATUS_NO);
	assert_int_equal(run(cmd_hosts, ARGUMENT_IMPORT, "/nonexistent"),
	    STATUS_NO);
	snprintf(url, sizeof(url), "sqlite:%s/none", tree.path);
	assert_int_equal(run(cmd_hosts, ARGUMENT_LIST, "failing"),
	    STATUS_SYSTEM);
	tree_remove(&tree);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(statuses),
	};

	return cmocka_run_group_tests_name("cmd_hosts", tests, NULL, NULL);
}
