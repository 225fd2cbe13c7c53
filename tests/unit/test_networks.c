/* Which addresses are in which networks. */
#include "probe/networks.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

#include "tests/unit/unit.h"

static struct address
address(const char *text)
{
	struct address a = { .family = 0 };

	assert_int_equal(address_parse(text, &a), 0);
	return a;
}

static void
addresses(void **state)
{
	static const char *const bad[] = { "", "1.2.3", "1.2.3.4.5", "a.b.c.d",
		"1.2.3.256", "1.2.3.4 ", "::1%lo", "1:2", "01.2.3.4x",
		"[::1]" };
	struct address a = address("192.0.2.255"), b;
	struct sockaddr_in in = { .sin_family = AF_INET };
	char text[ADDRESS_TEXT];
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (address_parse(bad[i], &b) != -EINVAL)
			fail_msg("%s", bad[i]);
	assert_true(address_next(&a));
	address_print(&a, text);
	assert_string_equal(text, "192.0.3.0");
	a = address("255.255.255.255");
	assert_false(address_next(&a));
	a = address("2001:DB8::ffff");
	assert_true(address_next(&a));
	address_print(&a, text);
	assert_string_equal(text, "2001:db8::1:0");
	/* One machine, however it is written (RFC 4291, 2.5.5.2). */
	a = address("::ffff:192.0.2.1");
	b = address("192.0.2.1");
	assert_true(address_equal(&a, &b));
	a = address("127.1.2.3");
	assert_true(address_is_loopback(&a));
	a = address("::1");
	assert_true(address_is_loopback(&a));
	in.sin_addr.s_addr = htonl(0xc0000201);
	assert_int_equal(address_from((const void *)&in, &a), 0);
	assert_true(address_equal(&a, &b));
	in.sin_family = AF_UNIX;
	assert_int_equal(address_from((const void *)&in, &a), -EINVAL);
	a = address("128.0.0.1");
	assert_false(address_is_loopback(&a));
}

static void
networks(void **state)
{
	static const struct {
		const char *network, *address;
		bool in;
	} rows[] = {
		{ "192.0.2.0/24", "192.0.2.0", true },
		{ "192.0.2.0/24", "192.0.2.255", true },
		{ "192.0.2.0/24", "192.0.3.0", false },
		{ "192.0.2.0/24", "::ffff:192.0.2.9", true },
		{ "192.0.2.0/24", "2001:db8::1", false },
		{ "192.0.2.128/25", "192.0.2.127", false },
		{ "192.0.2.1", "192.0.2.1", true },
		{ "192.0.2.1", "192.0.2.2", false },
		{ "0.0.0.0/0", "203.0.113.1", true },
		{ "0.0.0.0/0", "2001:db8::1", false },
		{ "::/0", "2001:db8::1", true },
		{ "::/0", "192.0.2.1", false },
		{ "2001:db8::/33", "2001:db8:7fff::1", true },
		{ "2001:db8::/33", "2001:db8:8000::1", false },
	};
	static const char *const bad[] = { "192.0.2.1/24", "192.0.2.0/33",
		"192.0.2.0/", "192.0.2.0/-1", "192.0.2/24", "/24", "x/8",
		"2001:db8::/129", "2001:db8::1/64", "192.0.2.0/24/24" };
	struct address a;
	struct network n;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(network_parse(rows[i].network, &n), 0);
		a = address(rows[i].address);
		if (network_has(&n, &a) != rows[i].in)
			fail_msg("%s %s", rows[i].network, rows[i].address);
	}
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (network_parse(bad[i], &n) != -EINVAL)
			fail_msg("%s", bad[i]);
	a = address("192.0.2.77");
	n = network_around(&a);
	assert_int_equal(n.bits, 24);
	a = address("192.0.2.0");
	assert_true(address_equal(&n.first, &a));
}

static void
lists(void **state)
{
	static const char text[] = "# ours\n192.0.2.0/24,198.51.100.7\r\n"
	    "\t2001:db8::/32 # and this\n\n203.0.113.0/30";
	struct networks list = { .n = 0 };
	struct pool p = { .blocks = NULL };
	struct err e = { 0 };
	struct address a;

	assert_int_equal(networks_add(&p, &list, text, strlen(text), &e), 0);
	assert_int_equal(list.n, 4);
	a = address("198.51.100.7");
	assert_true(networks_have(&list, &a));
	a = address("203.0.113.3");
	assert_true(networks_have(&list, &a));
	a = address("203.0.113.4");
	assert_false(networks_have(&list, &a));
	assert_int_equal(networks_add(&p, &list, "192.0.2.0/24 all", 16, &e),
	    -EINVAL);
	assert_non_null(strstr(e.text, "all: no network"));
	list.n = 0;
	assert_false(networks_have(&list, &a));
	pool_release(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses),
		cmocka_unit_test(networks),
		cmocka_unit_test(lists),
	};

	return cmocka_run_group_tests_name("networks", tests, NULL, NULL);
}
