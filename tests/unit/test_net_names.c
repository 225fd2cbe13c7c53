/* Canonical names: the name server, then /etc/hosts. */
#include "tests/unit/rules_fixture.h"

static const struct fixture_file files[] = {
	{ .path = "/etc/hosts", .text = "127.0.0.1 localhost\n"
	    "192.0.2.7\tshort long.test.example # c\n192.0.2.8 alone\n" },
	{ .path = NULL }
};
static const struct fixture_record records[] = {
	{ "alias.example", "CNAME", "real.example" },
	{ "real.example", "A", "192.0.2.1" },
	{ "loop.example", "CNAME", "loop.example" },
	{ NULL, NULL, NULL }
};
static const struct fixture fixture = { .files = files,
    .records = records };

static void
expect(const char *name, const char *answer)
{
	struct buf cf = BUF_INIT(4096);

	buf_adds(&cf, V10);
	buf_addf(&cf, "Sx\nR$*\t$@ $[ %s $: no $]\n", name);
	expect_answer(&fixture, cf.p, "x", "q", answer);
	buf_release(&cf);
}

static void
test_canon(void **state)
{
	expect("short", "long . test . example .");
	expect("alone", "alone . test . example .");
	/* A name of our own domain is found by its first part. */
	expect("alone.test.example", "alone . test . example .");
	expect("alias.example", "real . example .");
	expect("loop.example", "no");
	expect("[192.0.2.7]", "short .");
	expect("[192.0.2.9", "no");
	expect("[IPv6:::1]", "no");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_canon),
	};

	return cmocka_run_group_tests_name("net_names", tests, NULL, NULL);
}
