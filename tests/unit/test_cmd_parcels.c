/* collector/cmd_parcels.c: its exit statuses; what it takes and refuses is
 * tests/send/run's to show, with reports that were signed. */
#include "collector/commands_all.h"

#include "tests/unit/collectortest.h"
#include "tests/unit/tree.h"

#define WRONG "hardenmail-export 1 h1 " DIGEST_1 " 2 " DIGEST_1 DIGEST_1 \
	"\n{}\n"

static char url[512], file[512];

static int
run(const char *text)
{
	struct arguments a = { .command = ARGUMENT_IMPORT_REPORTS,
	    .value = file, .store = url };
	FILE *f = fopen(file, "w");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
	return cmd_parcels(&a);
}

static void
statuses(void **state)
{
	struct store s;
	struct tree tree;
	struct err e = { .code = 0 };

	tree_make(&tree);
	snprintf(url, sizeof(url), "sqlite:%s/store", tree.path);
	snprintf(file, sizeof(file), "%s/file", tree.path);
	assert_int_equal(run(WRONG), STATUS_SYSTEM);
	assert_int_equal(store_open(&s, url, STORE_CREATE, &e), 0);
	store_close(&s);
	assert_int_equal(run(WRONG), STATUS_NO);
	assert_int_equal(run("name,address\n"), STATUS_NO);
	assert_int_equal(run(""), STATUS_NO_INPUT);
	snprintf(file, sizeof(file), "%s/nowhere/file", tree.path);
	assert_int_equal(cmd_parcels(&(struct arguments){ .command =
	    ARGUMENT_IMPORT_REPORTS, .value = file, .store = url }),
	    STATUS_NO_INPUT);
	tree_remove(&tree);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { TEST(statuses) };

	return cmocka_run_group_tests_name("cmd_parcels", tests, NULL, NULL);
}
