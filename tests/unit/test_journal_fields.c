/* The tables of keys: no key twice, every member within its struct. */
#include "tests/unit/unit.h"

#include <string.h>

#include "agent/run/journal_fields.h"

static void
check(const struct field *f, size_t size)
{
	const struct field *o;

	for (; f->type != FIELD_END; f++) {
		assert_non_null(f->key);
		assert_null(strpbrk(f->key, " =#\n"));
		assert_true(f->offset < size);
		assert_true(f->type == FIELD_TEXT || f->type == FIELD_HEX ||
		    f->type == FIELD_BYTES || f->size == 1 || f->size == 4 ||
		    f->size == 8);
		for (o = f + 1; o->type != FIELD_END; o++)
			assert_string_not_equal(f->key, o->key);
	}
}

static void
tables(void **state)
{
	check(version_fields, sizeof(struct extra));
	check(head_fields, sizeof(struct journal));
	check(step_fields, sizeof(struct record));
	check(was_fields, sizeof(struct record));
	check(word_fields, sizeof(struct extra));
	check(xattr_fields, sizeof(struct extra));
	check(mark_fields, sizeof(struct extra));
	check(state_fields, sizeof(struct extra));
	check(time_fields, sizeof(struct extra));
}

static void
words(void **state)
{
	assert_string_equal(mark_words[MARK_BEGIN], "begin");
	assert_string_equal(mark_words[MARK_UNDONE], "undone");
	assert_string_equal(state_words[RUN_APPLIED], "end-applied");
	assert_string_equal(state_words[RUN_UNDONE], "end-undone");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tables), cmocka_unit_test(words),
	};

	return cmocka_run_group_tests_name("journal_fields", tests, NULL,
	    NULL);
}
