/* collector/store_postgres_link.c: what is piped comes back in its order. */
#include "collector/store_postgres_link.h"

#include <errno.h>

#include "tests/unit/collectortest.h"

/* No server: the first attempt is one, those of the next moment are not. */
static void
nobody_there(void **state)
{
	struct link l = { .url = (char *)(uintptr_t)
	    "postgresql://hm@/x?host=/nonexistent" };
	struct err e = { .code = 0 };

	assert_int_equal(link_connect(&l, &e), -ENOTCONN);
	assert_null(l.conn);
	assert_non_null(strstr(e.text, "/nonexistent"));
	assert_int_equal(link_connect(&l, &e), -ENOTCONN);
	assert_string_equal(e.text, "the store: no connection");
	assert_int_equal(link_send(&l, &(struct query){ .sql = "SELECT 1" },
	    &e), -ENOTCONN);
	assert_int_equal(link_finish(&l, NULL, NULL, &e), -ENOTCONN);
}

static int
count(void *arg, const struct value *v, size_t n)
{
	int64_t *sum = arg;

	*sum += row_number(&v[0]);
	return 0;
}

static void
in_order(void **state)
{
	static const char text[] = "SELECT $1 + 1";
	struct link l = { .url = (char *)(uintptr_t)test_server() };
	struct err e = { .code = 0 };
	int64_t sum = 0;
	char tag[32];
	struct query q = { .sql = text, .row = count, .arg = &sum,
	    QUERY_VALUES(value_number(41)) };
	int i;

	assert_int_equal(link_connect(&l, &e), 0);
	/* Rows of the last one alone are wanted. */
	for (i = 0; i < 5; i++)
		assert_int_equal(link_send(&l, &q, &e), 0);
	assert_int_equal(l.n_texts, 1);
	assert_int_equal(link_finish(&l, &q, tag, &e), 1);
	assert_int_equal(sum, 42);
	assert_string_equal(tag, "SELECT 1");
	/* An error in the middle is the answer, and leaves nothing behind. */
	link_send(&l, &(struct query){ .sql = "SELECT 1 / 0", .once = true },
	    &e);
	assert_int_equal(link_send(&l, &q, &e), 0);
	assert_int_equal(link_finish(&l, &q, NULL, &e), -EINVAL);
	assert_string_equal(e.text, "the store: division by zero");
	assert_int_equal(sum, 42);
	assert_int_equal(link_send(&l, &q, &e), 0);
	assert_int_equal(link_finish(&l, &q, NULL, &e), 1);
	assert_int_equal(sum, 84);
	link_drop(&l);
	link_drop(&l);
	free(l.sent);
}

int
main(void)
{
	const struct CMUnitTest offline[] = {
		cmocka_unit_test(nobody_there),
	};
	const struct CMUnitTest online[] = {
		cmocka_unit_test(in_order),
	};

	if (test_server() != NULL)
		return cmocka_run_group_tests_name("store_postgres_link",
		    online, NULL, NULL);
	return cmocka_run_group_tests_name("store_postgres_link", offline,
	    NULL, NULL);
}
