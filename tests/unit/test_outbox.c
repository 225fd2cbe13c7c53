/* What is to be sent, in its order. */
#include "tests/unit/unit.h"

#include <errno.h>

#include "agent/send/outbox.h"
#include "tests/unit/tree.h"

static void
order(void **state)
{
	static const char *const names[] = { "0000000000000001.report",
		"0000000000000002.heartbeat", "0000000000000003.heartbeat",
		"0000000000000004.report", "0000000000000005.report",
		"0000000000000006.heartbeat", "0000000000000007.heartbeat",
		"state", "lock", ".hm-abcdef" };
	static const long long wanted[] = { 1, 3, 4, 5, 7 };
	struct root root = ROOT_INIT;
	struct buf b = BUF_INIT(10);
	struct spoolack a = { .done = 0 };
	struct outbox o = { .n = 0 };
	struct tree t;
	size_t i;

	tree_make(&t);
	assert_int_equal(root_open(&root, t.path, NULL), 0);
	assert_int_equal(outbox_read(&root, &a, &o, NULL), 0);
	assert_int_equal(o.n, 0);
	assert_int_equal(o.newest.kind, SPOOL_NONE);
	outbox_release(&o);
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		tree_file(&t, names[i], strlen(names[i]) > 15 ?
		    names[i] + 15 : "");
	spoolack_reject(&a, 5, 413);
	spoolack_reject(&a, 6, 413);
	spoolack_reject(&a, 9, 413);
	assert_int_equal(outbox_read(&root, &a, &o, NULL), 0);
	assert_int_equal(o.n, 5);
	for (i = 0; i < 5; i++)
		assert_int_equal(o.v[i].sequence, wanted[i]);
	assert_int_equal(o.newest.sequence, 7);
	/* Root has taken 9 away. */
	assert_int_equal(a.n, 2);
	assert_true(spoolack_rejected(&a, 5) && spoolack_rejected(&a, 6));
	assert_int_equal(outbox_body(&root, &o.v[0], &b, NULL), 0);
	assert_string_equal(b.p, "1.report");
	assert_int_equal(outbox_body(&root, &o.v[4], &b, NULL), -EFBIG);
	outbox_release(&o);
	a.done = 5;
	assert_int_equal(outbox_read(&root, &a, &o, NULL), 0);
	assert_int_equal(o.n, 1);
	assert_int_equal(o.v[0].sequence, 7);
	outbox_release(&o);
	buf_release(&b);
	root_release(&root);
	tree_remove(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(order) };

	return cmocka_run_group_tests_name("outbox", tests, NULL, NULL);
}
