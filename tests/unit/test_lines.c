/* Lines with every kind of end. */
#include "tests/unit/unit.h"

#include "agent/base/lines.h"

#include <string.h>

static void
expect(struct lines *l, unsigned number, const char *text)
{
	assert_true(lines_next(l));
	assert_int_equal(l->number, number);
	assert_int_equal(l->len, strlen(text));
	assert_memory_equal(l->line, text, l->len);
}

static void
test_ends(void **state)
{
	struct lines l;

	lines_init(&l, "a\n\nb\r\n\r\nc\rd\n\r", 13);
	expect(&l, 1, "a");
	expect(&l, 2, "");
	expect(&l, 3, "b");
	expect(&l, 4, "");
	expect(&l, 5, "c\rd");
	/* Without a line feed it ends no line. */
	expect(&l, 6, "\r");
	assert_false(lines_next(&l));
	assert_false(lines_next(&l));
	lines_init(&l, "", 0);
	assert_false(lines_next(&l));
	lines_init(&l, NULL, 0);
	assert_false(lines_next(&l));
	lines_init(&l, "x", 1);
	expect(&l, 1, "x");
	assert_false(lines_next(&l));
}

static void
test_find(void **state)
{
	const char *text = "one\ntwo\nthree";
	struct lines l;

	assert_true(lines_find(text, strlen(text), 3, &l));
	assert_int_equal(l.len, 5);
	assert_memory_equal(l.line, "three", 5);
	assert_false(lines_find(text, strlen(text), 4, &l));
	assert_false(lines_find(text, strlen(text), 0, &l));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ends),
		cmocka_unit_test(test_find),
	};

	return cmocka_run_group_tests_name("lines", tests, NULL, NULL);
}
