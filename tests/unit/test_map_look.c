/* Lookups: arguments, -a, -T, -m, sequences. */
#include "tests/unit/rules_fixture.h"

static const struct fixture_file files[] = {
	{ .path = "/m", .text = "a\tvalue of %1 %% %2.\nb\tB\n" },
	{ .path = "/n", .text = "c\tC\n" },
	{ .path = NULL }
};
static const struct fixture fixture = { .files = files };

#define MAPS V10 "Km text -k0 -v1 -z\\t -a+ /m\nKk text -m /m\n" \
	"Kn text -k0 -v1 /n\nKgone text -T<T> /gone\nKopt text -o /gone\n" \
	"Kboth sequence opt m n\nKlost sequence gone n\n"

static void
expect(const char *right, const char *answer)
{
	struct buf cf = BUF_INIT(4096);

	buf_adds(&cf, MAPS);
	buf_addf(&cf, "Sx\nR$*\t\t$@ %s\n", right);
	expect_answer(&fixture, cf.p, "x", "q", answer);
	buf_release(&cf);
}

static void
test_values(void **state)
{
	expect("$(m a $@ one $@ two $)", "value of one % two . +");
	expect("$(m zz $: none $)", "none");
	expect("$(m zz $)", "zz");
	expect("$(k a $)", "a");
	expect("<$(n c $)>", "< C >");
	expect("$(missing c $: d $)", "d");
}

/* A map that cannot be opened: -T, unless -o said that it need not be. */
static void
test_trouble(void **state)
{
	expect("$(gone c $: d $)", "c < T >");
	expect("$(opt c $: d $)", "d");
}

static void
test_sequence(void **state)
{
	expect("$(both c $: none $)", "C");
	expect("$(both b $: none $)", "B +");
	expect("$(both e $: none $)", "none");
	expect("$(lost c $: none $)", "C");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_trouble),
		cmocka_unit_test(test_sequence),
	};

	return cmocka_run_group_tests_name("map_look", tests, NULL, NULL);
}
