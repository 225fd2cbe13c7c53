/* collector/member.c: strict JSON. */
#include "collector/member.h"

#include <errno.h>
#include <string.h>

#include "tests/unit/unit.h"

static json_t *
parse(const char *text, struct err *e)
{
	*e = (struct err){ .code = 0 };
	return member_parse(text, strlen(text), e);
}

static void
strictness(void **state)
{
	static const char *const wrong[] = { "", "{", "{\"a\":1,\"a\":2}",
		"[1,]", "[01]", "[NaN]", "{} x", "[\"\\u0000\"]",
		"[\"\xff\"]", "[\"\xed\xa0\x80\"]",
		("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]"
		"]]]]]]]]") };
	struct err e;
	json_t *v;
	size_t i;

	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		assert_null(parse(wrong[i], &e));
		assert_memory_equal(e.text, "line 1", 6);
	}
	v = parse(" {\"a\": [1, \"\xc3\xa9\"]} ", &e);
	assert_non_null(v);
	json_decref(v);
}

static void
values(void **state)
{
	static const char *const names[] = { "none", "one", "two", NULL };
	struct pool pool = { .blocks = NULL };
	struct err e;
	struct member m = { .pool = &pool, .e = &e };
	struct strv list = { .n = 0 };
	json_t *v = parse("{\"t\":\"x\",\"z\":null,\"n\":7,\"f\":true,"
	    "\"l\":[\"a\",\"b\"],\"e\":\"two\",\"b\":\"?\","
	    "\"raw_b\":\"Z3L832U=\"}", &e);

	assert_string_equal(member_text(&m, v, "t"), "x");
	assert_null(member_text(&m, v, "z"));
	assert_null(member_text(&m, v, "absent"));
	assert_int_equal(member_number(&m, v, "n", 0, 9, 1), 7);
	assert_int_equal(member_number(&m, v, "z", 0, 9, 1), 1);
	assert_true(member_flag(&m, v, "f", false));
	member_strings(&m, v, "l", &list);
	assert_int_equal(list.n, 2);
	assert_int_equal(member_named(&m, v, "e", names), 2);
	assert_int_equal(member_named(&m, v, "z", names), 0);
	assert_string_equal(member_bytes(&m, v, "b"), "gr\xfc\xdf" "e");
	assert_int_equal(m.failed, 0);
	member_number(&m, v, "n", 0, 6, 1);
	assert_string_equal(e.text, "n: expected a whole number from 0 to 6");
	/* The first flaw stays, and what follows reads as absent. */
	member_text(&m, v, "n");
	assert_string_equal(e.text, "n: expected a whole number from 0 to 6");
	assert_null(member_text(&m, v, "t"));
	json_decref(v);
	pool_release(&pool);
}

static void
places(void **state)
{
	struct pool pool = { .blocks = NULL };
	struct err e;
	struct member m = { .pool = &pool, .e = &e };
	json_t *v = parse("{\"l\":[{\"a\":\"\"},5],\"raw_x\":\"A\","
	    "\"x\":\"y\"}", &e), *sub;
	json_t *list = member_list(&m, v, "l");
	size_t mark;

	sub = member_enter(&m, list, "l", 0, &mark);
	assert_non_null(sub);
	member_need(&m, sub, "a", 10);
	assert_string_equal(e.text, "l[0].a: expected text of 1 to 10 bytes");
	member_leave(&m, mark);
	m.failed = 0;
	assert_null(member_enter(&m, list, "l", 1, &mark));
	assert_string_equal(e.text, "l[1]: expected an object");
	member_leave(&m, mark);
	m.failed = 0;
	assert_null(member_bytes(&m, v, "x"));
	assert_string_equal(e.text, "raw_x: expected base64");
	json_decref(v);
	pool_release(&pool);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(strictness),
		cmocka_unit_test(values),
		cmocka_unit_test(places),
	};

	return cmocka_run_group_tests_name("member", tests, NULL, NULL);
}
