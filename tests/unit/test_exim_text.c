/* What update-exim4.conf(8) of Debian 12 makes of a tree. */
#include "tests/unit/unit.h"

#include "platforms/exim_text.h"
#include "tests/unit/exim_tree.h"

static struct ex_value
interfaces(struct fixture *f)
{
	struct exim_text t;
	struct ex_conf c;
	struct ex_value v;

	assert_int_equal(exim_text_debian(&f->host, &f->pool, &t), 0);
	assert_null(t.why);
	assert_int_equal(exim_text_read(&f->host, &f->pool, &t, NULL, &c),
	    0);
	assert_null(c.fault.why);
	assert_int_equal(ex_conf_string(&f->pool, &c, "local_interfaces",
	    &v), 0);
	return v;
}

static void
whole(void **state)
{
	struct fixture *f = *state;
	struct ex_value v;

	exim_tree(f, "127.0.0.1 ; ::1");
	v = interfaces(f);
	assert_int_equal(v.state, EX_KNOWN);
	assert_string_equal(v.text, "<; 127.0.0.1 ; ::1");
	assert_string_equal(v.at->file, "/" EXIM_TEMPLATE);
	assert_int_equal(v.at->line, 4);
	exim_tree(f, "");
	assert_int_equal(interfaces(f).state, EX_UNSET);
	/* The administrator's own macros stand before it. */
	exim_tree(f, "127.0.0.1");
	tree_file(&f->tree, "etc/exim4/exim4.conf.localmacros",
	    "MAIN_LOCAL_INTERFACES = 192.0.2.1\n");
	assert_string_equal(interfaces(f).text, "192.0.2.1");
}

static void
split(void **state)
{
	static const char *const sections[] = { "main", "acl", "router",
		"transport", "retry", "rewrite", "auth" };
	struct fixture *f = *state;
	size_t i;

	tree_file(&f->tree, EXIM_CONF, "dc_eximconfig_configtype='internet'\n"
	    "dc_local_interfaces='10.0.0.1'\ndc_use_split_config='true'\n");
	for (i = 0; i < 7; i++)
		tree_file(&f->tree, pool_printf(&f->pool,
		    "etc/exim4/conf.d/%s/00_x", sections[i]), "# x\n");
	tree_file(&f->tree, "etc/exim4/conf.d/main/01_a",
	    "UPEX4CmacrosUPEX4C = 1");
	tree_file(&f->tree, "etc/exim4/conf.d/main/02_b",
	    "local_interfaces = MAIN_LOCAL_INTERFACES\n");
	tree_file(&f->tree, "etc/exim4/conf.d/main/02_b.dpkg-old",
	    "local_interfaces = 0.0.0.0\n");
	assert_string_equal(interfaces(f).text, "10.0.0.1");
	tree_file(&f->tree, "etc/exim4/conf.d/main/02_b.rul",
	    "local_interfaces = 10.0.0.2\n");
	assert_string_equal(interfaces(f).text, "10.0.0.2");
}

static void
not_known(void **state)
{
	struct fixture *f = *state;
	struct exim_text t;

	assert_int_equal(exim_text_debian(&f->host, &f->pool, &t), 0);
	assert_non_null(strstr(t.why, "update-exim4.conf.conf"));
	tree_file(&f->tree, EXIM_CONF, "dc_eximconfig_configtype='local'\n");
	assert_int_equal(exim_text_debian(&f->host, &f->pool, &t), 0);
	assert_non_null(strstr(t.why, "exim4.conf.template"));
	tree_file(&f->tree, EXIM_CONF, "dc_local_interfaces=`x`\n");
	assert_int_equal(exim_text_debian(&f->host, &f->pool, &t), 0);
	assert_non_null(strstr(t.why, "line 1"));
	assert_int_equal(exim_text_file(&f->host, &f->pool, "/none", &t), 0);
	assert_non_null(t.why);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(whole, setup, teardown),
		cmocka_unit_test_setup_teardown(split, setup, teardown),
		cmocka_unit_test_setup_teardown(not_known, setup, teardown),
	};

	return cmocka_run_group_tests_name("exim_text", tests, NULL, NULL);
}
