/* collector/cmd_serve.c: serving. */
#include "collector/commands_all.h"

#include <pthread.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

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

/* What it serves is shown by tests/collector. */
static void *
end_soon(void *arg)
{
	nanosleep(&(struct timespec){ .tv_nsec = 300000000 }, NULL);
	kill(getpid(), SIGTERM);
	return NULL;
}

static void
begins_and_ends(void **state)
{
	struct arguments a = { .store = url, .address = "127.0.0.1",
	    .insecure_http = true };
	struct tree tree;
	pthread_t thread;

	make_store(&tree);
	pthread_create(&thread, NULL, end_soon, NULL);
	assert_int_equal(cmd_serve(&a), 0);
	pthread_join(thread, NULL);
	a.enroll_token_file = "/nonexistent";
	assert_int_equal(cmd_serve(&a), STATUS_CONFIG);
	a.enroll_token_file = NULL;
	memcpy(a.address, "192.0.2.1", 10);
	assert_int_equal(cmd_serve(&a), STATUS_SYSTEM);
	a.config = "/nonexistent";
	assert_int_equal(cmd_serve(&a), STATUS_CONFIG);
	tree_remove(&tree);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(begins_and_ends),
	};

	return cmocka_run_group_tests_name("cmd_serve", tests, NULL, NULL);
}
