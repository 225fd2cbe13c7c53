/* What the default target pulls in; tests/real/units asks a real systemd. */
#include "tests/unit/unit.h"

#include "tests/unit/unit_tree.h"

#define WANTS ETC "multi-user.target.wants/"

/* The targets that every host has. */
static int
setup_targets(void **state)
{
	struct fixture *f;

	setup(state);
	f = *state;
	tree_link(&f->tree, USR "default.target", "graphical.target");
	tree_file(&f->tree, USR "graphical.target",
	    "[Unit]\nRequires=multi-user.target\n");
	tree_file(&f->tree, USR "multi-user.target",
	    "[Unit]\nRequires=basic.target\n");
	tree_file(&f->tree, USR "basic.target",
	    "[Unit]\nRequires=sysinit.target\nWants=sockets.target "
	    "timers.target paths.target slices.target\n");
	tree_file(&f->tree, USR "sockets.target", "[Unit]\n");
	return 0;
}

static void
service(struct fixture *f, const char *name, const char *unit_lines)
{
	char path[256], text[1024];

	snprintf(path, sizeof(path), USR "%s", name);
	snprintf(text, sizeof(text), "[Unit]\n%s[Service]\nExecStart=/x\n",
	    unit_lines);
	tree_file(&f->tree, path, text);
}

static struct unit *
find(struct fixture *f, const char *name)
{
	struct unit **v, *u;
	size_t n;

	assert_int_equal(unit_list(look(f), &v, &n), 0);
	u = unit_find(v, n, name);
	if (u == NULL)
		fail_msg("%s is not listed", name);
	return u;
}

static void
expect(struct fixture *f, const char *name, enum tri at_boot,
    const char *because)
{
	const struct unit *u = find(f, name);

	if (u->at_boot != at_boot)
		fail_msg("%s: at boot %d, not %d", name, (int)u->at_boot,
		    (int)at_boot);
	if (because == NULL)
		assert_null(u->because);
	else
		assert_string_equal(u->because->path, because);
}

static void
links(void **state)
{
	struct fixture *f = *state;

	service(f, "a.service", "");
	service(f, "b.service", "Wants=c.service\nAfter=d.service\n");
	service(f, "c.service", "");
	service(f, "d.service", "");
	tree_link(&f->tree, WANTS "b.service", "/lib/systemd/system/x");
	expect(f, "a.service", TRI_NO, NULL);
	expect(f, "b.service", TRI_YES, "/" WANTS "b.service");
	assert_string_equal(find(f, "b.service")->because->text,
	    "-> /lib/systemd/system/x");
	expect(f, "c.service", TRI_YES, "/" USR "b.service");
	assert_int_equal(find(f, "c.service")->because->line, 2);
	expect(f, "d.service", TRI_NO, NULL);
}

/* A unit that is disabled starts all the same when another one needs it. */
static void
required_though_disabled(void **state)
{
	struct fixture *f = *state;

	service(f, "sendmail.service", "Wants=sm-client.service\n");
	service(f, "sm-client.service", "BindTo=sendmail.service\n");
	tree_link(&f->tree, WANTS "sm-client.service",
	    "/usr/lib/systemd/system/sm-client.service");
	expect(f, "sendmail.service", TRI_YES, "/" USR "sm-client.service");
	assert_string_equal(find(f, "sendmail.service")->because->text,
	    "BindTo=sendmail.service");
	/* With the one masked, the other does not stay. */
	tree_link(&f->tree, ETC "sendmail.service", "/dev/null");
	expect(f, "sendmail.service", TRI_NO, "/" USR "sm-client.service");
	assert_string_equal(find(f, "sendmail.service")->reason, "masked");
	expect(f, "sm-client.service", TRI_NO, "/" WANTS "sm-client.service");
	assert_string_equal(find(f, "sm-client.service")->reason,
	    "bound to sendmail.service, which does not start");
}

