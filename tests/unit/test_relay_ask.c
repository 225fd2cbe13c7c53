/* One mail through the rulesets of a daemon. */
#include "agent/run/relay_ask.h"

#include "tests/unit/stranger_rules.h"

#define RCPT STRANGER_CF "Scheck_rcpt\n"
#define DENY "R$*\t$#error $@ 5.7.1 $: \"550 Relaying denied\"\n"

static const struct relay_client stranger = { .address = "203.0.113.9",
	.name = "probe.offsite.example", .resolve = "OK" };
static const struct relay_client local = { .address = "127.0.0.1",
	.name = "localhost", .resolve = "OK" };

static void
expect(const char *cf, const struct relay_client *client, const char *from,
    const char *to, bool own, enum relay_way way)
{
	struct relay_mail m = { .client = *client, .from = from, .to = to };
	enum relay_way answer = WAY_UNCLEAR;
	const char *why = NULL;
	struct stranger_rules x;

	stranger_rules_open(&x, &empty_fixture, cf);
	assert_int_equal(relay_ask(x.rules, &m, own, &x.pool, &answer, &why),
	    0);
	assert_int_equal(answer, way);
	stranger_rules_close(&x);
}

/* There and back. */
static void
test_text(void **state)
{
	static const struct relay_mail mails[] = {
		{ .client = { "203.0.113.9", "probe.example", "OK" },
		    .from = "a@b.c", .to = "<u@off.example>" },
		{ .client = { "IPv6:2001:db8::9", "[IPv6:2001:db8::9]",
		    "FAIL" }, .from = "<>", .to = "<\"a from b\"@c>" },
	};
	struct pool p = { .blocks = NULL };
	struct relay_mail m;
	size_t i;

	for (i = 0; i < 2; i++) {
		assert_true(relay_mail_parse(&p, relay_mail_text(&p,
		    &mails[i]), &m));
		assert_string_equal(relay_mail_text(&p, &m),
		    relay_mail_text(&p, &mails[i]));
		assert_string_equal(m.client.address,
		    mails[i].client.address);
		assert_string_equal(m.client.resolve,
		    mails[i].client.resolve);
		assert_string_equal(m.to, mails[i].to);
	}
	assert_false(relay_mail_parse(&p, "", &m));
	assert_false(relay_mail_parse(&p, "MAIL FROM:<a> RCPT TO:<b>", &m));
	assert_false(relay_mail_parse(&p, "MAIL FROM:<a> RCPT TO:<b> from c",
	    &m));
	pool_release(&p);
}

static void
test_ways(void **state)
{
	const char *const open = RCPT "R$*\t$@ RELAY\n";

	expect(RCPT DENY, &stranger, "a@b.c", "<u@off.example>", false,
	    WAY_REFUSED);
	expect(open, &stranger, "a@b.c", "<u@off.example>", false, WAY_AWAY);
	expect(open, &stranger, "a@b.c", "<root@localhost>", false, WAY_HERE);
	expect(open, &stranger, "a@b.c", "<\"u@off.example\">", false,
	    WAY_HERE);
	/* No ruleset, no refusal: sendmail 8.7, and an old cf under 8.17. */
	expect(STRANGER_CF, &stranger, "a@b.c", "<u@off.example>", false,
	    WAY_AWAY);
	/* $&{client_addr} is what decides in all of them. */
	expect(RCPT "R$*\t$: $&{client_addr}\nR127.0.0.1\t$@ RELAY\n" DENY,
	    &local, "a@b.c", "<u@off.example>", true, WAY_AWAY);
}

/* The sender and the connection are asked, too, but not of own mail. */
static void
test_sender_and_connection(void **state)
{
	const char *const mail = RCPT "R$*\t$@ OK\nScheck_mail\n"
	    "R<bad@b.c>\t$#error $: 553 no\nR$*\t$@ OK\n";
	const char *const peer = RCPT "R$*\t$@ OK\nScheck_relay\n"
	    "R$+ $| 203.$+\t$#error $: 554 no\n";

	expect(mail, &stranger, "a@b.c", "<u@off.example>", false, WAY_AWAY);
	expect(mail, &stranger, "bad@b.c", "<u@off.example>", false,
	    WAY_REFUSED);
	expect(mail, &local, "bad@b.c", "<u@off.example>", true, WAY_AWAY);
	expect(peer, &stranger, "a@b.c", "<u@off.example>", false,
	    WAY_REFUSED);
	expect(peer, &local, "a@b.c", "<u@off.example>", false, WAY_AWAY);
}

static void
test_why(void **state)
{
	struct relay_mail m = { .client = stranger, .from = "a@b.c",
	    .to = "<u@friend.example>" };
	enum relay_cause cause;
	struct place *because = NULL;
	struct stranger_rules x;

	stranger_rules_open(&x, &empty_fixture, RCPT
	    "R$*@$=R>\t$@ RELAY\n" DENY "CR friend.example\n");
	assert_int_equal(relay_explain(x.rules, &m, false, &x.pool, &because,
	    &cause), 0);
	assert_int_equal(cause, RELAY_CAUSE_CLASS);
	assert_string_equal(because->text, "friend.example in class R");
	assert_int_equal(because->line, 16);
	assert_int_equal(because->next->line, 14);
	assert_string_equal(relay_mail_text(&x.pool, &m), "MAIL FROM:<a@b.c> "
	    "RCPT TO:<u@friend.example> from 203.0.113.9 "
	    "(probe.offsite.example)");
	stranger_rules_close(&x);
	stranger_rules_open(&x, &empty_fixture, STRANGER_CF);
	assert_int_equal(relay_explain(x.rules, &m, false, &x.pool, &because,
	    &cause), 0);
	assert_int_equal(cause, RELAY_CAUSE_NO_RULESET);
	stranger_rules_close(&x);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_ways),
		cmocka_unit_test(test_sender_and_connection),
		cmocka_unit_test(test_why),
	};

	return cmocka_run_group_tests_name("relay_ask", tests, NULL, NULL);
}
