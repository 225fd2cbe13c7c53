/* Numbers: the form, the bounds, and what stays untouched. */
#include "tests/unit/unit.h"

#include "agent/base/num.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

static void
expect(const char *text, long long min, long long max, int r, long long want)
{
	long long got = 12345;

	assert_int_equal(num_parse(text, strlen(text), min, max, &got), r);
	assert_true(got == (r == 0 ? want : 12345));
}

static void
test_form(void **state)
{
	static const char *const wrong[] = { "", "-", "+1", " 1", "1 ", "1x",
		"0x10", "--1", "1-", "1.0", "99999999999999999999x" };
	size_t i;

	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		expect(wrong[i], LLONG_MIN, LLONG_MAX, -EINVAL, 0);
	expect("0", 0, 0, 0, 0);
	expect("-0", 0, 0, 0, 0);
	expect("007", 0, 9, 0, 7);
	expect("25", 1, 65535, 0, 25);
}

static void
test_bounds(void **state)
{
	expect("65535", 1, 65535, 0, 65535);
	expect("65536", 1, 65535, -ERANGE, 0);
	expect("0", 1, 65535, -ERANGE, 0);
	expect("-1", 0, 10, -ERANGE, 0);
	expect("9223372036854775807", LLONG_MIN, LLONG_MAX, 0, LLONG_MAX);
	expect("9223372036854775808", LLONG_MIN, LLONG_MAX, -ERANGE, 0);
	expect("-9223372036854775808", LLONG_MIN, LLONG_MAX, 0, LLONG_MIN);
	expect("-9223372036854775809", LLONG_MIN, LLONG_MAX, -ERANGE, 0);
	expect("99999999999999999999", LLONG_MIN, LLONG_MAX, -ERANGE, 0);
}

static void
test_length(void **state)
{
	long long got = 0;

	assert_int_equal(num_parse("1234", 2, 0, 99, &got), 0);
	assert_int_equal(got, 12);
	assert_int_equal(num_parse("1\0" "2", 3, 0, 99, &got), -EINVAL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_form),
		cmocka_unit_test(test_bounds),
		cmocka_unit_test(test_length),
	};

	return cmocka_run_group_tests_name("num", tests, NULL, NULL);
}
