/* The regex map: match, not, parts. */
#include "tests/unit/rules_fixture.h"

static void
expect(const char *map, const char *address, const char *answer)
{
	struct buf cf = BUF_INIT(4096);

	buf_adds(&cf, V10);
	buf_addf(&cf, "Kr regex %s\nSx\nR$*\t$@ $(r $1 $: NO $)\n", map);
	expect_answer(&empty_fixture, cf.p, "x", address, answer);
	buf_release(&cf);
}

static void
test_match(void **state)
{
	expect("-aYES ^[0-9]+@", "123@x", "YES");
	expect("-aYES ^[0-9]+@", "a@x", "NO");
	expect("-aYES abc", "ABC", "YES");
	expect("-f -aYES abc", "ABC", "NO");
	expect("-n -aYES abc", "xyz", "YES");
	expect("-m -aYES abc", "abc", "abcYES");
	expect("-b -aYES a+", "aa", "NO");
}

static void
test_parts(void **state)
{
	expect("-s1 (a|b)(c)", "bc", "b");
	expect("-s2,1 -d. (a|b)(c)", "bc", "c . b");
	expect("-s1 (<)", "<", "NO");
}

/* A pattern that regcomp() would need gigabytes for is none. */
static void
test_bounds(void **state)
{
	expect("-aYES ((a{255}){255}){255}", "a", "NO");
	expect("-aYES (", "a", "NO");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_match),
		cmocka_unit_test(test_parts),
		cmocka_unit_test(test_bounds),
	};

	return cmocka_run_group_tests_name("map_regex", tests, NULL, NULL);
}
