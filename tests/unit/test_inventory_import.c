/* collector/inventory_import.c: the inventory into the store. */
#include "collector/inventory.h"

#include <errno.h>

#include "tests/unit/collectortest.h"

static struct inventory_count
load(struct test *t, const char *text)
{
	struct buf wrong = BUF_INIT(1000);
	struct inventory_count n = { .lines = 0 };

	if (inventory_import(&t->store, &t->c.config, "f", text, strlen(text),
	    NOW, &n, &wrong, &t->e) < 0)
		fail_msg("%s", t->e.text);
	buf_release(&wrong);
	return n;
}

static void
made_and_changed(void **state)
{
	struct test *t = *state;
	struct inventory_count n;

	n = load(t, "name,owner\na,x\nb,y\n");
	assert_int_equal(n.made, 2);
	n = load(t, "name,owner\na,x\nb,z\n");
	assert_int_equal(n.made, 0);
	assert_int_equal(n.changed, 1);
	assert_int_equal(test_number(t, "SELECT COUNT(*) FROM host"), 2);
}

/* What a host calls itself does not make it the one of the inventory. */
static void
names_grant_nothing(void **state)
{
	struct test *t = *state;
	char hash[DIGEST_HEX];

	test_enroll(t, "real", "m", hash);
	test_ingest(t, hash, test_report(1, true, DIGEST_1), true, NOW);
	load(t, "name,mode\nn,server\n");
	assert_int_equal(test_number(t, "SELECT COUNT(*) FROM host WHERE"
	    " name = 'real' AND mode = 'queue-only' AND"
	    " reported = 'n'"), 1);
	load(t, "name,mode\nreal,server\n");
	assert_int_equal(test_number(t, "SELECT COUNT(*) FROM host WHERE"
	    " name = 'real' AND mode = 'server'"), 1);
	assert_int_equal(test_number(t, "SELECT COUNT(*) FROM change WHERE"
	    " kind = 'mode'"), 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(made_and_changed),
		TEST(names_grant_nothing),
	};

	return cmocka_run_group_tests_name("inventory_import", tests, NULL,
	    NULL);
}
