/* Wrappers, taken off: words in, words out. */
#ifndef HM_WRAPPER_CASE_TEST_H
#define HM_WRAPPER_CASE_TEST_H

#include <string.h>

#include "platforms/wrapper.h"
#include "tests/unit/unit.h"

/* Words are divided by single blanks; _ stands for a blank inside one. */
struct wrapper_case {
	const char *given, *ret;
};

static inline void
words_of(struct pool *p, const char *text, struct words *w)
{
	char *word;
	size_t n, i;

	for (; *text != '\0'; text += n + (text[n] != '\0')) {
		n = strcspn(text, " ");
		word = pool_strndup(p, text, n);
		for (i = 0; i < n; i++)
			if (word[i] == '_')
				word[i] = ' ';
		assert_int_equal(words_push(p, w, word, WORD_KNOWN), 0);
	}
}

static inline void
expect_commands(const struct wrapper_case *cases, size_t n)
{
	struct pool p = { .failed = false };
	bool other = false;
	struct words given, want, got;
	size_t i;

	for (i = 0; i < n; i++) {
		given = want = (struct words){ .n = 0 };
		words_of(&p, cases[i].given, &given);
		words_of(&p, cases[i].ret, &want);
		assert_int_equal(wrapper_command(&p, &given, &got, &other),
		    0);
		assert_string_equal(words_text(&p, &got),
		    words_text(&p, &want));
	}
	pool_release(&p);
}

#endif
