/* What a capture takes along: of the tables, and of none that is private. */
#include "tests/unit/unit.h"

#include <string.h>

#include "platforms/capture_paths.h"

static struct pool pool;
static struct strv list;

static int
fill(void **state)
{
	assert_int_equal(capture_paths(&pool, &list), 0);
	return 0;
}

static int
empty(void **state)
{
	pool_release(&pool);
	list = (struct strv){ .n = 0 };
	return 0;
}

static void
has(const char *line)
{
	if (!strv_has(&list, line))
		fail_msg("no line %s", line);
}

static void
tables_are_in_it(void **state)
{
	has("w /sbin/rc?.d");			/* HP-UX: entry */
	has("w /sbin/init.d");			/* its scripts */
	has("w /var/cron/tabs");		/* entry, of a glob */
	has("w /usr/spool/cron/crontabs");
	has("w /usr/lib/sendmail.cf");		/* cf_paths */
	has("w /var/run/sendmail.pid");		/* pid_files */
	has("w /run/sendmail/mta/queue.pid");
	has("f /usr/lib/sendmail");		/* mta_paths */
	has("f /opt/freeware/sbin/postfix");
	has("m /var/adm/syslog/mail.log");	/* maillog_usual */
	has("w /usr/local/etc");		/* FreeBSD's rc.d is below */
}

static void
what_tells_systems_apart_is_only_named(void **state)
{
	has("n /usr/lpp");			/* AIX: match */
	has("n /stand");			/* HP-UX: describe alone */
	has("n /var/sadm/pkg/SUNWcsr");		/* Solaris: match alone */
	has("w /System/Library/LaunchDaemons");
}

static void
folders_cover_what_is_below(void **state)
{
	size_t i, j, len;

	has("w /etc");
	for (i = 0; i < list.n; i++) {
		assert_int_equal(list.v[i][1], ' ');
		assert_int_equal(list.v[i][2], '/');
		assert_non_null(strchr("wfmn", list.v[i][0]));
		len = strlen(list.v[i] + 2);
		assert_int_not_equal(list.v[i][1 + len], '/');
		if (i > 0)
			assert_true(strcmp(list.v[i - 1], list.v[i]) < 0);
		for (j = 0; j < list.n; j++)
			if (list.v[i][0] == 'w' &&
			    strchr("fm", list.v[j][0]) == NULL &&
			    strncmp(list.v[j] + 2, list.v[i] + 2, len) == 0)
				assert_int_not_equal(list.v[j][2 + len],
				    '/');
	}
}

/* Nobody's mail, home or whole system comes along. */
static void
nothing_private(void **state)
{
	static const char *const never[] = { "w /", "w /usr", "w /var",
		"w /var/spool", "w /var/mail", "w /usr/mail",
		"w /var/spool/mqueue", "w /root", "w /home", "w /usr/lib",
		"w /usr/local", "w /var/log", "w /var/lib", "w /usr/lpp",
		"w /usr/sbin", "w /sbin", "w /bin", "w /lib", "w /run",
		"w /var/run", "w /proc", "w /dev", "w /stand" };
	size_t i;

	for (i = 0; i < sizeof(never) / sizeof(never[0]); i++)
		assert_false(strv_has(&list, never[i]));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, fill, empty)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(tables_are_in_it),
		TEST(what_tells_systems_apart_is_only_named),
		TEST(folders_cover_what_is_below),
		TEST(nothing_private),
	};

	return cmocka_run_group_tests_name("capture_paths", tests, NULL,
	    NULL);
}
