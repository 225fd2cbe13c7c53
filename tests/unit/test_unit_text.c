/* The text of unit files and environment files. */
#include "tests/unit/unit.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "agent/base/buf.h"
#include "platforms/unit_text.h"

static int
record(void *arg, const struct unit_line *l)
{
	return buf_addf(arg, "%u-%u [%s] %s=%s\n", l->line, l->last,
	    l->section == NULL ? "" : l->section, l->key, l->value);
}

static void
expect_unit(const char *text, int r, const char *want)
{
	struct buf b = BUF_INIT(65536);

	buf_adds(&b, "");
	assert_int_equal(unit_text_parse(text, strlen(text), record, &b), r);
	assert_string_equal(b.p, want);
	buf_release(&b);
}

static void
sections(void **state)
{
	(void)state;
	expect_unit("Lost=1\n[Unit]\nA=1\n  B = 2 3  \n\n[Service]\nC=\n", 0,
	    "3-3 [Unit] A=1\n4-4 [Unit] B=2 3\n7-7 [Service] C=\n");
	expect_unit("[Unit]\nnonsense\nA=b=c", 0, "3-3 [Unit] A=b=c\n");
	expect_unit("\xef\xbb\xbf[Unit]\r\nA=1\r\n", 0,
	    "2-2 [Unit] A=1\n");
	expect_unit("", 0, "");
	expect_unit("[]\nA=1\n", 0, "");
}

/* A file with a broken header is refused, what stood above it counts. */
static void
broken_header(void **state)
{
	struct buf b = BUF_INIT(64);

	(void)state;
	expect_unit("[Unit]\nA=1\n[Service\nB=2\n", -EBADMSG,
	    "2-2 [Unit] A=1\n");
	assert_int_equal(unit_text_parse("[Unit]\nA=\0\n", 11, record, &b),
	    -EBADMSG);
}

static void
continued(void **state)
{
	(void)state;
	expect_unit("[S]\nA=1 \\\n# no\n; no\n  2 \\\n3\nB=4\n", 0,
	    "2-6 [S] A=1    2  3\n7-7 [S] B=4\n");
	/* An empty line ends it; a comment goes on without one. */
	expect_unit("[S]\nA=1 \\\n\nB=2\n# x \\\nC=3\n", 0,
	    "2-3 [S] A=1\n4-4 [S] B=2\n6-6 [S] C=3\n");
	/* \\ is no continuation, and neither is "\ ". */
	expect_unit("[S]\nA=1\\\\\nB=2\\ \n", 0,
	    "2-2 [S] A=1\\\\\n3-3 [S] B=2\\\n");
	expect_unit("[S]\nA=1 \\", 0, "2-2 [S] A=1\n");
}

static void
expect_env(const char *text, bool old, const char *want)
{
	struct buf b = BUF_INIT(65536);

	buf_adds(&b, "");
	assert_int_equal(unit_text_environment(text, strlen(text), old,
	    record, &b), 0);
	assert_string_equal(b.p, want);
	buf_release(&b);
}

static void
environment(void **state)
{
	(void)state;
	expect_env("# x\nA=1\n\n B = \"2\n3\" \nC='4'\\\n5\n", false,
	    "2-2 [] A=1\n4-5 [] B=2\n3\n6-7 [] C=45\n");
	expect_env("A=\nB", false, "1-1 [] A=\n");
	expect_env("", false, "");
}

/* Since 254 a comment ends with its line. */
static void
comment_with_backslash(void **state)
{
	(void)state;
	expect_env("# x \\\nA=1\nB=2\n", true, "3-3 [] B=2\n");
	expect_env("# x \\\nA=1\nB=2\n", false, "2-2 [] A=1\n3-3 [] B=2\n");
}

static void
words(void **state)
{
	struct pool pool = { .blocks = NULL };
	const char *at = " a 'b c'd  \"e\\\"\" \\", *word = NULL;

	(void)state;
	assert_int_equal(unit_text_word(&pool, &at, UNIT_WORD_C, &word), 1);
	assert_string_equal(word, "a");
	assert_int_equal(unit_text_word(&pool, &at, UNIT_WORD_C, &word), 1);
	assert_string_equal(word, "b cd");
	assert_int_equal(unit_text_word(&pool, &at, UNIT_WORD_C, &word), 1);
	assert_string_equal(word, "e\"");
	assert_int_equal(unit_text_word(&pool, &at, UNIT_WORD_C, &word), 1);
	assert_string_equal(word, "\\");
	assert_int_equal(unit_text_word(&pool, &at, UNIT_WORD_C, &word), 0);
	at = "'open";
	assert_int_equal(unit_text_word(&pool, &at, UNIT_WORD_C, &word),
	    -EINVAL);
	assert_int_equal(unit_text_word(&pool, &at, UNIT_WORD_RELAXED,
	    &word), 1);
	assert_string_equal(word, "open");
	at = "a\\tb";
	assert_int_equal(unit_text_word(&pool, &at, UNIT_WORD_RELAXED,
	    &word), 1);
	assert_string_equal(word, "atb");
	pool_release(&pool);
}

static void
variable_names(void **state)
{
	(void)state;
	assert_true(unit_text_is_variable("A_1", 3));
	assert_true(unit_text_is_variable("_", 1));
	assert_false(unit_text_is_variable("1A", 2));
	assert_false(unit_text_is_variable("A-B", 3));
	assert_false(unit_text_is_variable("", 0));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sections),
		cmocka_unit_test(broken_header),
		cmocka_unit_test(continued),
		cmocka_unit_test(environment),
		cmocka_unit_test(comment_with_backslash),
		cmocka_unit_test(words),
		cmocka_unit_test(variable_names),
	};

	return cmocka_run_group_tests_name("unit_text", tests, NULL, NULL);
}
