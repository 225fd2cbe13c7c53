/* An Exim that takes mail for others is not closed without a word. */
#include "tests/unit/unit.h"

#include <stdio.h>
#include <string.h>

#include "agent/run/exim_mail.h"
#include "tests/unit/hosttree.h"

#define CONF "etc/exim4/update-exim4.conf.conf"

/* The reasons, one a line. */
static const char *
reasons(struct fixture *f, enum role role, bool off)
{
	static char text[2048];
	const struct refusal *r;
	struct starter *s;
	struct plan p;
	size_t len;

	plan_init(&p);
	facts_release(&f->facts);
	facts_init(&f->facts);
	f->facts.name = "host.example.edu";
	s = facts_starter(&f->facts);
	s->mta = "sendmail";
	s->at_boot = TRI_YES;
	s = facts_starter(&f->facts);
	s->mta = "exim";
	s->role = role;
	s->at_boot = TRI_YES;
	assert_int_equal(exim_mail_refuse(&f->host, &f->facts, off, &p), 0);
	text[0] = '\0';
	for (r = p.refusals; r != NULL; r = r->next) {
		assert_true(r->forcible);
		len = strlen(text);
		(void)snprintf(text + len, sizeof(text) - len, "%s\n",
		    r->reason);
	}
	plan_release(&p);
	return text;
}

static void
own_names(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, CONF, "dc_eximconfig_configtype='internet'\n"
	    "dc_other_hostnames='host.example.edu;HOST : localhost'\n"
	    "dc_relay_domains=''\n");
	assert_string_equal(reasons(f, ROLE_DAEMON, false), "");
	tree_file(&f->tree, CONF, "dc_other_hostnames=\n");
	assert_string_equal(reasons(f, ROLE_DAEMON, false), "");
}

static void
names_of_others(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, CONF, "dc_other_hostnames='host.example.edu : "
	    "example.org;host.example'\ndc_relay_domains=\"example.net\"\n");
	assert_string_equal(reasons(f, ROLE_DAEMON, false),
	    "this host takes mail for example.org (dc_other_hostnames), whose "
	    "mail would not arrive any more\n"
	    "this host takes mail for host.example (dc_other_hostnames), "
	    "whose mail would not arrive any more\n"
	    "this host relays mail for example.net (dc_relay_domains), whose "
	    "mail would not arrive any more\n");
	/* Nobody could reach it before. */
	assert_string_equal(reasons(f, ROLE_LOOPBACK_DAEMON, false), "");
	assert_string_equal(reasons(f, ROLE_QUEUE_RUNNER, false), "");
}

static void
another_file(void **state)
{
	static const char not_known[] = "for which names Exim takes mail from "
	    "others is not known; it would not arrive any more\n";
	struct fixture *f = *state;

	assert_string_equal(reasons(f, ROLE_DAEMON, false), not_known);
	tree_file(&f->tree, CONF, "dc_other_hostnames=''\n");
	tree_file(&f->tree, "etc/exim4/exim4.conf", "x\n");
	assert_string_equal(reasons(f, ROLE_DAEMON, false), not_known);
}

static void
spool(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, CONF, "dc_other_hostnames=''\n");
	tree_file(&f->tree, "var/spool/exim4/input/1vMabc-0A-0X-H", "x");
	tree_file(&f->tree, "var/spool/exim4/input/1vMabc-0A-0X-D", "x");
	tree_file(&f->tree, "var/spool/exim4/input/c/1vMabc-0B-0X-H", "x");
	assert_string_equal(reasons(f, ROLE_LOOPBACK_DAEMON, false), "");
	assert_string_equal(reasons(f, ROLE_LOOPBACK_DAEMON, true),
	    "2 messages in Exim's spool would not be delivered any more: "
	    "first run exim -qff\n");
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(own_names),
		T(names_of_others),
		T(another_file),
		T(spool),
	};

	return cmocka_run_group_tests_name("exim_mail", tests, NULL, NULL);
}
