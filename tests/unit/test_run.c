/* A question's memory, and tokens as text. */
#include "tests/unit/rules_fixture.h"

#include "agent/rules/state.h"

static void
test_memory(void **state)
{
	struct rules *cf = fixture_rules(&empty_fixture, V10);
	struct pool pool = { .blocks = NULL };
	struct run r = { .cf = cf, .pool = &pool, .work = 10 };

	assert_non_null(run_alloc(&r, 100));
	assert_null(run_alloc(&r, MEMORY_PER_QUESTION));
	assert_string_equal(r.unknown, "the rules need too much memory");
	assert_true(run_works(&r, 10));
	r.unknown = NULL;
	assert_false(run_works(&r, 1));
	assert_string_equal(r.unknown, "the rules did not come to an end");
	pool_release(&pool);
	rules_free(cf);
}

static void
test_text(void **state)
{
	const char *const words[] = { "\x96", "error", "\x98", "\xff\x96",
		NULL };
	char text[32];

	tokens_text(words, text, sizeof(text));
	assert_string_equal(text, "$# error $: \x96");
	tokens_text(words, text, 6);
	assert_true(strlen(text) < 6);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_memory),
		cmocka_unit_test(test_text),
	};

	return cmocka_run_group_tests_name("run", tests, NULL, NULL);
}
