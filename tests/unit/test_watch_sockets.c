/* What changes the digest of the listening sockets. */
#include "agent/run/watch_sockets.h"

#include <errno.h>

#include "tests/unit/fakehost.h"
#include "tests/unit/unit.h"

static struct fake_host f;
static char a[DIGEST_HEX], b[DIGEST_HEX];

static const struct sock_ops ops = { .listeners = fake_listeners };

static void
reset(void)
{
	f = (struct fake_host){ .host = { .sock = &ops }, .socks = {
	    { .address = "127.0.0.1", .port = 25 },
	    { .address = "0.0.0.0", .port = 22 } } };
	assert_int_equal(watch_sockets(&f.host, NULL, a, NULL), 0);
}

static void
ports_of_mail(void **state)
{
	reset();
	assert_int_equal(watch_sockets(&f.host, NULL, b, NULL), 0);
	assert_string_equal(a, b);
	f.socks[2] = (struct fake_sock){ .address = "0.0.0.0", .port = 80 };
	assert_int_equal(watch_sockets(&f.host, NULL, b, NULL), 0);
	assert_string_equal(a, b);
	f.socks[2].port = 587;
	assert_int_equal(watch_sockets(&f.host, NULL, b, NULL), 0);
	assert_string_not_equal(a, b);
	f.socks[2].port = 465;
	assert_int_equal(watch_sockets(&f.host, NULL, a, NULL), 0);
	assert_string_not_equal(a, b);
}

static void
other_addresses(void **state)
{
	reset();
	f.socks[0].address = "0.0.0.0";
	assert_int_equal(watch_sockets(&f.host, NULL, b, NULL), 0);
	assert_string_not_equal(a, b);
	f.socks[0].address = NULL;
	assert_int_equal(watch_sockets(&f.host, NULL, a, NULL), 0);
	assert_string_not_equal(a, b);
}

/* A port that an MTA was seen on counts from then on. */
static void
ports_that_were_seen(void **state)
{
	struct listener l = { .port = 2525 };

	reset();
	f.socks[2] = (struct fake_sock){ .address = "0.0.0.0", .port = 2525 };
	assert_int_equal(watch_sockets(&f.host, NULL, b, NULL), 0);
	assert_string_equal(a, b);
	assert_int_equal(watch_sockets(&f.host, &l, b, NULL), 0);
	assert_string_not_equal(a, b);
}

static void
without(void **state)
{
	reset();
	f.sock_error = EIO;
	assert_int_equal(watch_sockets(&f.host, NULL, a, NULL), -EIO);
	f.host.sock = NULL;
	assert_int_equal(watch_sockets(&f.host, NULL, a, NULL), 0);
	assert_string_equal(a, "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ports_of_mail),
		cmocka_unit_test(other_addresses),
		cmocka_unit_test(ports_that_were_seen),
		cmocka_unit_test(without),
	};

	return cmocka_run_group_tests_name("watch_sockets", tests, NULL,
	    NULL);
}
