/* What root remembers of its spool, and the next number. */
#include "tests/unit/unit.h"

#include <string.h>

#include "agent/run/spool_state.h"

#define DIGEST "0123456789abcdef0123456789abcdef0123456789abcdef" \
    "0123456789abcdef"

static void
parse(struct spool_state *s, const char *text)
{
	spool_state_parse(s, text, strlen(text));
}

static void
reading(void **state)
{
	struct spool_state s, again;
	struct buf b = BUF_INIT(4096);

	parse(&s, "high 42\nchange 40\ndigest " DIGEST "\nrejected 3\n"
	    "dropped 2\nlost 1\n");
	assert_true(s.known);
	assert_int_equal(s.high, 42);
	assert_int_equal(s.change, 40);
	assert_string_equal(s.digest, DIGEST);
	assert_int_equal(s.rejected, 3);
	assert_int_equal(s.dropped, 2);
	assert_int_equal(s.lost, 1);
	spool_state_write(&s, &b);
	parse(&again, b.p);
	assert_memory_equal(&again, &s, sizeof(s));
	buf_release(&b);
	parse(&s, "");
	assert_false(s.known);
	/* A digest without the number is of no use. */
	parse(&s, "high x\ndigest " DIGEST "\n");
	assert_false(s.known);
	assert_string_equal(s.digest, "");
	parse(&s, "high 42\ndigest 0123\n");
	assert_true(s.known);
	assert_string_equal(s.digest, "");
}

static void
next(void **state)
{
	struct spool_state s = { .known = true, .high = 42 };

	assert_int_equal(spool_state_next(&s, 0, 0, 1795338000), 43);
	assert_int_equal(spool_state_next(&s, 50, 0, 1795338000), 51);
	assert_int_equal(spool_state_next(&s, 50, 60, 1795338000), 61);
	/* A stranger's number does not use all of them up. */
	assert_int_equal(spool_state_next(&s, 50, 9007199254740991, 0), 51);
	s = (struct spool_state){ .known = false };
	assert_int_equal(spool_state_next(&s, 0, 0, 1795338000), 1795338001);
	assert_int_equal(spool_state_next(&s, 0, 0, 5), 6);
	assert_int_equal(spool_state_next(&s, 7, 9, -5), 10);
	assert_int_equal(spool_state_next(&s, 0, 0, INT64_MAX), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reading), cmocka_unit_test(next),
	};

	return cmocka_run_group_tests_name("spool_state", tests, NULL, NULL);
}
