/* Hosts that are asked, from the first connection to the verdict. */
#include "probe/sweep.h"

#include <stdio.h>
#include <string.h>

#include "tests/unit/smtp_script.h"

/* What is kept of an observation. */
struct kept {
	unsigned n;
	enum relay relay;
	char reason[200], text[TRANSCRIPT_ROOM + 256];
	unsigned rounds, connections;
	bool connected, refused;
};

static int
tell(void *arg, const struct observation *o)
{
	struct kept *k = arg;

	k->n++;
	k->relay = o->verdict.relay;
	snprintf(k->reason, sizeof(k->reason), "%s", o->reason != NULL ?
	    o->reason : "");
	snprintf(k->text, sizeof(k->text), "%s", o->transcript->text.len > 0 ?
	    o->transcript->text.p : "");
	k->rounds = o->rounds;
	k->connections = o->connections;
	k->connected = o->connected;
	k->refused = o->refused;
	return 0;
}

static int
not_found(struct pool *p, const char *name, struct strv *ret)
{
	return -2;
}

static void
ask(struct kept *k, const char *networks, unsigned port, unsigned retries,
    unsigned seconds)
{
	struct networks authorised = { .n = 0 };
	const struct sweep_settings s = { .helo = "probe.example",
		.from = "postmaster@probe.example", .offsite = "example.com",
		.user = "nobody-x", .which = 1u << 1 | 1u << 5 | 1u << 24,
		.concurrency = 10, .seconds = seconds, .retries = retries,
		.tls = true, .authorised = &authorised };
	struct pool p = { .blocks = NULL };
	struct targets t;
	struct err e = { 0 };

	*k = (struct kept){ .n = 0 };
	assert_int_equal(networks_add(&p, &authorised, networks,
	    strlen(networks), &e), 0);
	targets_init(&t, &p, &authorised, not_found, port);
	assert_int_equal(targets_add(&t, "127.0.0.1", &e), 0);
	assert_int_equal(sweep(&s, &t, tell, k, &e), 0);
	assert_int_equal(k->n, 1);
	assert_null(strstr(k->text, "DATA"));
	pool_release(&p);
}

static const char *
closed(const char *line, int n)
{
	if (*line == '\0')
		return "220 a.example ready\r\n";
	if (strncmp(line, "QUIT", 4) == 0)
		return "221 bye\r\n";
	return strncmp(line, "RCPT", 4) == 0 ? "550 5.7.1 Relaying denied\r\n" :
	    "250 ok\r\n";
}

static const char *
open_to_all(const char *line, int n)
{
	return strncmp(line, "RCPT", 4) == 0 ? "250 ok\r\n" : closed(line, n);
}

/* One recipient for each connection. */
static const char *
limits(const char *line, int n)
{
	static int asked;

	if (*line == '\0')
		asked = 0;
	if (strncmp(line, "MAIL", 4) == 0 && asked++ > 0)
		return "421 4.7.0 too many\r\n";
	return closed(line, n);
}

static const char *
greylists(const char *line, int n)
{
	return strncmp(line, "RCPT", 4) == 0 && n == 0 ?
	    "451 4.7.1 later\r\n" : closed(line, n);
}

static const char *
busy(const char *line, int n)
{
	return *line == '\0' ? "421 busy\r\n" : NULL;
}

/* Says "no" to the last envelope only when asked a second time. */
static const char *
hangs_up(const char *line, int n)
{
	return strncmp(line, "RCPT", 4) == 0 ? NULL : closed(line, n);
}

static const char *
mute(const char *line, int n)
{
	return strncmp(line, "MAIL", 4) == 0 ? "250-" : closed(line, n);
}

static const char *
web(const char *line, int n)
{
	return *line == '\0' ? "HTTP/1.0 400 what\r\n" : NULL;
}

static void
servers(void **state)
{
	static const struct {
		const char *name;
		smtp_answer *answer;
		unsigned retries, seconds;
		enum relay relay;
		const char *reason;
		unsigned rounds, connections;
	} rows[] = {
		{ "closed", closed, 1, 30, RELAY_CLOSED, "", 1, 1 },
		{ "open", open_to_all, 1, 30, RELAY_OPEN, "", 1, 1 },
		{ "limits", limits, 0, 30, RELAY_CLOSED, "", 1, 3 },
		{ "greylists", greylists, 1, 30, RELAY_CLOSED, "", 2, 1 },
		{ "greylists, once", greylists, 0, 30, RELAY_UNKNOWN,
		    "it answers that it cannot tell now", 1, 1 },
		{ "busy", busy, 2, 30, RELAY_UNKNOWN,
		    "it does not let us in: 421 busy", 3, 1 },
		{ "hangs up", hangs_up, 1, 30, RELAY_UNKNOWN,
		    "the server closed the connection", 2, 1 },
		{ "mute", mute, 0, 1, RELAY_UNKNOWN,
		    "no answer within the time limit", 1, 1 },
		{ "web", web, 1, 30, RELAY_UNKNOWN,
		    "what answers is no SMTP server", 1, 1 },
	};
	static struct kept k;
	struct smtp_script s;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		s = smtp_script_start(rows[i].answer);
		ask(&k, "127.0.0.0/8", s.port, rows[i].retries,
		    rows[i].seconds);
		smtp_script_end(&s);
		if (k.relay != rows[i].relay || k.rounds != rows[i].rounds ||
		    k.connections != rows[i].connections ||
		    strcmp(k.reason, rows[i].reason) != 0)
			fail_msg("%s: %s, %u rounds, %u connections: %s\n%s",
			    rows[i].name, relay_name(k.relay), k.rounds,
			    k.connections, k.reason, k.text);
		assert_true(k.connected);
		assert_false(k.refused);
	}
}

static void
nobody(void **state)
{
	static struct kept k;
	struct smtp_script s = smtp_script_start(open_to_all);

	/* Not authorised: nothing is sent to it. */
	ask(&k, "192.0.2.0/24", s.port, 1, 30);
	assert_int_equal(k.relay, RELAY_UNKNOWN);
	assert_int_equal(k.connections, 0);
	assert_non_null(strstr(k.reason, "authorised"));
	smtp_script_end(&s);
	ask(&k, "127.0.0.1", s.port, 1, 30);
	assert_int_equal(k.relay, RELAY_UNKNOWN);
	assert_true(k.refused);
	assert_false(k.connected);
	/* That is an answer: it is not asked again. */
	assert_int_equal(k.rounds, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(servers),
		cmocka_unit_test(nobody),
	};

	return cmocka_run_group_tests_name("sweep", tests, NULL, NULL);
}
