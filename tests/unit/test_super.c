/* Would inetd run after the next boot? */
#include "tests/unit/unit.h"

#include "platforms/super.h"
#include "tests/unit/hosttree.h"

static struct super
look(struct fixture *f, const char *kind, unsigned flags, const char *args)
{
	const struct entry entry = { .flags = flags, .args = args };
	struct super s;

	assert_int_equal(super_read(&f->host, &entry, &f->facts, kind,
	    &f->pool, &s, &f->err), 0);
	return s;
}

static void
always(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(look(f, "inetd", ENTRY_ALWAYS, NULL).at_boot,
	    TRI_YES);
}

/* inetd(1M) of Solaris 10: what the first boot did not make services of,
 * nobody reads any more. */
static void
smf_has_its_own(void **state)
{
	struct fixture *f = *state;
	struct super s;

	f->facts.init = "smf";
	f->host.source = SOURCE_CAPTURE;
	s = look(f, "inetd", ENTRY_ALWAYS, NULL);
	assert_int_equal(s.at_boot, TRI_UNKNOWN);
	assert_non_null(strstr(s.reason, "inetconv"));
	tree_file(&f->tree, ".hardenmail/svcprop",
	    "svc:/network/inetd-upgrade:default/:properties/general/enabled "
	    "boolean false\n");
	assert_int_equal(look(f, "inetd", ENTRY_ALWAYS, NULL).at_boot,
	    TRI_NO);
	tree_file(&f->tree, ".hardenmail/svcprop",
	    "svc:/network/inetd-upgrade:default/:properties/general/enabled "
	    "boolean true\n");
	assert_int_equal(look(f, "inetd", ENTRY_ALWAYS, NULL).at_boot,
	    TRI_UNKNOWN);
}

/* FreeBSD: inetd_enable of rc.conf. */
static void
by_rc_conf(void **state)
{
	struct fixture *f = *state;
	struct super s;

	f->facts.init = "rc.subr";
	f->facts.platform = "freebsd";
	tree_file(&f->tree, "etc/rc.d/inetd", "#!/bin/sh\n. /etc/rc.subr\n"
	    "name=inetd\nrcvar=inetd_enable\nload_rc_config $name\n"
	    "command=/usr/sbin/inetd\nrun_rc_command \"$1\"\n");
	tree_file(&f->tree, "etc/defaults/rc.conf", "inetd_enable=NO\n");
	assert_int_equal(look(f, "inetd", 0, NULL).at_boot, TRI_NO);
	tree_file(&f->tree, "etc/rc.conf", "inetd_enable=\"YES\"\n");
	s = look(f, "inetd", 0, NULL);
	assert_int_equal(s.at_boot, TRI_YES);
	assert_string_equal(s.because->path, "/etc/rc.d/inetd");
	tree_file(&f->tree, "etc/rc.conf", "inetd_enable=\"YES\n");
	s = look(f, "inetd", 0, NULL);
	assert_int_equal(s.at_boot, TRI_UNKNOWN);
	assert_non_null(s.reason);
}

static void
by_rc_tcpip(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "etc/rc.tcpip", "start()\n{\n\t$1 $3\n}\n"
	    "start /usr/sbin/inetd \"$src_running\"\n");
	assert_int_equal(look(f, "inetd", ENTRY_ALWAYS,
	    "/etc/rc.tcpip").at_boot, TRI_YES);
	tree_file(&f->tree, "etc/rc.tcpip", "start()\n{\n\t$1 $3\n}\n"
	    "#start /usr/sbin/inetd \"$src_running\"\n");
	assert_int_equal(look(f, "inetd", ENTRY_ALWAYS,
	    "/etc/rc.tcpip").at_boot, TRI_NO);
}

