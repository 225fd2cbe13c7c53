/* A plan in the report. */
#include "tests/unit/unit.h"

#include <string.h>

#include "agent/model/report_plan.h"

static void
write(struct buf *b, const struct plan *p)
{
	struct json j;

	buf_clear(b);
	json_init(&j, b);
	json_object(&j, NULL);
	report_plan(&j, p);
	json_end(&j);
	assert_false(b->failed);
}

static void
members(void **state)
{
	static const char *const argv[] = { "/bin/x", "stop", NULL };
	struct buf b = BUF_INIT(65536);
	struct plan p;
	struct step *s;

	write(&b, NULL);
	assert_string_equal(b.p, "{\n  \"plan\": null\n}\n");
	plan_init(&p);
	p.mode = MODE_LOCAL_ONLY;
	plan_refuse(&p, "/etc/x", 3, true, "a reason");
	plan_end(&p, "cron", NULL);
	s = plan_step(&p, STEP_PUT, PHASE_CONFIGURATION);
	s->path = "/etc/x";
	s->data = "new\n";
	s->len = 4;
	s->mode = 0100644;
	s = plan_step(&p, STEP_ARGV, PHASE_STOP);
	s->argv = argv;
	s->live = true;
	write(&b, &p);
	assert_non_null(strstr(b.p, "\"mode\": \"local-only\""));
	assert_non_null(strstr(b.p, "\"steps\": 2"));
	assert_non_null(strstr(b.p, "\"reason\": \"a reason\""));
	assert_non_null(strstr(b.p, "\"forcible\": true"));
	assert_non_null(strstr(b.p, "\"wanted\": \"queue-only\""));
	assert_non_null(strstr(b.p, "\"old\": null"));
	assert_non_null(strstr(b.p, "\"new\": \"new\\n\""));
	assert_non_null(strstr(b.p, "\"mode\": \"00644\""));
	assert_non_null(strstr(b.p, "\"kind\": \"argv\""));
	assert_non_null(strstr(b.p, "\"where\": null"));
	plan_release(&p);
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(members),
	};

	return cmocka_run_group_tests_name("report_plan", tests, NULL, NULL);
}
