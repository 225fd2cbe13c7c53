/* Observations as text and JSON. */
#include "probe/observation_text.h"

#include <string.h>

#include "tests/unit/unit.h"

static struct question first = { .number = 1,
	.from = "<postmaster@probe.example>", .to = "<x@example.com>",
	.stage = STAGE_RCPT, .code = 550, .text = "5.7.1 no \x1b[2J" };
static struct greeting greeting = { .replies = 2, .banner = "a.example hi",
	.name = "a.example", .pipelining = true };
static struct transcript said;

static struct observation
observation(struct target *t)
{
	*t = (struct target){ .port = 25 };
	assert_int_equal(address_parse("192.0.2.7", &t->address), 0);
	said = TRANSCRIPT_INIT;
	transcript_add(&said, SPEAKER_SERVER, "220 a.example hi\r\n", 18);
	return (struct observation){ .target = t, .connected = true,
		.verdict = { .relay = RELAY_CLOSED, .proof = &first },
		.greeting = &greeting, .questions = &first,
		.transcript = &said, .local = "192.0.2.1", .rounds = 1,
		.connections = 1, .milliseconds = 42 };
}

static void
text(void **state)
{
	struct buf b = BUF_INIT(4096);
	struct target t;
	struct observation o = observation(&t);

	observation_print(&b, &o);
	assert_string_equal(b.p, "closed: 192.0.2.7 port 25, 1 of 1 "
	    "envelopes answered\n"
	    "  1: MAIL FROM:<postmaster@probe.example> RCPT TO:"
	    "<x@example.com>\n     rcpt: 550 5.7.1 no \\033[2J\n");
	buf_clear(&b);
	t.name = "a.example";
	o.verdict = (struct relay_verdict){ .relay = RELAY_UNKNOWN };
	o.reason = "the server closed the connection";
	o.questions = NULL;
	observation_print(&b, &o);
	assert_string_equal(b.p, "unknown: a.example (192.0.2.7) port 25\n"
	    "  the server closed the connection\n");
	buf_clear(&b);
	observation_transcript(&b, &o, "2026-11-22T09:00:00Z");
	assert_string_equal(b.p, "2026-11-22T09:00:00Z unknown: a.example "
	    "(192.0.2.7) port 25\nthe server closed the connection\n\n"
	    "S: 220 a.example hi\n");
	buf_clear(&b);
	/* Of a network not every address is a host. */
	o.connected = false;
	t.swept = true;
	observation_print(&b, &o);
	assert_int_equal(b.len, 0);
	buf_release(&b);
	transcript_release(&said);
}

static void
json(void **state)
{
	const struct sweep_settings s = { .helo = "probe.example",
		.from = "postmaster@probe.example", .offsite = "example.com" };
	struct observation_totals totals = { .open = 0 };
	struct buf b = BUF_INIT(65536);
	struct target t;
	struct observation o = observation(&t);
	struct json j;

	json_init(&j, &b);
	observation_open(&j, &s, "2026-11-22T09:00:00Z");
	observation_json(&j, &o, "2026-11-22T09:00:01Z");
	observation_count(&totals, &o);
	observation_close(&j, &totals, &(struct blacklists){ .n = 0 });
	assert_non_null(strstr(b.p, "\"schema\": "
	    "\"hardenmail-observations/1\""));
	assert_non_null(strstr(b.p, "\"address\": \"192.0.2.7\",\n"
	    "      \"port\": 25,\n      \"name\": null"));
	assert_non_null(strstr(b.p, "\"relay\": \"closed\""));
	assert_non_null(strstr(b.p, "\"source\": \"192.0.2.1\""));
	assert_non_null(strstr(b.p, "\"answer\": \"refused\""));
	assert_non_null(strstr(b.p, "\"transcript\": [\n"
	    "        \"S: 220 a.example hi\"\n      ]"));
	assert_non_null(strstr(b.p, "\"closed\": 1"));
	buf_release(&b);
	transcript_release(&said);
}

static void
totals(void **state)
{
	struct observation_totals n = { .open = 0 };
	struct buf b = BUF_INIT(4096);
	struct target t;
	struct observation o = observation(&t);

	observation_count(&n, &o);
	assert_int_equal(observation_status(&n), 0);
	/* Nobody there is nobody who relays. */
	t.swept = true;
	o.connected = false;
	o.verdict.relay = RELAY_UNKNOWN;
	observation_count(&n, &o);
	assert_int_equal(observation_status(&n), 0);
	t.swept = false;
	observation_count(&n, &o);
	assert_int_equal(observation_status(&n), 2);
	o.verdict.relay = RELAY_MX;
	observation_count(&n, &o);
	assert_int_equal(observation_status(&n), 1);
	observation_totals_print(&b, &n);
	assert_string_equal(b.p, "1 open, 1 closed, 1 unknown; at 1 "
	    "addresses nobody answered\n");
	buf_release(&b);
	transcript_release(&said);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text),
		cmocka_unit_test(json),
		cmocka_unit_test(totals),
	};

	return cmocka_run_group_tests_name("observation_text", tests, NULL,
	    NULL);
}
