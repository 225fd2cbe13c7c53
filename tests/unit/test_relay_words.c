/* What the words of a configuration suggest to ask. */
#include "agent/run/relay_words.h"

#include "tests/unit/stranger_rules.h"

static const struct fixture_file files[] = {
	{ .path = "/access", .text = "Connect:10 RELAY\n"
	    "From:boss@test.example RELAY\nTo:partner.example RELAY\n"
	    "Spam:x.example RELAY\nuser@ RELAY\nConnect:127 RELAY\n"
	    "IPv6:2001:db8 RELAY\n198.18.0.0/15 RELAY\n" },
	{ .path = NULL }
};
static const struct fixture fixture = { .files = files };

/* The first with this address, name, sender or recipient. */
static const struct relay_word *
find(const struct relay_word *w, const char *text)
{
	for (; w != NULL; w = w->next)
		if ((w->address != NULL && strcmp(w->address, text) == 0) ||
		    (w->address == NULL && w->name != NULL &&
		    strcmp(w->name, text) == 0) ||
		    (w->from != NULL && strcmp(w->from, text) == 0) ||
		    (w->to != NULL && strcmp(w->to, text) == 0))
			return w;
	return NULL;
}

static void
expect(const struct relay_word *list, const char *text, enum relay means)
{
	const struct relay_word *w = find(list, text);

	assert_non_null(w);
	assert_string_equal(relay_name(w->means), relay_name(means));
}

static void
test_class(void **state)
{
	struct relay_word *list = NULL;
	struct stranger_rules x;

	stranger_rules_open(&x, &empty_fixture, STRANGER_CF
	    "CR friend.example 192.168.2 203.0.113. 192.0.2 com ac.jp\n"
	    "CR localhost relay.test.example *.x 10.0.0.0/8\n"
	    "Cm test.example\n");
	assert_int_equal(relay_words(x.rules, &x.strangers, &x.pool, &list),
	    0);
	expect(list, "<user@friend.example>", RELAY_DOMAIN);
	expect(list, "<user@probe.friend.example>", RELAY_DOMAIN);
	expect(list, "probe.friend.example", RELAY_NETWORK);
	expect(list, "192.168.2.9", RELAY_LAN_ONLY);
	expect(list, "203.0.113.9", RELAY_NETWORK);
	/* The host's own network, by its address 192.0.2.25. */
	expect(list, "192.0.2.9", RELAY_LAN_ONLY);
	/* Everybody's domains are no partner. */
	expect(list, "<user@probe.com>", RELAY_OPEN);
	expect(list, "probe.ac.jp", RELAY_OPEN);
	expect(list, "probe.test.example", RELAY_LAN_ONLY);
	/* Mail for its own domain is its business. */
	assert_null(find(list, "<user@test.example>"));
	assert_null(find(list, "probe.localhost"));
	assert_null(find(list, "probe.*.x"));
	assert_true(strv_has(&x.strangers.known, "friend.example"));
	assert_string_equal(relay_words_friend(x.rules, &x.strangers,
	    &x.pool), "friend.example");
	stranger_rules_close(&x);
}

static void
test_map(void **state)
{
	struct relay_word *list = NULL;
	struct stranger_rules x;

	stranger_rules_open(&x, &fixture, STRANGER_CF
	    "Kaccess text -k0 -v1 /access\nSx\nR$*\t$: $(access $1 $)\n");
	fixture_ask(x.rules, &x.pool, "x", "q");
	assert_int_equal(relay_words(x.rules, &x.strangers, &x.pool, &list),
	    0);
	expect(list, "10.9.9.9", RELAY_LAN_ONLY);
	expect(list, "boss@test.example", RELAY_SENDER);
	expect(list, "<user@partner.example>", RELAY_DOMAIN);
	assert_null(find(list, "probe.partner.example"));
	expect(list, "user@elsewhere.test", RELAY_SENDER);
	expect(list, "IPv6:2001:db8:9:9:9:9:9:9", RELAY_NETWORK);
	assert_null(find(list, "probe.x.example"));
	assert_null(find(list, "127.9.9.9"));
	stranger_rules_close(&x);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_class),
		cmocka_unit_test(test_map),
	};

	return cmocka_run_group_tests_name("relay_words", tests, NULL, NULL);
}
