/* Maps that compute: macro, arith, dequote, null. */
#include "tests/unit/rules_fixture.h"

static void
expect(const char *right, const char *address, const char *answer)
{
	struct buf cf = BUF_INIT(4096);

	buf_adds(&cf, V10);
	buf_addf(&cf, "Ka arith\nKd dequote\nKs dequote -s_\nKe null\n"
	    "Km macro\nSx\nR$*\t\t$@ %s\n", right);
	expect_answer(&empty_fixture, cf.p, "x", address, answer);
	buf_release(&cf);
}

static void
test_arith(void **state)
{
	expect("$(a + $@ 2 $@ 3 $)", "q", "5");
	expect("$(a - $@ 2 $@ 3 $)", "q", "-1");
	expect("$(a * $@ 4 $@ 0x10 $)", "q", "64");
	expect("$(a / $@ 7 $@ 2 $)", "q", "3");
	expect("$(a / $@ 7 $@ 0 $: none $)", "q", "none");
	expect("$(a % $@ 7 $@ 4 $)", "q", "3");
	expect("$(a l $@ 1 $@ 2 $)", "q", "TRUE");
	expect("$(a = $@ 1 $@ 2 $)", "q", "FALSE");
	expect("$(a & $@ 6 $@ 3 $)", "q", "2");
	expect("$(a | $@ 6 $@ 3 $)", "q", "7");
	expect("$(a + $@ 2 $: none $)", "q", "none");
}

static void
test_dequote(void **state)
{
	expect("$(d $1 $)", "\"user%a\"", "user % a");
	expect("$(d $1 $: no $)", "plain", "no");
	expect("$(d $1 $: no $)", "\"a b\"", "no");
	expect("$(s $1 $: no $)", "\"a b\"", "a_b");
	expect("$(d $1 $: no $)", "\"a<b\"", "no");
	expect("$(e $1 $: no $)", "a", "no");
}

static void
test_macro(void **state)
{
	expect("<$(m {x} $@ a@b $)>", "q", "< >");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_arith),
		cmocka_unit_test(test_dequote),
		cmocka_unit_test(test_macro),
	};

	return cmocka_run_group_tests_name("map_calc", tests, NULL, NULL);
}
