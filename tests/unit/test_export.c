/* agent/send/export.c: a spool as a file. The key is that of RFC 8032, 7.1,
 * test 1; that a signature is right is collector/signature.c's to say. */
#include "tests/unit/unit.h"

#include <errno.h>
#include <string.h>

#include "agent/base/parcel.h"
#include "agent/send/export.h"
#include "tests/unit/tree.h"

#define SECRET \
	"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
#define KEY \
	"d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"

static void
in_order(void **state)
{
	static const char *const bodies[] = { "two", "four" };
	struct enrolled self = { .id = "h1", .sign = SECRET };
	struct spoolack ack = { .done = 1 };
	struct buf b = BUF_INIT(10000);
	struct err e = { .code = 0 };
	struct root root = ROOT_INIT;
	size_t at = 0, n = 0, i;
	struct parcel p;
	struct tree t;

	tree_make(&t);
	tree_file(&t, "0000000000000001.report", "one");
	tree_file(&t, "0000000000000002.report", "two");
	tree_file(&t, "0000000000000003.heartbeat", "three");
	tree_file(&t, "0000000000000004.heartbeat", "four");
	tree_file(&t, "0000000000000005.report", "");
	assert_int_equal(root_open(&root, t.path, NULL), 0);
	assert_int_equal(export_spool(&root, &ack, &self, &b, &n, &e), 0);
	assert_int_equal(n, 2);
	for (i = 0; i < 2; i++) {
		assert_int_equal(parcel_next(b.p, b.len, &at, &p, &e), 1);
		assert_string_equal(p.id, "h1");
		assert_string_equal(p.key, KEY);
		assert_int_equal(p.len, strlen(bodies[i]));
		assert_memory_equal(p.body, bodies[i], p.len);
	}
	assert_int_equal(parcel_next(b.p, b.len, &at, &p, &e), 0);
	assert_int_equal(ack.done, 1);
	buf_release(&b);
	b = BUF_INIT(100);
	assert_int_equal(export_spool(&root, &ack, &self, &b, &n, &e),
	    -EFBIG);
	buf_release(&b);
	root_release(&root);
	tree_remove(&t);
}

static void
not_enrolled(void **state)
{
	struct enrolled self = { .id = "h1" };
	struct spoolack ack = { .done = 0 };
	struct buf b = BUF_INIT(10000);
	struct err e = { .code = 0 };
	struct root root = ROOT_INIT;
	size_t n = 7;

	assert_int_equal(export_spool(&root, &ack, &self, &b, &n, &e),
	    -ENOENT);
	assert_string_equal(e.text, "not enrolled with a key to sign with: "
	    "--enroll URL --token-file FILE");
	assert_int_equal(n, 7);
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(in_order),
		cmocka_unit_test(not_enrolled),
	};

	return cmocka_run_group_tests_name("export", tests, NULL, NULL);
}
