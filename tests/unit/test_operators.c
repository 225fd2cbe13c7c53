/* collector/operators.c: tokens of operators. */
#include "collector/operators.h"

#include <errno.h>
#include <string.h>

#include "tests/unit/unit.h"

#define T1 "0123456789abcdefghij"
#define T2 "jihgfedcba9876543210"

static void
found(void **state)
{
	static const char text[] = "# who\n\n  jane " T1 "\nbob\t" T2 " \n";
	struct operators o = { .first = NULL };
	struct err e = { .code = 0 };

	assert_int_equal(operators_parse(&o, "f", text, strlen(text), &e), 0);
	assert_string_equal(operators_find(&o, T1), "jane");
	assert_string_equal(operators_find(&o, T2), "bob");
	assert_null(operators_find(&o, T1 "x"));
	assert_null(operators_find(&o, ""));
	operators_release(&o);
	assert_null(operators_find(&o, T1));
}

/* Names of certificates have blanks; a token is none, and has none. */
static void
certified(void **state)
{
	static const char text[] = "p certificate  CN=The CA / CN=probe 2\n"
	    "q " T1 "\n";
	struct operators o = { .first = NULL };
	struct err e = { .code = 0 };

	assert_int_equal(operators_parse(&o, "f", text, strlen(text), &e), 0);
	assert_string_equal(operators_certified(&o,
	    "CN=The CA / CN=probe 2"), "p");
	assert_null(operators_certified(&o, "CN=The CA / CN=probe"));
	assert_null(operators_certified(&o, ""));
	assert_null(operators_find(&o, "certificate"));
	assert_null(operators_find(&o, "CN=The CA / CN=probe 2"));
	assert_string_equal(operators_find(&o, T1), "q");
	operators_release(&o);
}

static void
refused(void **state)
{
	static const struct { const char *text, *words; } cases[] = {
		{ "jane\n", "f:1: expected NAME TOKEN" },
		{ "\njane a b\n", "f:2: expected NAME TOKEN" },
		{ "jane certificate \n", "f:1: expected NAME certificate "
		    "ISSUER / SUBJECT" },
		{ "jane certificate CN=x\n", "f:1: expected NAME certificate "
		    "ISSUER / SUBJECT" },
		{ "jane short\n", "f:1: a token has at least 20 characters" },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct operators o = { .first = NULL };
		struct err e = { .code = 0 };

		assert_int_equal(operators_parse(&o, "f", cases[i].text,
		    strlen(cases[i].text), &e), -EINVAL);
		assert_string_equal(e.text, cases[i].words);
		operators_release(&o);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(found),
		cmocka_unit_test(certified),
		cmocka_unit_test(refused),
	};

	return cmocka_run_group_tests_name("operators", tests, NULL, NULL);
}
