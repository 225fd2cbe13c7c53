/* What members of a report are made of. */
#include "tests/unit/unit.h"

#include "agent/model/report_parts.h"
#include "tests/unit/squeezed.h"

static void
nothing_is_null(void **state)
{
	struct buf b = BUF_INIT(1000);
	struct place rc = { .path = "/etc/rc", .line = 3, .text = "x" };
	struct place file = { .path = "/etc/rc" };
	struct strv list = { .n = 0 };
	struct json j;

	json_init(&j, &b);
	json_object(&j, NULL);
	report_time(&j, "a", 0);
	report_time(&j, "b", 1795338000);
	report_count(&j, "c", -1);
	report_count(&j, "d", 0);
	report_strings(&j, "e", &list);
	file.next = &rc;
	report_places(&j, "f", &file);
	json_end(&j);
	assert_string_equal(squeezed(b.p),
	    "{\"a\":null,\"b\":\"2026-11-22T09:00:00Z\","
	    "\"c\":null,\"d\":0,\"e\":[],\"f\":["
	    "{\"path\":\"/etc/rc\",\"line\":null,\"text\":null},"
	    "{\"path\":\"/etc/rc\",\"line\":3,\"text\":\"x\"}]}");
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_null),
	};

	return cmocka_run_group_tests_name("report_parts", tests, NULL, NULL);
}
