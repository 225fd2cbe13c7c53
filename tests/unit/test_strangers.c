/* Strangers, and what their name servers say. */
#include "tests/unit/rules_fixture.h"

#include "agent/run/strangers.h"

static struct strangers strangers;
static struct rules_world inner;
static struct pool pool;

static void
start(const char *address)
{
	static struct strv names;

	names = (struct strv){ .n = 0 };
	strv_push(&pool, &names, "[127.0.0.1]");
	strv_push(&pool, &names, address);
	inner = (struct rules_world){ .host = "relay.test.example",
	    .names = &names };
	assert_int_equal(strangers_init(&strangers, &inner), 0);
}

static void
stop(void)
{
	strangers_release(&strangers);
	pool_release(&pool);
}

static enum dns_answer
ask(const char *name, const char *type, struct strv *ret)
{
	*ret = (struct strv){ .n = 0 };
	return strangers.rules.dns(&strangers, name, type, &pool, ret);
}

static void
test_names(void **state)
{
	struct strv v;

	start("[192.0.2.25]");
	assert_string_equal(strangers.one.address, "203.0.113.9");
	assert_string_equal(strangers.two.address, "198.51.100.9");
	assert_string_equal(strangers.own, "192.0.2.25");
	assert_int_equal(ask("offsite.example", "MX", &v), DNS_FOUND);
	assert_string_equal(v.v[0], "10 mx.offsite.example");
	assert_int_equal(ask("pointed.offsite.example", "MX", &v), DNS_FOUND);
	assert_string_equal(v.v[0], "10 relay.test.example");
	assert_int_equal(ask("mx.offsite.example", "MX", &v), DNS_EMPTY);
	assert_int_equal(ask("9.113.0.203.in-addr.arpa", "PTR", &v),
	    DNS_FOUND);
	assert_string_equal(v.v[0], "probe.offsite.example");
	assert_int_equal(ask("relay.test.example", "A", &v), DNS_FOUND);
	assert_string_equal(v.v[0], "192.0.2.25");
	/* No list of bad addresses or domains has them. */
	assert_int_equal(ask("9.113.0.203.bl.list.example", "A", &v),
	    DNS_NO_NAME);
	assert_int_equal(ask("offsite.example.rhs.list.example", "A", &v),
	    DNS_NO_NAME);
	assert_int_equal(strangers.asked.n, 0);
	stop();
}

static void
test_others(void **state)
{
	struct strv v;

	start("[192.0.2.25]");
	assert_int_equal(ask("friend.example", "A", &v), DNS_FOUND);
	strangers.others_exist = false;
	assert_int_equal(ask("friend.example", "A", &v), DNS_NO_NAME);
	assert_int_equal(strangers.asked.n, 1);
	assert_string_equal(strangers.asked.v[0], "friend.example");
	strv_push(&strangers.pool, &strangers.known, "known.example");
	assert_int_equal(ask("a.known.example", "A", &v), DNS_FOUND);
	assert_int_equal(strangers.asked.n, 1);
	stop();
}

/* Who is in a class, or in the host's own network, is no stranger. */
static void
test_choice(void **state)
{
	struct rules_entry words[] = { { .key = "198.51" },
		{ .key = "example" } };

	words[0].next = &words[1];
	start("[203.0.113.1]");
	assert_int_equal(strangers_choose(&strangers, words), 0);
	assert_string_equal(strangers.one.address, "192.0.2.9");
	assert_string_equal(strangers.two.address, "198.18.7.9");
	assert_string_equal(strangers.one.domain, "elsewhere.test");
	assert_string_equal(strangers.pointed, "pointed.elsewhere.test");
	stop();
}

static void
test_below(void **state)
{
	assert_true(name_is_below("a.Test.example", "test.example"));
	assert_true(name_is_below("test.example", "test.example"));
	assert_false(name_is_below("btest.example", "test.example"));
	assert_true(address_is_below("203.0.113.9", "203.0.113"));
	assert_true(address_is_below("203.0.113.9", "203."));
	assert_false(address_is_below("203.0.113.9", "203.0.11"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_others),
		cmocka_unit_test(test_choice),
		cmocka_unit_test(test_below),
	};

	return cmocka_run_group_tests_name("strangers", tests, NULL, NULL);
}
