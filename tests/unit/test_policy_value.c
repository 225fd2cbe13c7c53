/* The values of a policy file: what is taken, and what is not. */
#include "agent/model/policy_value.h"

#include <string.h>

#include "tests/unit/unit.h"

static void
intervals(void **state)
{
	static const struct { const char *text; long seconds; } good[] = {
		{ "15m", 900 }, { "1h30m", 5400 }, { "90s", 90 },
		{ "1m", 60 }, { "4w", 2419200 }, { "1d12h", 129600 },
		{ "60s", 60 }, { "0h5m", 300 },
	};
	static const char *const bad[] = { "", "15", "m", "15x", "30s", "5w",
		"-15m", "+15m", "15 m", "15m ", "30m1h", "1h1h", "1.5h",
		"99999999999999999999m", "4w1s", "15M" };
	size_t i;
	long got;

	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		assert_true(value_interval(good[i].text, &got));
		assert_int_equal(got, good[i].seconds);
	}
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		got = 7;
		if (value_interval(bad[i], &got))
			fail_msg("took %s", bad[i]);
		assert_int_equal(got, 7);
	}
}

static void
days(void **state)
{
	/* date -u -d "DAY + 1 day" +%s */
	static const struct { const char *text; int64_t until; } good[] = {
		{ "1970-01-01", 86400 }, { "2000-02-29", 951868800 },
		{ "2027-03-31", 1806537600 }, { "2024-02-29", 1709251200 },
		{ "2026-12-31", 1798761600 }, { "9999-12-31", 253402300800 },
	};
	static const char *const bad[] = { "", "2027-3-31", "2027-02-29",
		"2100-02-29", "2027-13-01", "2027-00-01", "2027-01-00",
		"2027-04-31", "31.03.2027", "2027/03/31", "2027-03-31x",
		"1969-12-31", "tomorrow", "2027-03-+1", "2027-03--1" };
	int64_t got;
	size_t i;

	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		assert_true(value_last_day(good[i].text, &got));
		assert_int_equal(got, good[i].until);
	}
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (value_last_day(bad[i], &got))
			fail_msg("took %s", bad[i]);
}

static void
each(const char *what, bool (*take)(const char *),
    const char *const *good, const char *const *bad)
{
	for (; *good != NULL; good++)
		if (!take(*good))
			fail_msg("%s: refused %s", what, *good);
	for (; *bad != NULL; bad++)
		if (take(*bad))
			fail_msg("%s: took %s", what, *bad);
}

static void
hosts(void **state)
{
	each("host", value_host,
	    (const char *const[]){ "relay.example.edu", "hub", "a-b.example",
	    "3com.example", "[192.0.2.1]", "[2001:db8::1]", NULL },
	    (const char *const[]){ "", "192.0.2.1", "a..b", ".a", "a.",
	    "-a.example", "a-.example", "a b", "a_b", "[hub]", "[192.0.2]",
	    "[192.0.2.1", "hub:25", "a@b", NULL });
}

static void
versions(void **state)
{
	each("version", value_version,
	    (const char *const[]){ "8.12", "8.12.10", "8.17.1.9", NULL },
	    (const char *const[]){ "", "8", "8.", ".8", "8..1", "8.x",
	    "v8.12", "8.12 ", "8.12345", "1.2.3.4.5.6.7", NULL });
}

static void
mail_addresses(void **state)
{
	each("address", value_mail_address,
	    (const char *const[]){ "postmaster@example.edu",
	    "a.b+c@x.example", NULL },
	    (const char *const[]){ "", "postmaster", "@example.edu", "a@",
	    "a b@example.edu", "a@example", "a..b@example.edu",
	    ".a@example.edu", "a.@example.edu", "a@b@example.edu",
	    "a@[192.0.2.1]", "<a@example.edu>", NULL });
}

static void
urls(void **state)
{
	each("url", value_url,
	    (const char *const[]){ "https://hardenmail.example.edu",
	    "https://h.example:8443/x/y", "http://127.0.0.1:8080",
	    "http://localhost/", "http://[::1]:1/", "https://[2001:db8::1]",
	    "https://192.0.2.1", NULL },
	    (const char *const[]){ "", "hardenmail.example.edu",
	    "http://hardenmail.example.edu", "ftp://x.example", "https://",
	    "https://a b", "https://u:p@h.example", "https://h.example:0",
	    "https://h.example:65536", "https://h.example:", "http://[::1",
	    "http://127.0.0.1.example.edu", "http://localhost.example",
	    "https://h.example?x", NULL });
}

