/* DaemonPortOptions: where a daemon listens. */
#include "agent/model/smcf.h"

#include <errno.h>
#include <string.h>

#include "tests/unit/unit.h"

static struct pool pool;

static int
release(void **state)
{
	pool_release(&pool);
	return 0;
}

static void
values(void **state)
{
	static const struct {
		const char *value, *name, *family, *address, *port, *letters;
	} rows[] = {
		{ "", "Daemon0", "inet", NULL, "smtp", "" },
		{ "Name=MTA", "MTA", "inet", NULL, "smtp", "" },
		{ "Port=smtp,Addr=127.0.0.1, Name=MTA", "MTA", "inet",
		    "127.0.0.1", "smtp", "" },
		{ "Family=inet,  Name=MTA-v4, Port=smtp, Addr=127.0.0.1",
		    "MTA-v4", "inet", "127.0.0.1", "smtp", "" },
		{ "Port=587, Name=MSA, M=E", "MSA", "inet", NULL, "587",
		    "E" },
		{ "A=::1,F=inet6,P=25,N=x", "x", "inet6", "::1", "25", "" },
		{ "address=10.0.0.1,port=465,modify= s a ", "Daemon0",
		    "inet", "10.0.0.1", "465", "sa" },
		{ "Family=INET6", "Daemon0", "inet6", NULL, "smtp", "" },
		{ "Family=local,Addr=/run/s", "Daemon0", "unix", "/run/s",
		    "smtp", "" },
		{ "Family=2,Addr=192.0.2.1", "Daemon0", "inet", "192.0.2.1",
		    "smtp", "" },
		{ "Family=28", "Daemon0", "28", NULL, "smtp", "" },
		/* the last of a key counts; one without '=' is nothing */
		{ "Addr=127.0.0.1,Addr=192.0.2.1", "Daemon0", "inet",
		    "192.0.2.1", "smtp", "" },
		{ "Addr,smtp,,Name=b", "b", "inet", NULL, "smtp", "" },
		/* keys that say nothing of the address */
		{ "DeliveryMode=q,InputMailFilters=a;b,children=5,delayLA=1,"
		    "queueLA=2,refuseLA=3,Listen=9,SendBufSize=1,"
		    "ReceiveSize=2", "Daemon0", "inet", NULL, "smtp", "" },
		{ " \n\tName=MTA ,\n\tAddr= 127.0.0.1 ", "MTA", "inet",
		    "127.0.0.1", "smtp", "" },
	};
	struct smcf_listener l;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(smcf_listener_parse(&pool, rows[i].value,
		    &l, NULL), 0);
		assert_string_equal(l.name, rows[i].name);
		assert_string_equal(l.family, rows[i].family);
		if (rows[i].address == NULL)
			assert_null(l.address);
		else
			assert_string_equal(l.address, rows[i].address);
		assert_string_equal(l.port, rows[i].port);
		assert_string_equal(l.modifiers, rows[i].letters);
	}
}

static void
unknown_keys(void **state)
{
	struct smcf_listener l;
	struct err err = { .code = 0 };

	assert_int_equal(smcf_listener_parse(&pool, "X=1,Addr=::1", &l,
	    &err), -EINVAL);
	assert_string_equal(err.text, "\"X\": unknown key");
	assert_string_equal(l.address, "::1");
	assert_int_equal(smcf_listener_parse(&pool, "Children=4", &l, &err),
	    -EINVAL);
	assert_int_equal(smcf_listener_parse(&pool, "=4", &l, &err),
	    -EINVAL);
}

static struct smcf_listener *
listen_at(const char *cf_text, const char *option, bool local)
{
	struct strv options = { .v = NULL };
	struct smcf_listener *l;
	struct smcf cf;

	assert_int_equal(smcf_parse(&pool, cf_text, strlen(cf_text), &cf,
	    NULL), 0);
	if (option != NULL)
		assert_int_equal(strv_push(&pool, &options, option), 0);
	assert_int_equal(smcf_listeners(&pool, &cf, &options, local, &l), 0);
	return l;
}

