/* What hardenmail-probe prints, and its exit status. */
#include "probe/probe_answer.h"

#include <stdio.h>
#include <string.h>

#include "tests/unit/unit.h"

static void
says(struct buf *b, const char *wanted)
{
	assert_false(b->failed);
	assert_string_equal(b->p, wanted);
	buf_release(b);
}

static void
hub(void **state)
{
	struct probe_settings s = { .command = PROBE_HUB, .host = "hub",
		.port = 25, .from = "", .to = "a@b" };
	struct hub_result r = {
		.answer = { .kind = HUB_REFUSED, .stage = "rcpt",
			.code = 550, .text = "5.7.1 no\033[2J" },
		.helo = "h.example", .address = "192.0.2.1",
		.milliseconds = 12 };
	struct buf b = BUF_INIT(4096);

	probe_hub_print(&b, &s, &r);
	says(&b, "refused: hub port 25 (192.0.2.1), mail from <> to <a@b>\n"
	    "  rcpt: 550 5.7.1 no\\033[2J\n");
	assert_int_equal(probe_hub_status(&r), 1);
	s.json = true;
	b = BUF_INIT(4096);
	probe_hub_print(&b, &s, &r);
	says(&b, "{\n  \"question\": \"hub\",\n  \"host\": \"hub\",\n"
	    "  \"port\": 25,\n  \"address\": \"192.0.2.1\",\n"
	    "  \"helo\": \"h.example\",\n  \"from\": \"\",\n"
	    "  \"to\": \"a@b\",\n  \"answer\": \"refused\",\n"
	    "  \"stage\": \"rcpt\",\n  \"code\": 550,\n"
	    "  \"text\": \"5.7.1 no\\u001b[2J\",\n  \"reason\": null,\n"
	    "  \"milliseconds\": 12\n}\n");
	s.json = false;
	r.answer = (struct hub_answer){ .kind = HUB_UNKNOWN,
		.reason = "Connection refused" };
	r.address = NULL;
	b = BUF_INIT(4096);
	probe_hub_print(&b, &s, &r);
	says(&b, "unknown: hub port 25, mail from <> to <a@b>\n"
	    "  Connection refused\n");
	assert_int_equal(probe_hub_status(&r), 2);
	r.answer.kind = HUB_TEMPFAIL;
	assert_int_equal(probe_hub_status(&r), 2);
	r.answer.kind = HUB_ACCEPTED;
	assert_int_equal(probe_hub_status(&r), 0);
}

static void
mx(void **state)
{
	const char *address[] = { "192.0.2.1" };
	struct mx_host second = { .preference = 20, .name = "m2.example",
		.looked_up = true };
	struct mx_host first = { .next = &second, .preference = 10,
		.name = "m1.example", .looked_up = true, .self = true,
		.addresses = { .v = address, .n = 1 } };
	struct probe_settings s = { .command = PROBE_MX, .name = "example" };
	struct mx_result r = { .answer = { .hosts = &first }, .reason = "" };
	struct buf b = BUF_INIT(4096);

	probe_mx_print(&b, &s, &r);
	says(&b, "yes: this host is where mail for example goes\n"
	    "  10 m1.example 192.0.2.1 (this host)\n"
	    "  20 m2.example (no address)\n");
	assert_int_equal(probe_mx_status(&r), 0);
	first.self = false;
	assert_int_equal(probe_mx_status(&r), 1);
	second.looked_up = false;
	assert_int_equal(probe_mx_status(&r), 2);
	r = (struct mx_result){ .answer = { .null = true }, .reason = "" };
	assert_int_equal(probe_mx_status(&r), 1);
	r.reason = "no name server answered";
	b = BUF_INIT(4096);
	probe_mx_print(&b, &s, &r);
	says(&b, "unknown: example: no name server answered\n");
	assert_int_equal(probe_mx_status(&r), 2);
	r = (struct mx_result){ .missing = true, .reason = "" };
	s.json = true;
	b = BUF_INIT(4096);
	probe_mx_print(&b, &s, &r);
	says(&b, "{\n  \"question\": \"mx\",\n  \"name\": \"example\",\n"
	    "  \"self\": \"no\",\n  \"exists\": false,\n"
	    "  \"null\": false,\n  \"implicit\": false,\n  \"hosts\": [],\n"
	    "  \"reason\": null\n}\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hub),
		cmocka_unit_test(mx),
	};

	return cmocka_run_group_tests_name("probe_answer", tests, NULL, NULL);
}
