/* Failures with their words: cut, prefixed, and without a place for them. */
#include "tests/unit/unit.h"

#include "agent/base/err.h"

#include <errno.h>
#include <string.h>

static void
test_set(void **state)
{
	struct err e = { 0 };

	assert_int_equal(err_set(&e, ENOENT, "%s: no such file", "/etc/x"),
	    -ENOENT);
	assert_int_equal(e.code, ENOENT);
	assert_string_equal(e.text, "/etc/x: no such file");
	assert_int_equal(err_set(NULL, EIO, "lost"), -EIO);
}

static void
test_prefix(void **state)
{
	struct err e = { 0 };

	err_set(&e, EINVAL, "expected ']'");
	err_prefix(&e, "%s:%d: ", "policy.conf", 7);
	assert_string_equal(e.text, "policy.conf:7: expected ']'");
	assert_int_equal(e.code, EINVAL);
	err_prefix(NULL, "nothing");
}

static void
test_long(void **state)
{
	char text[1000];
	struct err e = { 0 };

	memset(text, 'x', sizeof(text));
	text[sizeof(text) - 1] = '\0';
	err_set(&e, EIO, "%s", text);
	assert_int_equal(strlen(e.text), sizeof(e.text) - 1);
	/* The place where it failed is worth more than the text's end. */
	err_prefix(&e, "where: ");
	assert_memory_equal(e.text, "where: xxx", 10);
	assert_int_equal(strlen(e.text), sizeof(e.text) - 1);
	/* A prefix that leaves no room for the text is left out. */
	err_set(&e, EIO, "reason");
	err_prefix(&e, "%s", text);
	assert_string_equal(e.text, "reason");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_set),
		cmocka_unit_test(test_prefix),
		cmocka_unit_test(test_long),
	};

	return cmocka_run_group_tests_name("err", tests, NULL, NULL);
}
