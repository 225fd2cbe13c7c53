/* main.cf as postconf(5) and Postfix 3.7's postconf(1) have it. */
#include "agent/model/pf_main.h"

#include <string.h>

#include "tests/unit/unit.h"

static void
parse(struct pool *p, const char *text, struct pf_main *m)
{
	assert_int_equal(pf_main_parse(p, text, strlen(text), m), 0);
}

static void
is(const struct pf_main *m, const char *name, const char *value)
{
	const struct pf_setting *s = pf_main_find(m, name);

	if (value == NULL) {
		assert_null(s);
		return;
	}
	assert_non_null(s);
	assert_string_equal(s->value, value);
}

/* postconf -c shows "a = 1  2\t 3" as the value 1 2 3 with its blanks. */
static void
lines_are_continued(void **state)
{
	struct pool p = { 0 };
	struct pf_main m;

	parse(&p, "a = 1\n# c\n\n  2\n \t\n\t3\nb=$a\n#  x\n", &m);
	is(&m, "a", "1  2\t3");
	is(&m, "b", "$a");
	assert_int_equal(pf_main_find(&m, "a")->line, 1);
	assert_int_equal(pf_main_find(&m, "a")->last, 6);
	assert_int_equal(pf_main_find(&m, "b")->line, 7);
	assert_int_equal(m.bad_line, 0);
	pool_release(&p);
}

static void
the_last_one_counts(void **state)
{
	struct pool p = { 0 };
	struct pf_main m;

	parse(&p, "inet_interfaces = all\ninet_interfaces=loopback-only\r\n"
	    "#inet_interfaces = all\nempty =\nlast   =   x y  ", &m);
	is(&m, "inet_interfaces", "loopback-only");
	assert_int_equal(pf_main_find(&m, "inet_interfaces")->line, 2);
	is(&m, "empty", "");
	is(&m, "last", "x y");
	is(&m, "Last", NULL);
	pool_release(&p);
}

/* "warning: logical line must not start with whitespace", and it goes on. */
static void
a_line_that_continues_nothing(void **state)
{
	struct pool p = { 0 };
	struct pf_main m;

	parse(&p, " lead = 1\n more\nok = 2\n", &m);
	is(&m, "lead", NULL);
	is(&m, "ok", "2");
	assert_int_equal(m.bad_line, 0);
	pool_release(&p);
}

/* postconf: fatal: missing '=' after attribute name, missing attribute
 * name. */
static void
bad_lines_end_it(void **state)
{
	static const char *const bad[] = { "a b c", "=v", "foo bar = x",
		"{ a = 7 }", "x" };
	struct pool p = { 0 };
	struct pf_main m;
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		parse(&p, pool_printf(&p, "ok = 1\n\n%s\nnot = read\n",
		    bad[i]), &m);
		assert_int_equal(m.bad_line, 3);
		is(&m, "ok", "1");
		is(&m, "not", NULL);
	}
	pool_release(&p);
}

static void
odd_texts(void **state)
{
	struct pool p = { 0 };
	struct pf_main m;

	parse(&p, "", &m);
	assert_null(m.settings);
	parse(&p, "\n\n# only\n   \n", &m);
	assert_null(m.settings);
	assert_int_equal(pf_main_parse(&p, "a = x\0y\nb = 2", 13, &m), 0);
	is(&m, "a", "x");
	is(&m, "b", "2");
	parse(&p, "a == b = c", &m);
	is(&m, "a", "= b = c");
	pool_release(&p);
}

static void
words_of_a_list(void **state)
{
	struct pool p = { 0 };
	const char *list = " a, b\t,c,, d\n";

	assert_string_equal(pf_word(&p, &list), "a");
	assert_string_equal(pf_word(&p, &list), "b");
	assert_string_equal(pf_word(&p, &list), "c");
	assert_string_equal(pf_word(&p, &list), "d");
	assert_null(pf_word(&p, &list));
	assert_null(pf_word(&p, &list));
	pool_release(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_continued),
		cmocka_unit_test(the_last_one_counts),
		cmocka_unit_test(a_line_that_continues_nothing),
		cmocka_unit_test(bad_lines_end_it),
		cmocka_unit_test(odd_texts),
		cmocka_unit_test(words_of_a_list),
	};

	return cmocka_run_group_tests_name("pf_main", tests, NULL, NULL);
}