/* As systemd 252 does it, a unit starts although what it requires cannot. */
static void
requires_masked(void **state)
{
	struct fixture *f = *state;

	service(f, "a.service", "Requires=b.service none.service\n");
	tree_link(&f->tree, ETC "b.service", "/dev/null");
	tree_link(&f->tree, WANTS "a.service", "x");
	expect(f, "a.service", TRI_YES, "/" WANTS "a.service");
}

/* systemd 252: what such a unit wants was never started, of what it requires
 * besides the masked one some was. */
static void
neighbours_of_the_masked(void **state)
{
	struct fixture *f = *state;

	service(f, "a.service", "Requires=b.service c.service\n"
	    "Wants=d.service e.service\n");
	tree_link(&f->tree, ETC "b.service", "/dev/null");
	service(f, "c.service", "");
	service(f, "d.service", "Wants=g.service\n");
	service(f, "e.service", "");
	service(f, "g.service", "");
	tree_link(&f->tree, WANTS "a.service", "x");
	tree_link(&f->tree, WANTS "e.service", "x");
	expect(f, "a.service", TRI_YES, "/" WANTS "a.service");
	expect(f, "c.service", TRI_UNKNOWN, "/" USR "a.service");
	expect(f, "d.service", TRI_UNKNOWN, "/" USR "a.service");
	expect(f, "g.service", TRI_UNKNOWN, "/" USR "d.service");
	assert_int_equal(find(f, "e.service")->at_boot, TRI_YES);
	assert_string_equal(find(f, "c.service")->reason,
	    "a.service requires something that cannot be loaded");
	/* One that requires it may give up likewise. */
	service(f, "h.service", "Requires=a.service\nWants=i.service\n");
	service(f, "i.service", "");
	tree_link(&f->tree, WANTS "h.service", "x");
	expect(f, "h.service", TRI_YES, "/" WANTS "h.service");
	expect(f, "i.service", TRI_UNKNOWN, "/" USR "h.service");
	/* Without the mask all is plain. */
	unlink(tree_path(&f->tree, ETC "b.service"));
	service(f, "b.service", "");
	expect(f, "c.service", TRI_YES, "/" USR "a.service");
	expect(f, "i.service", TRI_YES, "/" USR "h.service");
}

static void
mask_of_a_link(void **state)
{
	struct fixture *f = *state;

	service(f, "a.service", "");
	tree_link(&f->tree, USR "multi-user.target.wants/a.service",
	    "../a.service");
	expect(f, "a.service", TRI_YES,
	    "/" USR "multi-user.target.wants/a.service");
	tree_link(&f->tree, WANTS "a.service", "/dev/null");
	expect(f, "a.service", TRI_NO, NULL);
}

static void
default_target(void **state)
{
	struct fixture *f = *state;

	service(f, "a.service", "");
	tree_link(&f->tree, ETC "graphical.target.wants/a.service", "x");
	expect(f, "a.service", TRI_YES,
	    "/" ETC "graphical.target.wants/a.service");
	tree_link(&f->tree, ETC "default.target",
	    "/lib/systemd/system/multi-user.target");
	expect(f, "a.service", TRI_NO, NULL);
	expect(f, "multi-user.target", TRI_YES, "/" ETC "default.target");
	unlink(tree_path(&f->tree, ETC "default.target"));
	unlink(tree_path(&f->tree, USR "default.target"));
	expect(f, "a.service", TRI_NO, NULL);
	assert_non_null(f->units.doubts);
}

static void
conditions(void **state)
{
	struct fixture *f = *state;

	service(f, "a.service", "ConditionPathExists=/etc/a\n");
	service(f, "b.service", "ConditionVirtualization=no\n");
	tree_link(&f->tree, WANTS "a.service", "x");
	tree_link(&f->tree, WANTS "b.service", "x");
	expect(f, "a.service", TRI_NO, "/" WANTS "a.service");
	assert_string_equal(find(f, "a.service")->because->next->text,
	    "ConditionPathExists=/etc/a");
	expect(f, "b.service", TRI_UNKNOWN, "/" WANTS "b.service");
	tree_file(&f->tree, "etc/a", "");
	expect(f, "a.service", TRI_YES, "/" WANTS "a.service");
}

