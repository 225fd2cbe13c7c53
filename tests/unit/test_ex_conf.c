/* Options of Exim's main section, as exim -bP of 4.96 prints them. */
#include "agent/model/ex_conf.h"

#include "tests/unit/unit.h"

#include "tests/unit/ex_case.h"

static void
string_is(const char *text, enum ex_state state, const char *wanted)
{
	struct pool p = { .blocks = NULL };
	struct ex_conf c;
	struct ex_value v;

	ex_case_read(&p, text, NULL, NULL, &c);
	assert_null(c.fault.why);
	assert_int_equal(ex_conf_string(&p, &c, "local_interfaces", &v), 0);
	assert_int_equal(v.state, state);
	if (state == EX_KNOWN)
		assert_string_equal(v.text, wanted);
	else
		assert_null(v.text);
	pool_release(&p);
}

static void
strings(void **state)
{
	(void)state;
	string_is("", EX_UNSET, NULL);
	string_is("#local_interfaces = 1\n", EX_UNSET, NULL);
	string_is("begin acl\nlocal_interfaces = 1\n", EX_UNSET, NULL);
	string_is("hostlist local_interfaces = 1\n", EX_UNSET, NULL);
	string_is("local_interfaces=  a b  \n", EX_KNOWN, "a b");
	string_is("hide local_interfaces =\n", EX_KNOWN, "");
	string_is("local_interfaces = \"a\\x31\\062\\t\\\"\"\n", EX_KNOWN,
	    "a12\t\"");
	string_is("local_interfaces = \"a\n", EX_BAD, NULL);
	string_is("local_interfaces = \"a\" b\n", EX_BAD, NULL);
	string_is("no_local_interfaces = a\n", EX_BAD, NULL);
	string_is("local_interfaces\n", EX_BAD, NULL);
	string_is(".ifdef _HAVE_IPV6\nlocal_interfaces = 1\n.endif\n",
	    EX_UNKNOWN, NULL);
	string_is(".ifdef _HAVE_IPV6\nlocal_interfaces = 1\n.else\n"
	    "local_interfaces = 2\n.endif\n", EX_UNKNOWN, NULL);
	string_is("X = _HAVE\nlocal_interfaces = X\n", EX_UNKNOWN, NULL);
}

static void
bool_is(const char *text, enum ex_state state, const char *wanted)
{
	struct pool p = { .blocks = NULL };
	struct ex_conf c;
	struct ex_value v;

	ex_case_read(&p, text, NULL, NULL, &c);
	assert_null(c.fault.why);
	ex_conf_bool(&c, "disable_ipv6", &v);
	assert_int_equal(v.state, state);
	if (state == EX_KNOWN)
		assert_string_equal(v.text, wanted);
	pool_release(&p);
}

static void
booleans(void **state)
{
	(void)state;
	bool_is("", EX_UNSET, NULL);
	bool_is("disable_ipv6\n", EX_KNOWN, "yes");
	bool_is("disable_ipv6 = TRUE\n", EX_KNOWN, "yes");
	bool_is("disable_ipv6=no\n", EX_KNOWN, "no");
	bool_is("no_disable_ipv6\n", EX_KNOWN, "no");
	bool_is("not_disable_ipv6\n", EX_KNOWN, "no");
	bool_is("disable_ipv6 = 1\n", EX_BAD, NULL);
	bool_is("no_disable_ipv6 = yes\n", EX_BAD, NULL);
}

static void
ends_at(const char *text, unsigned line)
{
	struct pool p = { .blocks = NULL };
	struct ex_conf c;

	ex_case_read(&p, text, NULL, NULL, &c);
	assert_non_null(c.fault.why);
	assert_int_equal(c.fault.line, line);
	pool_release(&p);
}

static void
faults(void **state)
{
	(void)state;
	ends_at("a = 1\nb = 2\na = 1\n", 3);
	ends_at("a = 1\nno_a\n", 2);
	ends_at("= 1\n", 1);
	ends_at("a = 1\nno_\n", 2);
	ends_at("\na b = 1\n", 2);
	ends_at("a_HAVE_TLS = 1\n", 1);
	ends_at(".ifdef _HAVE_TLS\nbegin acl\n.endif\n", 2);
}

static void
two_names_of_one(void **state)
{
	struct pool p = { .blocks = NULL };
	struct ex_conf c;
	struct ex_ways w;

	(void)state;
	ex_case_read(&p, "daemon_smtp_port = 25\ndaemon_smtp_ports = 26\n",
	    NULL, NULL, &c);
	assert_int_equal(ex_conf_ways(&p, &c, &w), 0);
	assert_string_equal(w.ports.text, "26");
	ex_case_read(&p, "daemon_smtp_ports = 26\ndaemon_smtp_port = 25\n",
	    NULL, NULL, &c);
	assert_int_equal(ex_conf_ways(&p, &c, &w), 0);
	assert_string_equal(w.ports.text, "25");
	assert_int_equal(w.interfaces.state, EX_UNSET);
	assert_int_equal(w.tls_ports.state, EX_UNSET);
	pool_release(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(strings),
		cmocka_unit_test(booleans),
		cmocka_unit_test(faults),
		cmocka_unit_test(two_names_of_one),
	};

	return cmocka_run_group_tests_name("ex_conf", tests, NULL, NULL);
}
