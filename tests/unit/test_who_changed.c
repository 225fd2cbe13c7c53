/* Who changed a host: dpkg's log and lists, and the kernel's login ids. */
#include "tests/unit/unit.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "agent/run/who_changed.h"
#include "tests/unit/tree.h"

#define NINE 1795338000		/* 2026-11-22 09:00:00 UTC */

static struct tree tree;
static struct host host;
static struct since s;

static int
setup(void **state)
{
	setenv("TZ", "UTC0", 1);
	tzset();
	tree_make(&tree);
	tree_file(&tree, "var/lib/dpkg/info/sendmail-bin.list",
	    "/.\n/etc/init.d\n/etc/init.d/sendmail\n"
	    "/lib/systemd/system/sendmail.service\n");
	tree_file(&tree, "var/lib/dpkg/info/libx:amd64.list",
	    "/etc/init.d/x\n");
	tree_file(&tree, "var/log/dpkg.log",
	    "2026-11-21 09:00:00 upgrade old:all 1 2\n"
	    "2026-11-22 09:00:10 startup archives unpack\n"
	    "2026-11-22 09:00:10 upgrade sendmail-bin:amd64 8.16 8.17\n"
	    "2026-11-22 09:00:12 status unpacked sendmail-bin:amd64 8.17\n"
	    "2026-11-22 09:00:20 configure libx:amd64 3 <none>\n"
	    "2026-11-22 09:00:22 status installed libx:amd64 3\n"
	    "2026-11-22 09:00:30 configure sendmail-bin:amd64 8.17 <none>\n"
	    "2026-11-22 09:00:34 status installed sendmail-bin:amd64 8.17\n"
	    "2026-11-22 09:00:35 trigproc man-db:all 2 <none>\n");
	tree_file(&tree, "etc/init.d/sendmail", "x");
	tree_link(&tree, "etc/rc2.d/S01sendmail", "../init.d/sendmail");
	tree_file(&tree, "etc/passwd", "root:x:0:0:root:/root:/bin/sh\n"
	    "+::::::\nalice:x:1000:1000::/home/alice:/bin/sh\n");
	tree_file(&tree, "proc/99/loginuid", "1000");
	tree_file(&tree, "proc/98/loginuid", "4294967295");
	host = (struct host){ .root = ROOT_INIT };
	assert_int_equal(root_open(&host.root, tree.path, NULL), 0);
	s = SINCE_INIT;
	s.good = NINE;
	return 0;
}

static int
teardown(void **state)
{
	since_release(&s);
	root_release(&host.root);
	tree_remove(&tree);
	unsetenv("TZ");
	tzset();
	return 0;
}

static const char *
owner(const char *path, int64_t when)
{
	struct since_file *f;

	since_release(&s);
	s.good = NINE;
	f = since_add_file(&s, path, true);
	f->when = when;
	assert_int_equal(who_packages(&host, &s, NINE + 60), 0);
	return f->package == NULL ? "nobody" : f->package;
}

static void
packages(void **state)
{
	/* It is told by the time of the file too. */
	tree_file(&tree, "var/log/dnf.rpm.log", "2026-11-22T09:00:40Z "
	    "SUBDEBUG Upgrade: sendmail-8.16.1-11.el9.x86_64\n");
	assert_int_equal(who_packages(&host, &s, NINE + 60), 0);
	assert_string_equal(s.packages->name, "sendmail-bin");
	assert_string_equal(s.packages->action, "upgrade");
	assert_string_equal(s.packages->version, "8.17");
	assert_string_equal(s.packages->tool, "dpkg");
	assert_int_equal(s.packages->when, NINE + 10);
	assert_int_equal(s.packages->until, NINE + 34);
	assert_string_equal(s.packages->next->name, "libx");
	assert_string_equal(s.packages->next->next->name, "sendmail");
	assert_string_equal(s.packages->next->next->tool, "rpm");
	assert_int_equal(s.packages->next->next->when, NINE + 40);
	assert_null(s.packages->next->next->next);
}

