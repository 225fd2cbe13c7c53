/* Names and addresses of a super-server's sockets. */
#include "tests/unit/unit.h"

#include "platforms/smtp_port.h"
#include "tests/unit/hosttree.h"

static void
names_and_numbers(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(smtp_port(&f->host, "smtp"), 25);
	assert_int_equal(smtp_port(&f->host, "25"), 25);
	assert_int_equal(smtp_port(&f->host, "ssmtp"), 465);
	assert_int_equal(smtp_port(&f->host, "smtps"), 465);
	assert_int_equal(smtp_port(&f->host, "465"), 465);
	assert_int_equal(smtp_port(&f->host, "submission"), 587);
	assert_int_equal(smtp_port(&f->host, "587"), 587);
	assert_int_equal(smtp_port(&f->host, "2525"), 0);
	assert_int_equal(smtp_port(&f->host, "pop3"), 0);
}

static void
services_file(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "etc/services", "# inbound 25/tcp\n"
	    "inbound\t25/udp\nsmtp 25/tcp mail inbound # mail\n"
	    "other 26/tcp # smtp2\nalt 587/tcp\n");
	assert_int_equal(smtp_port(&f->host, "inbound"), 25);
	assert_int_equal(smtp_port(&f->host, "alt"), 587);
	assert_int_equal(smtp_port(&f->host, "other"), 0);
	assert_int_equal(smtp_port(&f->host, "smtp2"), 0);
}

static void
loopback_hosts(void **state)
{
	assert_true(smtp_host_is_loopback("127.0.0.1"));
	assert_true(smtp_host_is_loopback("localhost"));
	assert_true(smtp_host_is_loopback("::1"));
	assert_true(smtp_host_is_loopback("[::1]"));
	assert_true(smtp_host_is_loopback("ip6-localhost"));
	assert_false(smtp_host_is_loopback("192.0.2.1"));
	assert_false(smtp_host_is_loopback("*"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(names_and_numbers),
		TEST(services_file),
		cmocka_unit_test(loopback_hosts),
	};

	return cmocka_run_group_tests_name("smtp_port", tests, NULL, NULL);
}