static void
without_any_there_is_one_everywhere(void **state)
{
	struct smcf_listener *l = listen_at("", NULL, false);

	assert_string_equal(l->name, "Daemon0");
	assert_null(l->address);
	assert_string_equal(l->port, "smtp");
	assert_null(l->next);
	assert_int_equal(l->line, 0);
	assert_false(smcf_all_loopback(l));
	l = listen_at("", "PidFile=/x", false);
	assert_null(l->address);
}

static void
the_command_line_replaces_all(void **state)
{
	static const char cf[] = "O DaemonPortOptions=Name=MTA\n"
	    "O DaemonPortOptions=Port=587\n";
	struct smcf_listener *l = listen_at(cf,
	    "DaemonPortOptions=Addr=localhost", false);

	assert_string_equal(l->address, "localhost");
	assert_string_equal(l->name, "Daemon0");
	assert_null(l->next);
	assert_true(smcf_all_loopback(l));
	l = listen_at(cf, NULL, false);
	assert_string_equal(l->name, "MTA");
	assert_string_equal(l->next->name, "Daemon1");
	assert_int_equal(l->next->line, 2);
	assert_null(l->next->next);
	l = listen_at(cf, "DaemonPortOptions=", false);
	assert_null(l->address);
	assert_null(l->next);
}

static void
local_daemons(void **state)
{
	struct smcf_listener *l = listen_at("", NULL, true);

	assert_string_equal(l->address, "127.0.0.1");
	assert_true(smcf_all_loopback(l));
	l = listen_at("OOFamily=inet6\nOOAddr=0.0.0.0\n"
	    "OOAddr=::,Family=inet6\n", NULL, true);
	assert_string_equal(l->address, "::1");
	assert_string_equal(l->next->address, "127.0.0.1");
	assert_string_equal(l->next->next->address, "::1");
	assert_true(smcf_all_loopback(l));
	/* The trap: an address that is written out still counts. */
	l = listen_at("OOAddr=192.0.2.1\n", NULL, true);
	assert_string_equal(l->address, "192.0.2.1");
	assert_false(smcf_all_loopback(l));
}

static void
loopback(void **state)
{
	static const char *const yes[] = { "127.0.0.1", "127.1.2.3", "127.1",
		"::1", "IPv6:::1", "localhost", "LocalHost", "localhost.",
		"::ffff:127.0.0.1", "[127.0.0.1]", "[::1]", "[IPv6:::1]",
		"2130706433", "0x7f000001", "0177.0.0.1",
		"localhost.localdomain", "ip6-localhost",
		"0:0:0:0:0:0:0:1" };
	static const char *const no[] = { "", "0.0.0.0", "::", "192.0.2.1",
		"128.0.0.1", "12.7.0.1", "127", "127.0.0.256",
		"127.example.com", "localhost.example.com", "::2",
		"::ffff:192.0.2.1", "fe80::1", "[]", "mail", "1.127.0.0" };
	size_t i;

	for (i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
		if (!smcf_is_loopback(yes[i]))
			fail_msg("%s is loopback", yes[i]);
	for (i = 0; i < sizeof(no) / sizeof(no[0]); i++)
		if (smcf_is_loopback(no[i]))
			fail_msg("%s is not loopback", no[i]);
	assert_false(smcf_is_loopback(NULL));
}

static void
all_loopback(void **state)
{
	assert_false(smcf_all_loopback(NULL));
	assert_true(smcf_all_loopback(listen_at("OOAddr=127.0.0.1\n"
	    "OOFamily=unix,Addr=/run/s\nOOF=inet6,A=::1\n", NULL, false)));
	assert_false(smcf_all_loopback(listen_at("OOAddr=127.0.0.1\n"
	    "OOPort=587\n", NULL, false)));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(values, release),
		cmocka_unit_test_teardown(unknown_keys, release),
		cmocka_unit_test_teardown(
		    without_any_there_is_one_everywhere, release),
		cmocka_unit_test_teardown(the_command_line_replaces_all,
		    release),
		cmocka_unit_test_teardown(local_daemons, release),
		cmocka_unit_test_teardown(loopback, release),
		cmocka_unit_test_teardown(all_loopback, release),
	};

	return cmocka_run_group_tests_name("smcf_listener", tests, NULL,
	    NULL);
}
