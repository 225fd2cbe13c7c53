/* update-exim4.conf.conf, as update-exim4.conf of Debian 12 reads it. */
#include "agent/model/ex_debian.h"

#include "tests/unit/unit.h"

#include <string.h>

#define LOCAL "dc_eximconfig_configtype='local'\n"

static struct ex_debian
parse(struct pool *p, const char *text)
{
	struct ex_debian d;

	assert_int_equal(ex_debian_parse(p, text, strlen(text), &d), 0);
	return d;
}

/* The macros have this line. */
static void
says(const char *text, const char *line)
{
	struct pool p = { .blocks = NULL };
	struct ex_debian d = parse(&p, text);

	assert_null(d.why);
	assert_non_null(strstr(d.macros, line));
	pool_release(&p);
}

static void
interfaces(void **state)
{
	(void)state;
	says(LOCAL "dc_local_interfaces='127.0.0.1 ; ::1'\n",
	    ".ifndef MAIN_LOCAL_INTERFACES\n"
	    "MAIN_LOCAL_INTERFACES=<; 127.0.0.1 ; ::1\n.endif\n");
	says(LOCAL "dc_local_interfaces=\"127.0.0.1 :  ::::1\"\n",
	    "MAIN_LOCAL_INTERFACES=127.0.0.1 : ::::1\n");
	says("dc_local_interfaces='<, 127.0.0.1,FE80::1;'\n" LOCAL,
	    "MAIN_LOCAL_INTERFACES=<, 127.0.0.1,fe80::1;\n");
	says(LOCAL "dc_local_interfaces=192.0.2.1 \n",
	    "MAIN_LOCAL_INTERFACES=192.0.2.1\n");
	says(LOCAL "dc_local_interfaces='x'\ndc_local_interfaces='10.0.0.1'\n",
	    "MAIN_LOCAL_INTERFACES=10.0.0.1\n");
	says(LOCAL, "DCconfig_local=1\n");
	says(LOCAL "MAIN_X='y'\n", "MAIN_X=\001\n");
}

static void
what_is_not_used(void **state)
{
	struct pool p = { .blocks = NULL };
	struct ex_debian d;

	(void)state;
	d = parse(&p, LOCAL "dc_local_interfaces=''\n");
	assert_null(strstr(d.macros, "MAIN_LOCAL_INTERFACES"));
	assert_int_equal(d.line, 2);
	assert_false(d.split);
	assert_false(d.bare);
	/* "none" and all else: the template stays as it is. */
	d = parse(&p, "dc_eximconfig_configtype='none'\n"
	    "dc_local_interfaces='127.0.0.1'\ndc_use_split_config='True'\n");
	assert_true(d.bare);
	assert_true(d.split);
	assert_string_equal(d.macros, "");
	assert_null(d.why);
	pool_release(&p);
}

static void
unclear(const char *text, unsigned line)
{
	struct pool p = { .blocks = NULL };
	struct ex_debian d = parse(&p, text);

	assert_non_null(d.why);
	assert_int_equal(d.why_line, line);
	pool_release(&p);
}

static void
more_than_assignments(void **state)
{
	(void)state;
	unclear(LOCAL "if true; then dc_local_interfaces=''; fi\n", 2);
	unclear(LOCAL "dc_local_interfaces=$(hostname -i)\n", 2);
	unclear(LOCAL "dc_local_interfaces=\"$x\"\n", 2);
	unclear(LOCAL "dc_local_interfaces='127.0.0.1\n'\n", 2);
	unclear(LOCAL "dc_local_interfaces='1&2'\n", 2);
	unclear(LOCAL "dc_local_interfaces=a;b\n", 2);
	unclear(LOCAL "dc_use_split_config='yes'\n", 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(interfaces),
		cmocka_unit_test(what_is_not_used),
		cmocka_unit_test(more_than_assignments),
	};

	return cmocka_run_group_tests_name("ex_debian", tests, NULL, NULL);
}
