/* Lookups in a right side: where they begin and end. */
#include "tests/unit/rules_fixture.h"

static const struct fixture_file files[] = {
	{ .path = "/m", .text = "a\tb@c\nx.y\tz\n\"q\"\tw\n" },
	{ .path = NULL }
};
static const struct fixture fixture = { .files = files };

static void
expect(const char *right, const char *answer)
{
	struct buf cf = BUF_INIT(4096);

	buf_adds(&cf, V10);
	buf_addf(&cf, "Km text -k0 -v1 /m\nSx\nR$*\t$@ %s\n", right);
	expect_answer(&fixture, cf.p, "x", "q", answer);
	buf_release(&cf);
}

static void
test_calls(void **state)
{
	expect("1 $(m a $) 2", "1 b @ c 2");
	expect("$(m a $) $(m x.y $)", "b @ c z");
	expect("$(m none $: < $1 > $) end", "< q > end");
	expect("$(m none $@ a $) end", "none end");
	/* Without its closing it goes on to the end. */
	expect("$(m a", "b @ c");
	expect("$[ nosuch $: unknown $]", "unknown");
	expect("<$(m none $: $)>", "< >");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_calls),
	};

	return cmocka_run_group_tests_name("map_call", tests, NULL, NULL);
}
