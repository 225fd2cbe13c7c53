/* Unified diffs, as patch(1) takes them. */
#include "tests/unit/unit.h"

#include <string.h>

#include "agent/diff.h"

static void
expect(const char *from, const char *to, const char *diff)
{
	struct buf b = BUF_INIT(65536);

	diff_write(&b, "/etc/f", from, from != NULL ? strlen(from) : 0, to,
	    strlen(to));
	assert_false(b.failed);
	assert_string_equal(b.p != NULL ? b.p : "", diff);
	buf_release(&b);
}

#define HEAD "--- a/etc/f\n+++ b/etc/f\n"

static void
one_change(void **state)
{
	expect("a\nb\nc\n", "a\nB\nc\n",
	    HEAD "@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n");
	expect("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nV\n6\n7\n8\n9\n",
	    HEAD "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+V\n 6\n 7\n 8\n");
	expect("a\n", "a\n", "");
}

static void
new_and_emptied(void **state)
{
	expect(NULL, "MODE=\"\"\n", "--- /dev/null\n+++ b/etc/f\n"
	    "@@ -0,0 +1 @@\n+MODE=\"\"\n");
	expect("", "x\n", HEAD "@@ -0,0 +1 @@\n+x\n");
	expect("x\ny\n", "", HEAD "@@ -1,2 +0,0 @@\n-x\n-y\n");
}

static void
last_line_without_end(void **state)
{
	expect("a\nb", "a\nc", HEAD "@@ -1,2 +1,2 @@\n a\n"
	    "-b\n\\ No newline at end of file\n"
	    "+c\n\\ No newline at end of file\n");
	expect("a", "a\nb\n", HEAD "@@ -1 +1,2 @@\n"
	    "-a\n\\ No newline at end of file\n+a\n+b\n");
	expect("x\r\n\xe9", "y\r\n\xe9", HEAD "@@ -1,2 +1,2 @@\n"
	    "-x\r\n+y\r\n \xe9\n\\ No newline at end of file\n");
}

/* Near changes share a hunk, far ones have their own. */
static void
hunks(void **state)
{
	expect("a\n1\n2\n3\n4\n5\n6\nb\n", "A\n1\n2\n3\n4\n5\n6\nB\n",
	    HEAD "@@ -1,8 +1,8 @@\n-a\n+A\n 1\n 2\n 3\n 4\n 5\n 6\n-b\n+B\n");
	expect("a\n1\n2\n3\n4\n5\n6\n7\nb\n",
	    "A\n1\n2\n3\n4\n5\n6\n7\nB\n",
	    HEAD "@@ -1,4 +1,4 @@\n-a\n+A\n 1\n 2\n 3\n"
	    "@@ -6,4 +6,4 @@\n 5\n 6\n 7\n-b\n+B\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_change),
		cmocka_unit_test(new_and_emptied),
		cmocka_unit_test(last_line_without_end),
		cmocka_unit_test(hunks),
	};

	return cmocka_run_group_tests_name("diff", tests, NULL, NULL);
}
