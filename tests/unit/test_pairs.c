/* Lines of a key and a value. */
#include "tests/unit/unit.h"

#include <errno.h>

#include "agent/base/pairs.h"

static void
reading(void **state)
{
	static const char text[] = "high 42\r\nnothing\n blank\nempty \n"
	    "words one two\nlast 9";
	struct lines l;
	struct pair p;
	char word[8];
	long long n = 7;

	lines_init(&l, text, sizeof(text) - 1);
	assert_true(pairs_next(&l, &p));
	assert_true(pair_is(&p, "high"));
	assert_false(pair_is(&p, "hig"));
	assert_int_equal(pair_number(&p, 0, 41, &n), -ERANGE);
	assert_int_equal(n, 7);
	assert_int_equal(pair_number(&p, 0, 42, &n), 0);
	assert_int_equal(n, 42);
	assert_true(pairs_next(&l, &p));
	assert_true(pair_is(&p, "empty"));
	assert_int_equal(pair_text(&p, word, sizeof(word)), 0);
	assert_string_equal(word, "");
	assert_true(pairs_next(&l, &p));
	assert_int_equal(pair_text(&p, word, 7), -ENAMETOOLONG);
	assert_int_equal(pair_text(&p, word, sizeof(word)), 0);
	assert_string_equal(word, "one two");
	assert_true(pairs_next(&l, &p));
	assert_true(pair_is(&p, "last"));
	assert_false(pairs_next(&l, &p));
}

static void
writing(void **state)
{
	struct buf b = BUF_INIT(100);

	pairs_put(&b, "url", "https://a/\nevil 1\r");
	pairs_put_number(&b, "n", -5);
	assert_string_equal(b.p, "url https://a/ evil 1 \nn -5\n");
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reading), cmocka_unit_test(writing),
	};

	return cmocka_run_group_tests_name("pairs", tests, NULL, NULL);
}
