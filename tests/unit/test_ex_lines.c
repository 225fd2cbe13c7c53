/* Lines, conditions and .include as spec.txt of Exim 4.96, chapter 6, and
 * exim -bP have them. */
#include "agent/model/ex_lines.h"

#include "tests/unit/unit.h"

#include "tests/unit/ex_case.h"

/* The logical lines, one behind the other with "|"; a "?" before those that
 * some builds only have; "!" and why at a fault. */
static void
lines_are(const char *text, const struct ex_case_file *others,
    const char *wanted)
{
	const struct ex_files files = { .read = ex_case_find,
		.context = others };
	const struct ex_part part = { .file = "/c/exim.conf", .text = text,
		.len = strlen(text), .line = 1 };
	struct pool p = { .blocks = NULL };
	struct ex_reader r;
	struct ex_line l;
	const char *got = "";
	int e;

	ex_lines_init(&r, &p, &files, &part, 1);
	while ((e = ex_lines_next(&r, &l)) > 0)
		got = pool_printf(&p, "%s%s%s|", got, l.maybe ? "?" : "",
		    l.text);
	assert_int_equal(e, 0);
	if (r.fault.why != NULL)
		got = pool_printf(&p, "%s!%u %s", got, r.fault.line,
		    r.fault.why);
	assert_string_equal(got, wanted);
	ex_lines_release(&r);
	pool_release(&p);
}

static void
joined(void **state)
{
	(void)state;
	lines_are("", NULL, "");
	lines_are("a = 1 \n\n # c\n  b = 2", NULL, "a = 1|b = 2|");
	lines_are("a = 1 : \\\n  # between\n   2 \\ \n\t3\nb\n", NULL,
	    "a = 1 : 2 3|b|");
	lines_are("\\\n\\\na\r\n", NULL, "a|");
}

static void
conditions(void **state)
{
	(void)state;
	lines_are("X = 1\n.ifdef X\na\n.else\nb\n.endif\nc\n", NULL,
	    "a|c|");
	lines_are(".ifdef X\na\n.elifndef X\nb\n.elifdef X\nc\n.else\nd\n"
	    ".endif\n", NULL, "b|");
	lines_are("X =\n.ifdef Y\n.ifdef X\na\n.endif\nb\n.else\nc\n.endif\n",
	    NULL, "c|");
	lines_are(".ifdef X\na\n", NULL, "!0 an .endif is missing");
	lines_are("a\n.endif\n", NULL, "a|!2 there is no .ifdef before it");
	/* What is not told from the name of a condition says nothing. */
	lines_are(".ifdefX\na\n.endif-\n", NULL, "a|");
	lines_are("X=\n.ifdef\tX\n", NULL,
	    "!2 behind its condition stands no blank");
}

/* Whether Exim has such a name depends on how it was built. */
static void
builds(void **state)
{
	(void)state;
	lines_are(".ifdef _HAVE_TLS\na\n.else\nb\n.endif\nc\n", NULL,
	    "?a|?b|c|");
	lines_are(".ifdef _HAVE_TLS\nX = 1\n.endif\n.ifdef X\na\n.endif\n"
	    "b = X\n", NULL, "?a|b = " EX_UNSURE "|");
	lines_are("X = 1\n.ifdef _HAVE_TLS X\na\n.endif\n", NULL, "a|");
	lines_are("a = \\\n.ifdef _X\n b\n.endif\n", NULL,
	    "!3 where its line ends depends on how Exim was built");
}

static void
files(void **state)
{
	const struct ex_case_file more[] = {
		{ "/c/a", "X = 1\nb = X" }, { "/d/b", ".include c\n" },
		{ "/d/c", "c\n" }, { "/e/loop", ".include loop\n" },
		{ NULL, NULL } };

	(void)state;
	lines_are("a\n.include a\n.include \"/d/b\" \nd = X\n", more,
	    "a|b = 1|c|d = 1|");
	lines_are(".include_if_exists /none\na\n", more, "a|");
	lines_are("a\n.include /none\nb\n", more,
	    "a|!2 the file that it includes is not there");
	lines_are(".include_if_exists a\n", more,
	    "!1 the path is not absolute");
	lines_are(".include /e/loop\n", more,
	    "!1 too many files are included");
	lines_are(".ifdef X\n.include /none\n.endif\na\n", more, "a|");
	lines_are("a \\\n# c\n", more,
	    "!0 the file ends within a line that goes on");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(joined),
		cmocka_unit_test(conditions),
		cmocka_unit_test(builds),
		cmocka_unit_test(files),
	};

	return cmocka_run_group_tests_name("ex_lines", tests, NULL, NULL);
}