static void
refused(void **state)
{
	struct fixture *f = *state;

	service(f, "a.service", "");
	tree_link(&f->tree, WANTS "a.service", "x");
	tree_file(&f->tree, ETC "a.service.d/x.conf",
	    "[Service]\nExecStart=/y\n");
	expect(f, "a.service", TRI_NO, "/" WANTS "a.service");
	assert_string_equal(find(f, "a.service")->reason,
	    "systemd refuses it: more than one ExecStart=");
	tree_file(&f->tree, ETC "a.service.d/x.conf",
	    "[Service]\nExecStart=\n");
	expect(f, "a.service", TRI_NO, "/" WANTS "a.service");
	tree_file(&f->tree, ETC "a.service.d/x.conf",
	    "[Service]\nExecStart=\nExecStart=/y\n");
	expect(f, "a.service", TRI_YES, "/" WANTS "a.service");
}

static void
unreadable(void **state)
{
	struct fixture *f = *state;

	tree_folder(&f->tree, USR "a.service");
	tree_link(&f->tree, WANTS "a.service", "x");
	expect(f, "a.service", TRI_UNKNOWN, "/" WANTS "a.service");
	assert_string_equal(find(f, "a.service")->reason,
	    "it cannot be read");
	assert_string_equal(f->units.doubts->at.path, "/" USR "a.service");
}

static void
rc_script(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "etc/init.d/sendmail", "#!/bin/sh\n");
	assert_int_equal(chmod(tree_path(&f->tree, "etc/init.d/sendmail"),
	    0755), 0);
	expect(f, "sendmail.service", TRI_NO, NULL);
	tree_link(&f->tree, "etc/rc3.d/S01sendmail", "../init.d/sendmail");
	expect(f, "sendmail.service", TRI_YES, "/etc/rc3.d/S01sendmail");
	/* As on Debian 13: a unit of its own, which is disabled. */
	service(f, "sendmail.service", "");
	expect(f, "sendmail.service", TRI_NO, NULL);
}

static void
instances(void **state)
{
	struct fixture *f = *state;

	service(f, "postfix.service", "");
	service(f, "postfix@.service", "PartOf=postfix.service\n");
	tree_link(&f->tree, WANTS "postfix.service", "x");
	tree_file(&f->tree, "usr/lib/systemd/system-generators/"
	    "postfix-instance-generator", "#!/bin/sh\n");
	assert_int_equal(chmod(tree_path(&f->tree, "usr/lib/systemd/"
	    "system-generators/postfix-instance-generator"), 0755), 0);
	expect(f, "postfix@-.service", TRI_YES, "/usr/lib/systemd/"
	    "system-generators/postfix-instance-generator");
	expect(f, "postfix@.service", TRI_NO, NULL);
}

static void
sockets(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, USR "m.socket", "[Socket]\nListenStream=25\n");
	service(f, "m@.service", "");
	expect(f, "m.socket", TRI_NO, NULL);
	tree_link(&f->tree, ETC "sockets.target.wants/m.socket", "x");
	expect(f, "m.socket", TRI_YES,
	    "/" ETC "sockets.target.wants/m.socket");
	expect(f, "m@.service", TRI_NO, NULL);
}

#define CASE(name) \
	cmocka_unit_test_setup_teardown(name, setup_targets, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(links), CASE(required_though_disabled),
		CASE(requires_masked), CASE(neighbours_of_the_masked),
		CASE(mask_of_a_link),
		CASE(default_target), CASE(conditions), CASE(refused),
		CASE(unreadable), CASE(rc_script), CASE(instances),
		CASE(sockets),
	};

	return cmocka_run_group_tests_name("unit_boot", tests, NULL, NULL);
}
