/* collector/inventory.c: lines of the inventory. */
#include "collector/inventory.h"

#include <errno.h>

#include "tests/unit/collectortest.h"

static int
take(void *arg, const struct inventory_line *l)
{
	struct buf *b = arg;

	buf_addf(b, "%u %s|%s|%s|%s|%s|%s\n", l->line, l->name, l->address,
	    l->mac, l->owner, l->department, l->mode);
	return 0;
}

static void
columns(void **state)
{
	static const char text[] = "mode,name\n,a\n# comment\nserver,b\n";
	struct buf b = BUF_INIT(1000), wrong = BUF_INIT(1000);
	struct err e = { .code = 0 };

	assert_int_equal(inventory_read("f", text, strlen(text), take, &b,
	    &wrong, &e), 0);
	assert_string_equal(b.p, "2 a|||||\n4 b|||||server\n");
	buf_release(&b);
	buf_release(&wrong);
}

static void
flaws(void **state)
{
	static const char text[] = "name,mac,mode\nx,zz,\ny,,relay\nz\n,,\n";
	struct buf b = BUF_INIT(1000), wrong = BUF_INIT(1000);
	struct err e = { .code = 0 };

	assert_int_equal(inventory_read("f", text, strlen(text), take, &b,
	    &wrong, &e), -EINVAL);
	assert_string_equal(wrong.p,
	    "f:2: expected a MAC such as 52:54:00:12:34:56: zz\n"
	    "f:3: expected a mode: disabled, queue-only, local-only, server "
	    "or observe: relay\n"
	    "f:4: not as many fields as the first line has\n"
	    "f:5: no name");
	assert_string_equal(e.text, "f: 4 lines are wrong, nothing was read");
	buf_clear(&wrong);
	assert_int_equal(inventory_read("f", "name,name\n", 10, take, &b,
	    &wrong, &e), -EINVAL);
	assert_string_equal(wrong.p, "f:1: a column twice");
	buf_release(&b);
	buf_release(&wrong);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(columns),
		TEST(flaws),
	};

	return cmocka_run_group_tests_name("inventory", tests, NULL, NULL);
}
