/* collector/store.c: the store that a URL names. */
#include "collector/store.h"

#include <errno.h>

#include "tests/unit/collectortest.h"

static void
urls(void **state)
{
	struct store s;
	struct err e = { .code = 0 };

	assert_int_equal(store_open(&s, "oracle:x", 0, &e), -EINVAL);
	assert_string_equal(e.text, "oracle:x: no such store, expected "
	    "sqlite:PATH or postgresql://HOST/DATABASE");
	assert_int_equal(store_open(&s, "sqlite", 0, &e), -EINVAL);
	store_close(&s);
}

static void
single_values(void **state)
{
	struct test *t = *state;
	int64_t n = 7;
	char text[4];

	assert_int_equal(store_number(&t->store, &(struct query){
	    .sql = "SELECT 5", .once = true }, &n, &t->e), 1);
	assert_int_equal(n, 5);
	assert_int_equal(store_number(&t->store, &(struct query){
	    .sql = "SELECT n FROM host", .once = true }, &n, &t->e), 0);
	assert_int_equal(n, 5);
	store_text(&t->store, &(struct query){ .sql = "SELECT 'abcdef'",
	    .once = true }, text, sizeof(text), &t->e);
	assert_string_equal(text, "abc");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(urls),
		TEST(single_values),
	};

	return cmocka_run_group_tests_name("store", tests, NULL, NULL);
}
