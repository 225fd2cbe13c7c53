/* Maps that ask for names: host, bestmx, dns. */
#include "tests/unit/rules_fixture.h"

static const struct fixture_record records[] = {
	{ "a.example", "A", "192.0.2.1" },
	{ "mx.example", "MX", "20 two.example" },
	{ "mx.example", "MX", "10 one.example" },
	{ "broken.example", "A", NULL },
	{ "1.2.0.192.in-addr.arpa", "PTR", "ptr.example" },
	{ "9.bl.example", "A", "127.0.0.2" },
	{ NULL, NULL, NULL }
};
static const struct fixture fixture = { .records = records };

static void
expect(const char *right, const char *answer)
{
	struct buf cf = BUF_INIT(4096);

	buf_adds(&cf, V10);
	buf_addf(&cf, "Kh host -T<TEMP>\nKb bestmx -T<TEMP>\n"
	    "Kz bestmx -z: -T<TEMP>\nKd dns -R A -B bl.example -T<TEMP>\n"
	    "Sx\nR$*\t$@ %s\n", right);
	expect_answer(&fixture, cf.p, "x", "q", answer);
	buf_release(&cf);
}

static void
test_host(void **state)
{
	expect("$[ a.example $]", "a . example .");
	expect("$[ mx.example $: no $]", "mx . example .");
	expect("$[ none.example $: no $]", "no");
	expect("$(h broken.example $: no $)", "broken . example < TEMP >");
	expect("$[ [192.0.2.1] $: no $]", "ptr . example .");
	expect("$[ [192.0.2.2] $: no $]", "no");
}

static void
test_bestmx(void **state)
{
	expect("$(b mx.example $)", "one . example .");
	expect("$(z mx.example $)", "one . example . : two . example .");
	/* Without MX records a host is its own. */
	expect("$(b a.example $)", "a . example .");
	expect("$(b none.example $: no $)", "no");
	expect("$(b broken.example $: no $)", "broken . example < TEMP >");
}

static void
test_dns(void **state)
{
	expect("$(d 9 $: no $)", "127 . 0 . 0 . 2");
	expect("$(d 8 $: no $)", "no");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_host),
		cmocka_unit_test(test_bestmx),
		cmocka_unit_test(test_dns),
	};

	return cmocka_run_group_tests_name("map_net", tests, NULL, NULL);
}
