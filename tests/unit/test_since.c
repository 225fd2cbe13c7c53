/* Who re-enabled it: never more than is known. */
#include "tests/unit/unit.h"

#include <stdio.h>
#include <string.h>

#include "agent/model/since.h"

static struct since s;

static struct since_file *
file(const char *path, bool named, const char *package)
{
	struct since_file *f = since_add_file(&s, path, named);

	assert_non_null(f);
	f->package = package;
	return f;
}

static void
package(const char *name)
{
	struct since_package *p = since_add_package(&s);

	assert_non_null(p);
	p->tool = "dpkg";
	p->action = "upgrade";
	p->name = name;
	p->version = "8.17";
}

static void
by(const char *expected)
{
	assert_string_equal(since_by(&s), expected);
	since_release(&s);
	s = SINCE_INIT;
}

static void
nothing_is_known(void **state)
{
	s = SINCE_INIT;
	by("unknown");
	file("/etc/mail/sendmail.cf", true, NULL);
	package("sendmail-bin");
	by("unknown");
	since_add_login(&s)->user = "alice";
	file("/etc/mail/sendmail.cf", true, NULL);
	by("unknown");
}

static void
a_package(void **state)
{
	file("/etc/init.d/sendmail", true, "sendmail-bin");
	package("perl");
	package("sendmail-bin");
	by("package sendmail-bin 8.17 (dpkg, upgrade)");
	/* It is not what made the finding fail. */
	file("/etc/init.d/sendmail", false, "sendmail-bin");
	file("/etc/mail/sendmail.cf", true, NULL);
	package("sendmail-bin");
	by("unknown");
	/* No finding names any, and one is nobody's. */
	file("/etc/init.d/sendmail", false, "sendmail-bin");
	file("/etc/init.d/other", false, NULL);
	package("sendmail-bin");
	by("unknown");
	file("/etc/init.d/sendmail", false, "sendmail-bin");
	package("sendmail-bin");
	by("package sendmail-bin 8.17 (dpkg, upgrade)");
}

static struct since_writer *
writer(struct since_file *f, const char *exe, long pid)
{
	struct since_writer *w = since_add_writer(&s, f);

	assert_non_null(w);
	assert_int_equal(w->uid, -1);
	assert_int_equal(w->login, -1);
	w->exe = exe;
	w->pid = pid;
	w->uid = 0;
	return w;
}

static void
a_process(void **state)
{
	struct since_writer *w;

	writer(file("/etc/mail/sendmail.cf", true, NULL), "/usr/bin/vi",
	    4711);
	by("/usr/bin/vi, pid 4711 of user 0");
	w = writer(file("/etc/mail/sendmail.cf", true, NULL),
	    "/usr/bin/perl", 4711);
	w->command = "perl /usr/sbin/update-rc.d sendmail enable";
	w->user = "root";
	w->login = 1000;
	by("/usr/bin/perl (perl /usr/sbin/update-rc.d sendmail enable), "
	    "pid 4711 of user root, logged in as 1000");
	/* It had ended, but for its name. */
	w = writer(file("/etc/mail/sendmail.cf", true, NULL), NULL, 4712);
	w->name = "mv";
	w->user = "root";
	w->login = 1000;
	w->login_user = "alice";
	by("mv, pid 4712 of user root, logged in as alice");
	/* Nothing but its number. */
	w = writer(file("/etc/mail/sendmail.cf", true, NULL), NULL, 4712);
	w->uid = -1;
	by("unknown");
	w = writer(file("/etc/mail/sendmail.cf", true, NULL), "/bin/x", 1);
	w->uid = -1;
	by("/bin/x, pid 1");
}

/* All that had a hand in it are named, or none. */
static void
several_processes(void **state)
{
	struct since_file *f;
	int i;

	f = file("/etc/mail/sendmail.cf", true, NULL);
	writer(f, "/usr/bin/vi", 1);
	writer(f, "/bin/chmod", 2);
	/* The same of another file; what is not named has no part in it. */
	writer(file("/etc/mail/submit.cf", true, NULL), "/usr/bin/vi", 1);
	writer(file("/etc/x", false, NULL), "/bin/cp", 3);
	by("/usr/bin/vi, pid 1 of user 0; /bin/chmod, pid 2 of user 0");
	f = file("/etc/mail/sendmail.cf", true, NULL);
	writer(f, "/usr/bin/vi", 1);
	writer(f, NULL, 2);
	by("unknown");
	f = file("/etc/mail/sendmail.cf", true, NULL);
	writer(f, "/usr/bin/vi", 1);
	file("/etc/mail/submit.cf", true, NULL);
	by("unknown");
	f = file("/etc/mail/sendmail.cf", true, NULL);
	for (i = 0; i < 4; i++)
		writer(f, "/usr/bin/vi", i);
	by("unknown");
	s = SINCE_INIT;
	f = file("/etc/mail/sendmail.cf", true, NULL);
	for (i = 0; i < SINCE_WRITERS; i++)
		writer(f, "/usr/bin/vi", i);
	assert_null(since_add_writer(&s, f));
	assert_false(s.pool.failed);
	by("unknown");
}

