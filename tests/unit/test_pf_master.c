/* master.cf by master(5), and where the master listens. */
#include "agent/model/pf_master.h"

#include <string.h>

#include "tests/unit/unit.h"

#define STOCK "smtp inet n - y - - smtpd\n" \
    "#submission inet n - y - - smtpd\n" \
    "pickup unix n - y 60 1 pickup\n" \
    "qmgr unix n - n 300? 1 qmgr\n"

static void
services(void **state)
{
	static const char text[] =
	    "# service type ...\n"
	    "smtp      inet  n       -       y       -       -       smtpd\n"
	    "  -o syslog_name=a -o { x = y z }\n"
	    "# in between\n"
	    "\t-o x=last -v {b c}\n"
	    "pickup unix n - y 60 1 pickup\n"
	    "foo unix - n n - - pipe\n"
	    "  user=x argv={a b} c\n";
	struct pool p = { 0 };
	struct pf_master m;
	const struct pf_service *s;

	assert_int_equal(pf_master_parse(&p, text, sizeof(text) - 1, &m), 0);
	assert_int_equal(m.bad_line, 0);
	s = m.services;
	assert_string_equal(s->name, "smtp");
	assert_string_equal(s->type, "inet");
	assert_string_equal(s->fields[0], "n");
	assert_string_equal(s->fields[2], "y");
	assert_string_equal(s->command, "smtpd");
	assert_int_equal(s->line, 2);
	assert_int_equal(s->last, 5);
	assert_int_equal(s->args.n, 8);
	assert_string_equal(s->args.v[3], "x = y z");
	assert_string_equal(s->args.v[7], "b c");
	assert_string_equal(pf_service_option(s, "syslog_name"), "a");
	assert_string_equal(pf_service_option(s, "x"), "last");
	assert_null(pf_service_option(s, "z"));
	s = s->next->next;
	assert_string_equal(s->name, "foo");
	assert_int_equal(s->args.n, 3);
	assert_string_equal(s->args.v[1], "argv={a b}");
	assert_null(s->next);
	pool_release(&p);
}

/* The master ends over each of them: master_ent.c of Postfix 3.7. */
static void
bad_services(void **state)
{
	static const char *const bad[] = {
		"smtp", "smtp inet n - y - -", "smtp inet n - y - - -",
		"smtp tcp n - y - - smtpd", "smtp inet y - y - - smtpd",
		"smtp inet - - y - - smtpd", "smtp inet n x y - - smtpd",
		"smtp inet n - y ten - smtpd", "smtp inet n - y - no smtpd",
		"host: inet n - y - - smtpd", "[::1] inet n - y - - smtpd",
		"[]:25 inet n - y - - smtpd",
		"smtp inet n - y - - smtpd -o { x",
	};
	struct pool p = { 0 };
	struct pf_master m;
	const char *text;
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		text = pool_printf(&p, STOCK "%s\n", bad[i]);
		assert_int_equal(pf_master_parse(&p, text, strlen(text),
		    &m), 0);
		if (m.bad_line != 5)
			fail_msg("%s: line %u", bad[i], m.bad_line);
	}
	pool_release(&p);
}

static void
disabled(void **state)
{
	static const struct { const char *list; bool smtp, submission; }
	    all[] = {
		{ "", false, false },
		{ "inet", true, true },
		{ "smtp/inet", true, false },
		{ "SMTP/INET", true, false },
		{ "smtp.inet", true, false },
		{ "smtp/unix", false, false },
		{ "unix, fifo smtp/inet", true, false },
		{ "!smtp/inet inet", false, true },
		{ "!!smtp/inet", true, false },
		{ "all", false, false },
	};
	static const char text[] = "smtp inet n - - - - smtpd\n"
	    "[::1]:587 inet n - - - - smtpd\n";
	struct pool p = { 0 };
	struct pf_master m;
	size_t i;

	assert_int_equal(pf_master_parse(&p, text, sizeof(text) - 1, &m), 0);
	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		assert_int_equal(pf_service_disabled(&p, m.services,
		    all[i].list), all[i].smtp);
		assert_int_equal(pf_service_disabled(&p, m.services->next,
		    all[i].list), all[i].submission);
	}
	assert_true(pf_service_disabled(&p, m.services->next,
	    "[::1]:587/inet"));
	pool_release(&p);
}