static void
windows(void **state)
{
	each("window", value_window,
	    (const char *const[]){ "Sun 03:00-05:00", "03:00-05:00",
	    "Mon-Fri 22:00-04:00", "Sat 00:00-24:00", NULL },
	    (const char *const[]){ "", "Sun", "Sunday 03:00-05:00",
	    "sun 03:00-05:00", "3:00-5:00", "03:00-03:00", "03:00-25:00",
	    "03:60-05:00", "24:00-05:00", "Sun 03:00", "Sun  03:00-05:00",
	    "Sun-Foo 03:00-05:00", "03:00-05:00 Sun", "03:00-24:01", NULL });
}

static void
networks(void **state)
{
	static const struct { const char *text, *words; } good[] = {
		{ "192.0.2.0/24", "192.0.2.0/24" },
		{ "192.0.2.1", "192.0.2.1/32" },
		{ "0.0.0.0/0", "0.0.0.0/0" },
		{ "2001:DB8:0::/32", "2001:db8::/32" },
		{ "::1", "::1/128" },
		{ "192.0.2.128/25", "192.0.2.128/25" },
	};
	static const char *const bad[] = { "", "192.0.2.1/24", "192.0.2/24",
		"192.0.2.0/33", "192.0.2.0/", "192.0.2.0/-1", "::/129",
		"2001:db8::1/64", "example.edu", "192.0.2.0/24,198.51.100.0/24",
		"192.0.2.0/255.255.255.0", "192.0.2.0 /24", "/24",
		"192.0.2.0/2 4" };
	struct pool p = { .blocks = NULL };
	const char *got = NULL;
	size_t i;

	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		assert_true(value_network(&p, good[i].text, &got));
		assert_string_equal(got, good[i].words);
	}
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (value_network(&p, bad[i], &got))
			fail_msg("took %s", bad[i]);
	pool_release(&p);
}

static void
endpoints(void **state)
{
	static const struct { const char *text, *words; } good[] = {
		{ "192.0.2.25:25", "192.0.2.25:25" },
		{ "[2001:DB8::25]:587", "[2001:db8::25]:587" },
		{ "0.0.0.0:25", "0.0.0.0:25" },
		{ "[0:0::0]:25", "[::]:25" },
	};
	static const char *const bad[] = { "", "192.0.2.25", ":25",
		"192.0.2.25:", "192.0.2.25:0", "192.0.2.25:65536",
		"2001:db8::25:25", "[192.0.2.25]:25", "[2001:db8::25]",
		"hub.example:25", "*:25", "192.0.2.25:smtp", "[]:25",
		"192.0.2.25 :25" };
	struct pool p = { .blocks = NULL };
	const char *got = NULL;
	size_t i;

	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		assert_true(value_endpoint(&p, good[i].text, &got));
		assert_string_equal(got, good[i].words);
	}
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (value_endpoint(&p, bad[i], &got))
			fail_msg("took %s", bad[i]);
	assert_string_equal(endpoint_words(&p, "::ffff:192.0.2.25", 25),
	    "192.0.2.25:25");
	assert_null(endpoint_words(&p, "fe80::1%eth0", 25));
	assert_null(endpoint_words(&p, NULL, 25));
	pool_release(&p);
}

static void
yes_no(void **state)
{
	bool got = false;

	assert_true(value_yes_no("yes", &got));
	assert_true(got);
	assert_true(value_yes_no("no", &got));
	assert_false(got);
	assert_false(value_yes_no("Yes", &got));
	assert_false(value_yes_no("1", &got));
	assert_false(value_yes_no("", &got));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(intervals),
		cmocka_unit_test(days),
		cmocka_unit_test(hosts),
		cmocka_unit_test(versions),
		cmocka_unit_test(mail_addresses),
		cmocka_unit_test(urls),
		cmocka_unit_test(windows),
		cmocka_unit_test(networks),
		cmocka_unit_test(endpoints),
		cmocka_unit_test(yes_no),
	};

	return cmocka_run_group_tests_name("policy_value", tests, NULL, NULL);
}
