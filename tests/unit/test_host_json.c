/* collector/host_json.c: a host as the API shows it. */
#include "collector/host_json.h"

#include "tests/unit/collectortest.h"

static void
members(void **state)
{
	struct test *t = *state;
	struct json j;

	t->x.out = BUF_INIT(10000);
	json_init(&j, &t->x.out);
	json_object(&j, NULL);
	host_json(&j, &(struct host_row){ .id = "h1", .name = "n\"",
	    .mode = "queue-only", .condition = "failing", .contact = "fresh",
	    .overdue = true, .sequence = -1, .deadline = 1795338000 });
	json_end(&j);
	assert_says(t, "\"name\": \"n\\\"\"");
	assert_says(t, "\"overdue\": true");
	assert_says(t, "\"sequence\": null");
	assert_says(t, "\"epoch\": null");
	assert_says(t, "\"deadline\": \"2026-11-22T09:00:00Z\"");
	assert_says(t, "\"first_failed\": null");
}

static void
findings(void **state)
{
	struct test *t = *state;
	struct proof p = { .at = { .path = "/etc/x", .line = 3,
	    .text = "sendmail -bd" } };
	struct finding f = { .check = "c", .verdict = VERDICT_FAIL,
	    .severity = SEVERITY_HIGH, .summary = "s", .evidence = &p };
	struct json j;

	t->x.out = BUF_INIT(10000);
	json_init(&j, &t->x.out);
	finding_json(&j, &f);
	assert_says(t, "\"verdict\": \"fail\"");
	assert_says(t, "\"line\": 3");
	assert_says(t, "\"remedy\": null");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(members),
		TEST(findings),
	};

	return cmocka_run_group_tests_name("host_json", tests, NULL, NULL);
}
