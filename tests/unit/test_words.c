/* Words, their gaps, and how they are written for people. */
#include "agent/model/words.h"

#include <stdio.h>

#include "tests/unit/unit.h"

static void
text_quotes_what_a_shell_would_take(void **state)
{
	struct pool p = { .blocks = NULL };
	struct words w = { .v = NULL };

	assert_int_equal(words_push(&p, &w, "/usr/lib/sendmail", WORD_KNOWN),
	    0);
	assert_int_equal(words_push(&p, &w, "-q", WORD_TAIL), 0);
	assert_int_equal(words_push(&p, &w, "a b", WORD_KNOWN), 0);
	assert_int_equal(words_push(&p, &w, "it's", WORD_KNOWN), 0);
	assert_int_equal(words_push(&p, &w, "", WORD_KNOWN), 0);
	assert_int_equal(words_push(&p, &w, "", WORD_MANY), 0);
	assert_string_equal(words_text(&p, &w),
	    "/usr/lib/sendmail -q? 'a b' 'it'\\''s' '' ?...");
	pool_release(&p);
}

static void
many_words_keep_their_order(void **state)
{
	struct pool p = { .blocks = NULL };
	struct words w = { .v = NULL };
	char name[16];
	int i;

	for (i = 0; i < 1000; i++) {
		snprintf(name, sizeof(name), "w%d", i);
		assert_int_equal(words_push(&p, &w, name, WORD_KNOWN), 0);
	}
	assert_int_equal(w.n, 1000);
	assert_string_equal(w.v[0].text, "w0");
	assert_string_equal(w.v[999].text, "w999");
	pool_release(&p);
}

static void
none_is_the_empty_text(void **state)
{
	struct pool p = { .blocks = NULL };
	struct words w = { .v = NULL };

	assert_string_equal(words_text(&p, &w), "");
	pool_release(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_quotes_what_a_shell_would_take),
		cmocka_unit_test(many_words_keep_their_order),
		cmocka_unit_test(none_is_the_empty_text),
	};

	return cmocka_run_group_tests_name("words", tests, NULL, NULL);
}