/* A package manager has many processes. */
static void
whose_package(void **state)
{
	struct since_file *f;
	struct since_writer *w;

	f = file("/etc/init.d/sendmail", true, "sendmail-bin");
	package("sendmail-bin");
	writer(f, "/usr/bin/dpkg", 1)->user = "root";
	writer(f, "/bin/sh", 2)->user = "root";
	by("package sendmail-bin 8.17 (dpkg, upgrade), process of user root");
	f = file("/etc/init.d/sendmail", true, "sendmail-bin");
	package("sendmail-bin");
	writer(f, "/usr/bin/dpkg", 1)->login = 1000;
	writer(f, "/bin/sh", 2);
	by("package sendmail-bin 8.17 (dpkg, upgrade)");
	f = file("/etc/init.d/sendmail", true, "sendmail-bin");
	package("sendmail-bin");
	w = writer(f, NULL, 1);
	w->uid = -1;
	by("package sendmail-bin 8.17 (dpkg, upgrade)");
}

static void
a_daemon_by_hand(void **state)
{
	struct since_process *p = since_add_process(&s);

	p->pid = 99;
	p->login = 1000;
	p->user = "alice";
	by("user alice, who started process 99");
	p = since_add_process(&s);
	p->pid = 99;
	p->login = 1000;
	by("user 1000, who started process 99");
	p = since_add_process(&s);
	p->login = -1;
	by("unknown");
	/* The unit's start is the manager's, and files come first. */
	p = since_add_process(&s);
	p->login = 1000;
	file("/etc/mail/sendmail.cf", true, NULL);
	by("unknown");
}

static void
named_first_and_no_more_than_a_few(void **state)
{
	char path[32];
	int i;

	for (i = 0; i < SINCE_MAX + 3; i++) {
		snprintf(path, sizeof(path), "/etc/%d", i);
		since_add_file(&s, path, false);
	}
	assert_int_equal(s.more, 3);
	assert_string_equal(s.files->path, "/etc/0");
	/* One that is named takes the place of one that is not. */
	file("/etc/x", true, NULL);
	file("/etc/y", true, NULL);
	assert_int_equal(s.more, 5);
	assert_string_equal(s.files->path, "/etc/x");
	assert_string_equal(s.files->next->path, "/etc/y");
	assert_string_equal(s.files->next->next->path, "/etc/0");
	since_release(&s);
	s = SINCE_INIT;
}

static void
lists_have_an_end(void **state)
{
	struct since_login *l;
	int i;

	s = SINCE_INIT;
	for (i = 0; i < SINCE_MAX; i++) {
		package("x");
		assert_non_null(since_add_process(&s));
		l = since_add_login(&s);
		assert_non_null(l);
		l->user = i == 0 ? "first" : "other";
	}
	assert_null(since_add_package(&s));
	assert_null(since_add_process(&s));
	assert_null(since_add_login(&s));
	assert_false(s.pool.failed);
	assert_string_equal(s.logins->user, "first");
	assert_string_equal(s.logins->next->user, "other");
	assert_string_equal(s.packages->name, "x");
	since_release(&s);
	s = SINCE_INIT;
}

static void
names(void **state)
{
	assert_string_equal(since_kind_name(SINCE_NEW), "new");
	assert_string_equal(since_kind_name(SINCE_GONE), "gone");
	assert_string_equal(since_kind_name(SINCE_CONTENTS), "contents");
	assert_string_equal(since_kind_name(SINCE_MODE), "mode");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_known),
		cmocka_unit_test(a_package),
		cmocka_unit_test(a_process),
		cmocka_unit_test(several_processes),
		cmocka_unit_test(whose_package),
		cmocka_unit_test(a_daemon_by_hand),
		cmocka_unit_test(named_first_and_no_more_than_a_few),
		cmocka_unit_test(lists_have_an_end),
		cmocka_unit_test(names),
	};

	return cmocka_run_group_tests_name("since", tests, NULL, NULL);
}