/* What listens, as "inet 127.0.0.1 smtp, inet6 * 25". */
static const char *
listen_on(struct pool *p, const char *main_cf, const char *master_cf)
{
	const struct smcf_listener *l;
	struct smcf_listener *list = NULL;
	struct pf_main m;
	struct pf_master master;
	struct pf_doubt d;
	const char *ret = "";

	assert_int_equal(pf_main_parse(p, main_cf, strlen(main_cf), &m), 0);
	assert_int_equal(pf_master_parse(p, master_cf, strlen(master_cf),
	    &master), 0);
	m.host = "relay1.example.edu";
	assert_int_equal(pf_listeners(p, &m, &master, &list, &d), 0);
	if (d.state != PF_KNOWN)
		return pool_printf(p, "%s %s %u", d.state == PF_BAD ? "bad" :
		    "unknown", d.file, d.line);
	for (l = list; l != NULL; l = l->next)
		ret = pool_printf(p, "%s%s%s %s %s", ret, *ret == '\0' ? "" :
		    ", ", l->family, l->address == NULL ? "*" : l->address,
		    l->port);
	return ret;
}

static const struct { const char *main_cf, *master_cf, *wanted; } listens[] = {
	{ "", STOCK, "inet * smtp, inet6 * smtp" },
	{ "inet_interfaces = all\ninet_protocols = ipv4", STOCK,
	    "inet * smtp" },
	{ "inet_interfaces = all\ninet_protocols = ipv6", STOCK,
	    "inet6 * smtp" },
	/* In other letters it is a host; a protocol is none. */
	{ "inet_interfaces = ALL", STOCK, "inet ALL smtp" },
	{ "inet_protocols = IPv4", STOCK, "bad main.cf 1" },
	{ "inet_protocols = ipv6\ninet_interfaces = ::1, 127.0.0.1",
	    "pickup unix n - y 60 1 pickup\n", "bad main.cf 2" },
	{ "inet_interfaces = loopback-only", STOCK,
	    "inet 127.0.0.1 smtp, inet6 ::1 smtp" },
	{ "inet_interfaces = localhost, 192.0.2.25", STOCK,
	    "inet localhost smtp, inet 192.0.2.25 smtp" },
	{ "inet_interfaces = [::1] 127.0.0.1", STOCK,
	    "inet6 ::1 smtp, inet 127.0.0.1 smtp" },
	/* The master of 3.7 ends over an address whose family is off. */
	{ "inet_interfaces = 127.0.0.1, ::1\ninet_protocols = ipv4", STOCK,
	    "bad main.cf 1" },
	{ "inet_protocols = ipv6\ninet_interfaces = 127.0.0.1", STOCK,
	    "bad main.cf 2" },
	{ "inet_protocols = ipv6\ninet_interfaces = localhost", STOCK,
	    "inet6 localhost smtp" },
	{ "inet_protocols = ipv4", STOCK "[::1]:25 inet n - - - - smtpd\n",
	    "bad master.cf 5" },
	{ "inet_interfaces = $myhostname", STOCK,
	    "inet relay1.example.edu smtp" },
	/* A list that has "all" in it asks for a host of that name. */
	{ "inet_interfaces = all, loopback-only", STOCK,
	    "inet all smtp, inet loopback-only smtp" },
	/* A service's own host has nothing to do with inet_interfaces. */
	{ "inet_interfaces = loopback-only", "[2001:db8::1]:25 inet n - - - "
	    "- smtpd\n192.0.2.1:submission inet n - - - - smtpd\n",
	    "inet6 2001:db8::1 25, inet 192.0.2.1 submission" },
	{ "master_service_disable = inet", STOCK, "" },
	{ "master_service_disable = smtp/inet", STOCK
	    "465 inet n - - - - smtpd\n", "inet * 465, inet6 * 465" },
	{ "", "pickup unix n - y 60 1 pickup\n", "" },
	{ "", "pass-it pass - - n - - smtpd\nsmtp unix - - n - - smtp\n", "" },
	{ "", "smtp inet n - n - 1 postscreen\n",
	    "inet * smtp, inet6 * smtp" },
	{ "", ":25 inet n - n - 1 smtpd\n", "inet * 25, inet6 * 25" },
	{ "inet_interfaces =", STOCK, "bad main.cf 1" },
	{ "a = b\ninet_protocols = ipv5", STOCK, "bad main.cf 2" },
	{ "inet_interfaces = $", STOCK, "bad main.cf 1" },
	{ "inet_interfaces = $my_own", STOCK, "unknown main.cf 1" },
	{ "oops", STOCK, "bad main.cf 1" },
	{ "", STOCK "smtps inet n\n", "bad master.cf 5" },
};

static void
listeners(void **state)
{
	struct pool p = { 0 };
	const char *got;
	size_t i;

	for (i = 0; i < sizeof(listens) / sizeof(listens[0]); i++) {
		got = listen_on(&p, listens[i].main_cf,
		    listens[i].master_cf);
		if (strcmp(got, listens[i].wanted) != 0)
			fail_msg("%s | %s: %s", listens[i].main_cf,
			    listens[i].master_cf, got);
	}
	pool_release(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(services),
		cmocka_unit_test(bad_services),
		cmocka_unit_test(disabled),
		cmocka_unit_test(listeners),
	};

	return cmocka_run_group_tests_name("pf_master", tests, NULL, NULL);
}
