/* Which boot it is. */
#include "tests/unit/changehost.h"

#include "agent/run/boot_id.h"

static void
of_the_host(void **state)
{
	struct changehost *c = *state;
	struct pool p = { .blocks = NULL };

	tree_file(&c->tree, "proc/sys/kernel/random/boot_id", "4f-1\n");
	/* What a tree has there is not running. */
	assert_null(boot_id(&c->host, &p));
	c->host.source = SOURCE_LIVE;
	assert_string_equal(boot_id(&c->host, &p), "4f-1");
	tree_file(&c->tree, "proc/sys/kernel/random/boot_id", "");
	assert_null(boot_id(&c->host, &p));
	pool_release(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(of_the_host,
		    changehost_setup, changehost_teardown),
	};

	return cmocka_run_group_tests_name("boot_id", tests, NULL, NULL);
}
