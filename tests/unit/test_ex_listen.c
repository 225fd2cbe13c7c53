/* Listeners of Exim: spec.txt of 4.96, chapter 13, and sockets of a daemon. */
#include "agent/model/ex_listen.h"

#include "tests/unit/unit.h"

#include "tests/unit/ex_case.h"

/* "address port" of each, with " / " between; "?" where there is none. */
static void
listens(const char *text, const char *override, const char *wanted)
{
	struct pool p = { .blocks = NULL };
	struct smcf_listener *l = NULL;
	struct ex_doubt d;
	struct ex_conf c;
	const char *got = "";

	ex_case_read(&p, text, NULL, NULL, &c);
	assert_int_equal(ex_listeners(&p, &c, override, &l, &d), 0);
	if (d.why != NULL) {
		assert_null(l);
		got = "?";
	}
	for (; l != NULL; l = l->next)
		got = pool_printf(&p, "%s%s%s %s", got, *got == '\0' ? "" :
		    " / ", l->address != NULL ? l->address :
		    strcmp(l->family, "inet6") == 0 ? "::0" : "0.0.0.0",
		    l->port);
	assert_string_equal(got, wanted);
	pool_release(&p);
}

#define AT "local_interfaces = "

static void
addresses(void **state)
{
	(void)state;
	listens("", NULL, "::0 smtp / 0.0.0.0 smtp");
	listens("disable_ipv6\n", NULL, "0.0.0.0 smtp");
	listens(AT "127.0.0.1 : ::::1\n", NULL, "127.0.0.1 smtp / ::1 smtp");
	listens(AT "<; 127.0.0.1 ; ::1\n", NULL, "127.0.0.1 smtp / ::1 smtp");
	listens(AT "127.0.0.1.25 : [192.0.2.1]::587\n", NULL,
	    "127.0.0.1 25 / 192.0.2.1 587");
	listens(AT "<; ::1.26 ; [::1]:27 ; [2001:db8::1]\n", NULL,
	    "::1 26 / ::1 27 / 2001:db8::1 smtp");
	listens(AT "<; 0.0.0.0.25 ; ::0.587\n", NULL,
	    "0.0.0.0 25 / ::0 587");
	listens(AT "\n", NULL, "");
	listens(AT "127.0.0.1.0\n", NULL, "127.0.0.1 smtp");
}

static void
ports(void **state)
{
	(void)state;
	listens(AT "127.0.0.1\ndaemon_smtp_ports = 25 : submission\n", NULL,
	    "127.0.0.1 25 / 127.0.0.1 submission");
	listens(AT "<; 127.0.0.1.26 ; ::1\ndaemon_smtp_ports = 0x19 : 587\n",
	    NULL, "127.0.0.1 26 / ::1 25 / ::1 587");
	/* These speak TLS; they are not listened on for that. */
	listens(AT "127.0.0.1\ntls_on_connect_ports = 465\n", NULL,
	    "127.0.0.1 smtp");
}

static void
overridden(void **state)
{
	static const char text[] = AT "127.0.0.1\ndaemon_smtp_ports = 25\n";

	(void)state;
	listens(text, "2525", "127.0.0.1 2525");
	listens(text, "26 : 27", "127.0.0.1 26 / 127.0.0.1 27");
	listens(text, "192.0.2.1", "192.0.2.1 25");
	listens(text, "<; ::0 ; 587", "::0 587");
	listens(text, "0.0.0.0.587", "0.0.0.0 587");
	/* The colon of an address is taken for one between two. */
	listens(text, "::::1", "?");
	listens(AT "\"\n", "127.0.0.1.25", "127.0.0.1 25");
}

static void
no_answer(void **state)
{
	(void)state;
	listens(AT "localhost\n", NULL, "?");
	listens(AT "127.1\n", NULL, "?");
	listens(AT "127.0.0.1 : : \n", NULL, "?");
	listens(AT "256.0.0.1\n", NULL, "?");
	listens(AT "<; 1:2:3\n", NULL, "?");
	listens(AT "<; ::1::2\n", NULL, "?");
	listens(AT "127.0.0.1.70000\n", NULL, "?");
	listens("daemon_smtp_ports = 25x\n", NULL, "?");
	listens("daemon_smtp_ports =\n", NULL, "?");
	listens("daemon_smtp_ports = 25 : : 26\n", NULL, "?");
	listens("tls_on_connect_ports = : 465\n", NULL, "?");
	listens(AT "\"\n", NULL, "?");
	listens("X = 1\nX = 2\n", NULL, "?");
	listens(".ifdef _HAVE_IPV6\n" AT "127.0.0.1\n.endif\n", NULL, "?");
}

static void
lists(void **state)
{
	struct pool p = { .blocks = NULL };
	struct ex_list l = { .at = "<, a, ,,b ,c:d,\t" };

	(void)state;
	assert_string_equal(ex_list_next(&p, &l), "a");
	assert_string_equal(ex_list_next(&p, &l), ",b");
	assert_string_equal(ex_list_next(&p, &l), "c:d");
	assert_null(ex_list_next(&p, &l));
	l = (struct ex_list){ .at = "<" };
	assert_null(ex_list_next(&p, &l));
	l = (struct ex_list){ .at = ": ::x" };
	assert_string_equal(ex_list_next(&p, &l), "");
	assert_string_equal(ex_list_next(&p, &l), ":x");
	assert_null(ex_list_next(&p, &l));
	pool_release(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses),
		cmocka_unit_test(ports),
		cmocka_unit_test(overridden),
		cmocka_unit_test(no_answer),
		cmocka_unit_test(lists),
	};

	return cmocka_run_group_tests_name("ex_listen", tests, NULL, NULL);
}
