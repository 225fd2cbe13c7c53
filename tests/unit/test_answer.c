/* JSON of the collector and of our own reports. */
#include "tests/unit/unit.h"

#include <errno.h>
#include <string.h>

#include "agent/send/answer.h"

static int
parse(struct answer *a, const char *text)
{
	return answer_parse(a, text, strlen(text));
}

static void
answers(void **state)
{
	struct answer a = { .epoch = 7 };
	char text[700];

	assert_int_equal(parse(&a, "<html>"), -EINVAL);
	assert_int_equal(parse(&a, "[1]"), -EINVAL);
	assert_int_equal(parse(&a, ""), -EINVAL);
	assert_int_equal(parse(&a, "{\"id\":\"a\",\"id\":\"b\"}"), -EINVAL);
	assert_int_equal(a.epoch, 7);
	assert_int_equal(parse(&a, "{\"id\":\"h\",\"token\":\"t\","
	    "\"epoch\":3}"), 0);
	assert_string_equal(a.id, "h");
	assert_string_equal(a.token, "t");
	assert_int_equal(a.epoch, 3);
	assert_false(a.want_full);
	assert_int_equal(parse(&a, "{\"want\":\"full\",\"id\":5,"
	    "\"epoch\":\"x\"}"), 0);
	assert_true(a.want_full);
	assert_string_equal(a.id, "");
	assert_int_equal(a.epoch, 0);
	assert_int_equal(parse(&a, "{\"error\":{\"message\":\"no\"}}"), 0);
	assert_string_equal(a.message, "no");
	memset(text, 'x', sizeof(text));
	memcpy(text, "{\"token\":\"", 10);
	memcpy(text + sizeof(text) - 3, "\"}", 3);
	assert_int_equal(parse(&a, text), 0);
	assert_string_equal(a.token, "");
}

static void
bodies(void **state)
{
	static const char report[] = "{\"sequence\":42,\"digest\":\"abc\","
	    "\"host\":{\"name\":\"caf\xc3\xa9\",\"machine_id\":null,"
	    "\"macs\":[\"52:54:00:12:34:56\"],\"serial\":\"s\","
	    "\"id\":null}}";
	struct buf b = BUF_INIT(4096);
	struct err e = { .code = 0 };

	assert_int_equal(answer_heartbeat(report, sizeof(report) - 1, &b,
	    &e), 0);
	assert_string_equal(b.p, "{\"epoch\":null,\"sequence\":42,"
	    "\"digest\":\"abc\"}");
	buf_clear(&b);
	assert_int_equal(answer_enrolment(report, sizeof(report) - 1, NULL,
	    &b, &e), 0);
	assert_string_equal(b.p, "{\"name\":\"caf\xc3\xa9\","
	    "\"machine_id\":null,\"macs\":[\"52:54:00:12:34:56\"],"
	    "\"serial\":\"s\"}");
	buf_clear(&b);
	assert_int_equal(answer_enrolment(report, sizeof(report) - 1, "5e",
	    &b, &e), 0);
	assert_non_null(strstr(b.p, ",\"serial\":\"s\",\"key\":\"5e\"}"));
	assert_int_equal(answer_heartbeat("{}", 2, &b, &e), -EINVAL);
	assert_int_equal(answer_enrolment("{}", 2, NULL, &b, &e), -EINVAL);
	assert_int_equal(answer_enrolment("{\"host\":{}}", 11, NULL, &b, &e),
	    -EINVAL);
	assert_int_equal(answer_enrolment("", 0, NULL, &b, &e), -EINVAL);
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(answers), cmocka_unit_test(bodies),
	};

	return cmocka_run_group_tests_name("answer", tests, NULL, NULL);
}
