/* What the generators make of rc scripts; tests/real/units has the same
 * questions for the real ones. */
#include "tests/unit/unit.h"

#include "tests/unit/unit_tree.h"

static void
script(struct fixture *f, const char *path, const char *text)
{
	tree_file(&f->tree, path, text);
	assert_int_equal(chmod(tree_path(&f->tree, path), 0755), 0);
}

/* "by<name" for each link that is made, in order. */
static const char *
wants(struct fixture *f)
{
	const struct unit_want *w;
	const char *text = "";

	for (w = look(f)->wants; w != NULL; w = w->next)
		text = pool_printf(&f->pool, "%s%s<%s ", text, w->by, w->name);
	return text;
}

static void
debian(void **state)
{
	struct fixture *f = *state;
	struct unit u;

	script(f, "etc/init.d/sendmail", "#!/bin/sh\n");
	tree_link(&f->tree, "etc/rc0.d/K01sendmail", "../init.d/sendmail");
	assert_string_equal(wants(f), "");
	u = load(f, "sendmail.service");
	assert_true(u.generated);
	assert_string_equal(u.script, "/etc/init.d/sendmail");
	assert_null(u.path);
	assert_string_equal(all(f, &u, "ExecStart"),
	    "/etc/init.d/sendmail start");
	tree_link(&f->tree, "etc/rc2.d/S01sendmail", "../init.d/sendmail");
	tree_link(&f->tree, "etc/rc5.d/S01sendmail", "../init.d/sendmail");
	assert_string_equal(wants(f), "multi-user.target<sendmail.service "
	    "graphical.target<sendmail.service ");
	assert_string_equal(f->units.wants->at.path,
	    "/etc/rc2.d/S01sendmail");
	/* A unit of that name, or a mask, keeps the generator away. */
	tree_link(&f->tree, ETC "sendmail.service", "/dev/null");
	assert_string_equal(wants(f), "");
	assert_true(load(f, "sendmail.service").masked);
}

static void
red_hat(void **state)
{
	struct fixture *f = *state;

	script(f, "etc/rc.d/init.d/sendmail", "#!/bin/sh\n");
	tree_link(&f->tree, "etc/init.d", "rc.d/init.d");
	tree_link(&f->tree, "etc/rc3.d", "rc.d/rc3.d");
	tree_link(&f->tree, "etc/rc.d/rc3.d/S80sendmail",
	    "../init.d/sendmail");
	assert_string_equal(wants(f), "multi-user.target<sendmail.service ");
	assert_string_equal(f->units.scripts->path, "/etc/init.d/sendmail");
	assert_null(f->units.scripts->next);
}

static void
names(void **state)
{
	struct fixture *f = *state;

	script(f, "etc/init.d/a.sh", "#!/bin/sh\n");
	script(f, "etc/init.d/b.dpkg-old", "#!/bin/sh\n");
	script(f, "etc/init.d/.c", "#!/bin/sh\n");
	tree_file(&f->tree, "etc/init.d/README", "no program\n");
	script(f, "etc/init.d/d", "#!/bin/sh\n");
	tree_link(&f->tree, "etc/rc2.d/S01a", "../init.d/a.sh");
	tree_link(&f->tree, "etc/rc2.d/S1d", "../init.d/d");
	tree_link(&f->tree, "etc/rc2.d/S01e", "../init.d/d");
	tree_link(&f->tree, "etc/rc2.d/README", "../init.d/d");
	assert_string_equal(wants(f), "multi-user.target<a.service ");
	assert_string_equal(f->units.scripts->name, "a.service");
	assert_string_equal(f->units.scripts->next->name, "d.service");
	assert_null(f->units.scripts->next->next);
}

static void
provides(void **state)
{
	struct fixture *f = *state;
	struct unit u;

	script(f, "etc/init.d/postfix", "#!/bin/sh\n# Provides: no\n"
	    "### BEGIN INIT INFO\n# Provides:  postfix mail-transport-agent\n"
	    "# Required-Start: $network $named\n### END INIT INFO\n"
	    "# Provides: neither\n");
	script(f, "etc/init.d/second", "#!/bin/sh\n### BEGIN INIT INFO\n"
	    "# Provides: mail-transport-agent postfix\n### END INIT INFO\n");
	u = load(f, "mail-transport-agent.service");
	assert_string_equal(u.name, "postfix.service");
	assert_int_equal(u.names.n, 2);
	assert_string_equal(all(f, &u, "Wants"), "network-online.target");
	u = load(f, "second.service");
	assert_int_equal(u.names.n, 1);
	assert_null(load(f, "no.service").name);
	assert_null(load(f, "neither.service").name);
}

static void
generators(void **state)
{
	struct fixture *f = *state;
	const char dir[] = "usr/lib/systemd/system-generators/"
	    "systemd-sysv-generator";

	script(f, "etc/init.d/a", "#!/bin/sh\n");
	tree_link(&f->tree, "etc/rc2.d/S01a", "../init.d/a");
	assert_string_equal(wants(f), "multi-user.target<a.service ");
	/* A systemd that was built without it. */
	script(f, "usr/lib/systemd/systemd", "ELF");
	assert_string_equal(wants(f), "");
	assert_null(load(f, "a.service").name);
	script(f, dir, "ELF");
	assert_string_equal(wants(f), "multi-user.target<a.service ");
	tree_link(&f->tree,
	    "etc/systemd/system-generators/systemd-sysv-generator",
	    "/dev/null");
	assert_string_equal(wants(f), "");
}

static void
rc_local(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "etc/rc.local", "#!/bin/sh\n");
	assert_string_equal(wants(f), "");
	assert_int_equal(chmod(tree_path(&f->tree, "etc/rc.local"), 0755), 0);
	assert_string_equal(wants(f), "");
	tree_file(&f->tree, USR "rc-local.service",
	    "[Unit]\nConditionFileIsExecutable=/etc/rc.local\n"
	    "[Service]\nExecStart=/etc/rc.local start\n");
	assert_string_equal(wants(f), "multi-user.target<rc-local.service ");
	/* Red Hat's unit names another path. */
	tree_file(&f->tree, USR "rc-local.service",
	    "[Unit]\nConditionFileIsExecutable=/etc/rc.d/rc.local\n");
	assert_string_equal(wants(f), "");
}

static void
postfix_instances(void **state)
{
	struct fixture *f = *state;

	script(f, "usr/lib/systemd/system-generators/"
	    "postfix-instance-generator", "#!/bin/sh\n");
	assert_string_equal(wants(f), "postfix.service<postfix@-.service ");
	assert_null(f->units.doubts);
	tree_file(&f->tree, "etc/postfix/main.cf",
	    "# x\nmulti_instance_directories = /etc/postfix-out\n");
	assert_string_equal(wants(f), "postfix.service<postfix@-.service ");
	assert_string_equal(f->units.doubts->at.path, "/etc/postfix/main.cf");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(debian, setup, teardown),
		cmocka_unit_test_setup_teardown(red_hat, setup, teardown),
		cmocka_unit_test_setup_teardown(names, setup, teardown),
		cmocka_unit_test_setup_teardown(provides, setup, teardown),
		cmocka_unit_test_setup_teardown(generators, setup, teardown),
		cmocka_unit_test_setup_teardown(rc_local, setup, teardown),
		cmocka_unit_test_setup_teardown(postfix_instances, setup,
		    teardown),
	};

	return cmocka_run_group_tests_name("unit_sysv", tests, NULL, NULL);
}