static void
by_an_rc_link(void **state)
{
	struct fixture *f = *state;
	struct super s;

	tree_file(&f->tree, "etc/inittab", "id:2:initdefault:\n");
	tree_file(&f->tree, "etc/rc3.d/S20openbsd-inetd", "x");
	tree_file(&f->tree, "etc/rc2.d/K80inetd", "x");
	tree_file(&f->tree, "usr/sbin/inetd", "x");
	s = look(f, "inetd", 0, NULL);
	assert_int_equal(s.at_boot, TRI_UNKNOWN);
	assert_non_null(s.reason);
	tree_file(&f->tree, "etc/init.d/openbsd-inetd", "x");
	assert_int_equal(look(f, "inetd", 0, NULL).at_boot, TRI_NO);
	tree_file(&f->tree, "etc/rc2.d/S20openbsd-inetd", "x");
	s = look(f, "inetd", 0, NULL);
	assert_int_equal(s.at_boot, TRI_YES);
	assert_string_equal(s.because->path, "/etc/rc2.d/S20openbsd-inetd");
	assert_int_equal(look(f, "xinetd", 0, NULL).at_boot, TRI_UNKNOWN);
}

static void
not_installed(void **state)
{
	struct fixture *f = *state;
	char name[64];
	int i;

	assert_int_equal(look(f, "inetd", 0, NULL).at_boot, TRI_UNKNOWN);
	tree_file(&f->tree, "usr/sbin/cron", "x");
	assert_int_equal(look(f, "inetd", 0, NULL).at_boot, TRI_UNKNOWN);
	for (i = 0; i < 120; i++) {
		snprintf(name, sizeof(name), "usr/sbin/program%d", i);
		tree_file(&f->tree, name, "x");
	}
	assert_int_equal(look(f, "inetd", 0, NULL).at_boot, TRI_NO);
}

static void
by_a_unit(void **state)
{
	struct fixture *f = *state;

	f->facts.init = "systemd";
	tree_link(&f->tree, "etc/systemd/system/default.target",
	    "/usr/lib/systemd/system/multi-user.target");
	tree_file(&f->tree, "usr/lib/systemd/system/multi-user.target",
	    "[Unit]\nDescription=x\n");
	tree_file(&f->tree, "usr/lib/systemd/system/inetd.service",
	    "[Service]\nExecStart=/usr/sbin/inetd -i\n"
	    "[Install]\nWantedBy=multi-user.target\n");
	tree_file(&f->tree, "usr/sbin/inetd", "x");
	assert_int_equal(look(f, "inetd", 0, NULL).at_boot, TRI_NO);
	tree_link(&f->tree,
	    "etc/systemd/system/multi-user.target.wants/inetd.service",
	    "/usr/lib/systemd/system/inetd.service");
	assert_int_equal(look(f, "inetd", 0, NULL).at_boot, TRI_YES);
}

static void
by_a_link_of_suse(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "etc/inittab", "id:3:initdefault:\n");
	tree_file(&f->tree, "etc/init.d/xinetd", "x");
	assert_int_equal(look(f, "xinetd", 0, NULL).at_boot, TRI_NO);
	tree_link(&f->tree, "etc/init.d/rc3.d/S05xinetd", "../xinetd");
	assert_int_equal(look(f, "xinetd", 0, NULL).at_boot, TRI_YES);
}

/* Folders rcN.d say nothing there. */
static void
by_a_run_level_of_openrc(void **state)
{
	struct fixture *f = *state;
	struct super s;

	f->facts.init = "openrc";
	tree_file(&f->tree, "etc/inittab", "id:3:initdefault:\n");
	tree_file(&f->tree, "etc/init.d/xinetd", "x");
	tree_link(&f->tree, "etc/rc3.d/S20xinetd", "../init.d/xinetd");
	assert_int_equal(look(f, "xinetd", 0, NULL).at_boot, TRI_NO);
	tree_link(&f->tree, "etc/runlevels/default/xinetd",
	    "/etc/init.d/xinetd");
	s = look(f, "xinetd", 0, NULL);
	assert_int_equal(s.at_boot, TRI_YES);
	assert_string_equal(s.because->path, "/etc/runlevels/default/xinetd");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(always),
		TEST(smf_has_its_own),
		TEST(by_rc_conf),
		TEST(by_rc_tcpip),
		TEST(by_an_rc_link),
		TEST(by_a_link_of_suse),
		TEST(by_a_run_level_of_openrc),
		TEST(not_installed),
		TEST(by_a_unit),
	};

	return cmocka_run_group_tests_name("super", tests, NULL, NULL);
}