static void
owners(void **state)
{
	assert_string_equal(owner("/etc/init.d/sendmail", NINE + 12),
	    "sendmail-bin");
	assert_string_equal(owner("/etc/init.d/sendmail", NINE + 32),
	    "sendmail-bin");
	/* What the link leads to. */
	assert_string_equal(owner("/etc/rc2.d/S01sendmail", NINE + 33),
	    "sendmail-bin");
	assert_string_equal(owner("/usr/lib/systemd/system/sendmail.service",
	    NINE + 11), "sendmail-bin");
	assert_string_equal(owner("/etc/init.d/x", NINE + 21), "libx");
	/* While something else was at work, or nothing was. */
	assert_string_equal(owner("/etc/init.d/sendmail", NINE + 21),
	    "nobody");
	assert_string_equal(owner("/etc/init.d/sendmail", NINE + 26),
	    "nobody");
	assert_string_equal(owner("/etc/init.d/sendmail", NINE + 50),
	    "nobody");
	assert_string_equal(owner("/etc/init.d/sendmail", 0), "nobody");
	/* Nobody's. */
	assert_string_equal(owner("/etc/mail/sendmail.cf", NINE + 32),
	    "nobody");
	assert_string_equal(owner("/etc/init.d/x", NINE + 32), "nobody");
}

static void
never_in_its_mode(void **state)
{
	s.good = 0;
	assert_int_equal(who_packages(&host, &s, NINE + 60), 0);
	assert_null(s.packages);
}

static void
local_time(void **state)
{
	setenv("TZ", "CET-1", 1);
	tzset();
	s.good = NINE - 3600;
	assert_int_equal(who_packages(&host, &s, NINE + 60), 0);
	assert_int_equal(s.packages->when, NINE - 3600 + 10);
}

static void
processes(void **state)
{
	const struct who_process before[] = { { .pid = 97, .start = 5 },
		{ .pid = 98, .start = 5 } };
	struct process session = { .pid = 100, .role = ROLE_SESSION },
	    by_alice = { .next = &session, .pid = 99, .role = ROLE_DAEMON,
		.command = "sendmail -bd" },
	    other = { .next = &by_alice, .pid = 98, .start = 6,
		.role = ROLE_DAEMON, .unit = "sendmail.service" },
	    same = { .next = &other, .pid = 97, .start = 5,
		.role = ROLE_DAEMON };
	struct facts f = { .processes = &same };

	assert_int_equal(who_processes(&host, &f, before, 2, &s), 0);
	assert_int_equal(s.processes->pid, 98);
	assert_int_equal(s.processes->login, -1);
	assert_null(s.processes->user);
	assert_string_equal(s.processes->unit, "sendmail.service");
	assert_int_equal(s.processes->next->pid, 99);
	assert_int_equal(s.processes->next->login, 1000);
	assert_string_equal(s.processes->next->user, "alice");
	assert_string_equal(s.processes->next->command, "sendmail -bd");
	assert_null(s.processes->next->next);
}

static void
users(void **state)
{
	struct since_file *f = since_add_file(&s, "/etc/a", true);
	struct since_writer *a, *b, *c;

	assert_non_null(f);
	a = since_add_writer(&s, f);
	b = since_add_writer(&s, f);
	f = since_add_file(&s, "/etc/b", false);
	assert_non_null(f);
	c = since_add_writer(&s, f);
	assert_true(a != NULL && b != NULL && c != NULL);
	a->uid = 0;
	a->login = 1000;
	b->uid = 1001;
	c->uid = 1000;
	assert_int_equal(who_users(&host, &s), 0);
	assert_string_equal(a->user, "root");
	assert_string_equal(a->login_user, "alice");
	assert_null(b->user);
	assert_null(b->login_user);
	assert_string_equal(c->user, "alice");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(packages, setup, teardown),
		cmocka_unit_test_setup_teardown(owners, setup, teardown),
		cmocka_unit_test_setup_teardown(never_in_its_mode, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(local_time, setup, teardown),
		cmocka_unit_test_setup_teardown(processes, setup, teardown),
		cmocka_unit_test_setup_teardown(users, setup, teardown),
	};

	return cmocka_run_group_tests_name("who_changed", tests, NULL, NULL);
}
