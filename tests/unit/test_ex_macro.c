/* Macros as spec.txt of Exim 4.96, 6.4 to 6.6, and exim -bP have them. */
#include "agent/model/ex_macro.h"

#include "tests/unit/unit.h"

#include "tests/unit/ex_case.h"

/* What the option "a" is set to; NULL: Exim ends over that line. */
static void
a_is(const char *text, const struct strv *macros, const char *wanted,
    unsigned line)
{
	struct pool p = { .blocks = NULL };
	struct ex_conf c;
	struct ex_value v;

	ex_case_read(&p, text, NULL, macros, &c);
	assert_int_equal(c.fault.line, line);
	if (wanted != NULL) {
		assert_null(c.fault.why);
		assert_int_equal(ex_conf_string(&p, &c, "a", &v), 0);
		assert_int_equal(v.state, EX_KNOWN);
		assert_string_equal(v.text, wanted);
	} else {
		assert_non_null(c.fault.why);
	}
	pool_release(&p);
}

static void
expanded(void **state)
{
	(void)state;
	a_is("X = 1\na = X-XX yXz\n", NULL, "1-11 y1z", 0);
	a_is("X = 1\nY = X2\nX == 3\na = X Y\n", NULL, "3 12", 0);
	/* In the order of their definitions, and none twice. */
	a_is("AB = A\nA = x\na = AB\n", NULL, "x", 0);
	a_is("X = aX\na = X\n", NULL, "aX", 0);
	a_is("LINE = a = 5\nLINE\n", NULL, "5", 0);
	a_is("X = \\\n 1 \\\n2\na = X\n", NULL, "1 2", 0);
	a_is("X =\na = \"X\"\n", NULL, "", 0);
}

static void
refused(void **state)
{
	(void)state;
	a_is("X = 1\nX = 2\n", NULL, NULL, 2);
	a_is("\nX == 2\n", NULL, NULL, 2);
	a_is("A = 1\nAB = 2\n", NULL, NULL, 2);
	a_is("X\n", NULL, NULL, 1);
	a_is("X y = 1\n", NULL, NULL, 1);
}

static void
of_the_command_line(void **state)
{
	const char *one[] = { "X=1", "Y" }, *bad[] = { "x=1" };
	const struct strv macros = { .v = one, .n = 2 };
	const struct strv wrong = { .v = bad, .n = 1 };

	(void)state;
	a_is("X = 2\na = XY.\n", &macros, "1.", 0);
	a_is("X == 2\na = X\n", &macros, "1", 0);
	a_is("a = 1\n", &wrong, NULL, 0);
}

/* Long lines and many macros end, and are not what Exim has. */
static void
too_much(void **state)
{
	struct pool p = { .blocks = NULL };
	const char *text = "A = 0123456789012345678901234567890123456789\n";
	char c;

	(void)state;
	for (c = 'B'; c <= 'H'; c++)
		text = pool_printf(&p, "%s%c = %c%c%c%c%c%c%c%c\n", text, c,
		    c - 1, c - 1, c - 1, c - 1, c - 1, c - 1, c - 1, c - 1);
	a_is(text, NULL, NULL, 6);
	pool_release(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(expanded),
		cmocka_unit_test(refused),
		cmocka_unit_test(of_the_command_line),
		cmocka_unit_test(too_much),
	};

	return cmocka_run_group_tests_name("ex_macro", tests, NULL, NULL);
}
