/* os-release, first lines, and which init a Linux tree boots. */
#include "tests/unit/unit.h"

#include "platforms/platform.h"
#include "tests/unit/hosttree.h"

static struct os_id
look(struct fixture *f)
{
	struct os_id id;

	assert_int_equal(os_id_read(&f->host, &f->pool, &id), 0);
	return id;
}

static void
os_release(void **state)
{
	struct fixture *f = *state;
	struct os_id id = look(f);

	assert_null(id.id);
	assert_null(id.sysname);
	tree_file(&f->tree, "etc/os-release", "# ID=no\nID=rocky # x\n"
	    "ID_LIKE=\"rhel centos fedora\"\nVERSION_ID='9.3'\n"
	    "PRETTY_NAME=\"Rocky Linux 9.3 \\\"Blue\\\"\"\n");
	id = look(f);
	assert_string_equal(id.id, "rocky");
	assert_string_equal(id.version_id, "9.3");
	assert_string_equal(id.pretty_name, "Rocky Linux 9.3 \"Blue\"");
	assert_true(os_is_like(&id, "rhel"));
	assert_true(os_is_like(&id, "rocky"));
	assert_false(os_is_like(&id, "cent"));
}

static void
a_live_host_has_a_name(void **state)
{
	struct fixture *f = *state;

	f->host.source = SOURCE_LIVE;
	assert_non_null(look(f).sysname);
}

static void
a_capture_too(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, ".hardenmail/uname", "AIX\n3\nrelay1\n4\n");
	assert_null(look(f).sysname);		/* no capture, a tree */
	f->host.source = SOURCE_CAPTURE;
	assert_string_equal(look(f).sysname, "AIX");
	assert_string_equal(look(f).release, "3");
}

static void
first_lines(void **state)
{
	struct fixture *f = *state;
	struct os_id id = look(f);

	tree_file(&f->tree, "etc/release", "   Solaris 8 2/02 SPARC  \nX\n");
	assert_true(os_says(&id, "/etc/release", "Solaris"));
	assert_false(os_says(&id, "/etc/release", "X"));
	assert_string_equal(os_line(&id, "/etc/release", &f->pool),
	    "Solaris 8 2/02 SPARC");
	assert_false(os_says(&id, "/etc/none", ""));
	assert_null(os_line(&id, "/etc/none", &f->pool));
	tree_file(&f->tree, "etc/lsb-release", "A=1\nDISTRIB_ID=Ubuntu\n");
	assert_string_equal(os_value(&id, "/etc/lsb-release", "DISTRIB_ID",
	    &f->pool), "Ubuntu");
	assert_null(os_value(&id, "/etc/lsb-release", "ISTRIB_ID", &f->pool));
}

static const char *
init(struct fixture *f)
{
	struct os_id id = look(f);
	const char *name = os_linux_init(&id);

	return name == NULL ? "none" : name;
}

static void
inits(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(init(f), "none");
	tree_folder(&f->tree, "etc/rc2.d");
	assert_string_equal(init(f), "sysv");
	tree_file(&f->tree, "lib/systemd/systemd", "x");
	assert_string_equal(init(f), "systemd");
	tree_file(&f->tree, "etc/inittab", "id:2:initdefault:\n");
	assert_string_equal(init(f), "sysv");
	tree_link(&f->tree, "sbin/init", "../lib/systemd/systemd");
	assert_string_equal(init(f), "systemd");
}

static void
upstart_and_openrc(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "sbin/initctl", "x");
	tree_file(&f->tree, "etc/init/rc.conf", "x");
	tree_file(&f->tree, "etc/inittab", "id:3:initdefault:\n");
	assert_string_equal(init(f), "upstart");
	tree_file(&f->tree, "sbin/openrc", "x");
	tree_folder(&f->tree, "etc/runlevels/default");
	assert_string_equal(init(f), "openrc");
}

static void
what_runs_counts_on_live_hosts(void **state)
{
	struct fixture *f = *state;

	f->host.source = SOURCE_LIVE;
	tree_folder(&f->tree, "run/systemd/system");
	tree_file(&f->tree, "etc/inittab", "id:2:initdefault:\n");
	assert_string_equal(init(f), "systemd");
	f->host.source = SOURCE_ROOT;
	assert_string_equal(init(f), "sysv");
}

static struct os_version
linux_of(struct fixture *f)
{
	static const char *const files[] = { "/etc/slackware-version",
		"/etc/arch-release", NULL };
	struct os_version v = { .title = NULL };
	struct os_id id = look(f);

	assert_int_equal(os_describe_linux(&id, &f->pool, files, "A family",
	    &v), 0);
	return v;
}

static void
descriptions(void **state)
{
	struct fixture *f = *state;
	struct os_version v = { .title = NULL };

	assert_int_equal(os_describe_unix(&f->pool, "AIX", NULL, &v), 0);
	assert_string_equal(v.title, "AIX");
	assert_null(v.version);
	assert_int_equal(os_describe_unix(&f->pool, "AIX", "4.1", &v), 0);
	assert_string_equal(v.title, "AIX 4.1");
	assert_string_equal(v.distribution, "AIX");
	v = linux_of(f);
	assert_string_equal(v.title, "A family");
	assert_string_equal(v.distribution, "A family");
	assert_null(v.version);
	/* Arch's is there, and empty. */
	tree_file(&f->tree, "etc/arch-release", "\n");
	assert_string_equal(linux_of(f).title, "A family");
	tree_file(&f->tree, "etc/slackware-version", "Slackware 10.2.0\n");
	v = linux_of(f);
	assert_string_equal(v.title, "Slackware 10.2.0");
	assert_string_equal(v.distribution, "Slackware");
	assert_string_equal(v.version, "10.2.0");
	assert_string_equal(v.evidence[0], "/etc/slackware-version");
	assert_string_equal(v.evidence[1], "/etc/arch-release");
	assert_null(v.evidence[2]);
	tree_file(&f->tree, "etc/os-release", "ID=slackware\n"
	    "VERSION_ID=15.0\nPRETTY_NAME=\"Slackware 15.0 x86_64\"\n");
	v = linux_of(f);
	assert_string_equal(v.title, "Slackware 15.0 x86_64");
	assert_string_equal(v.version, "15.0");
	assert_string_equal(v.evidence[0], "/etc/os-release");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(os_release),
		TEST(a_live_host_has_a_name),
		TEST(a_capture_too),
		TEST(first_lines),
		TEST(inits),
		TEST(upstart_and_openrc),
		TEST(what_runs_counts_on_live_hosts),
		TEST(descriptions),
	};

	return cmocka_run_group_tests_name("os_id", tests, NULL, NULL);
}
