/* Lines of a crontab, and how often they come. */
#include "tests/unit/unit.h"

#include <stdio.h>
#include <string.h>

#include "platforms/cron_table.h"

static struct pool pool;

static int
forget(void **state)
{
	pool_release(&pool);
	return 0;
}

static struct cron_line *
parse(const char *text, bool user)
{
	struct cron_line *l;

	assert_int_equal(cron_parse(&pool, text, strlen(text), user, &l), 0);
	return l;
}

static long
every(const char *fields)
{
	char text[128];
	struct cron_line *l;

	snprintf(text, sizeof(text), "%s x\n", fields);
	l = parse(text, false);
	return l == NULL ? -1 : l->every;
}

static void
intervals(void **state)
{
	assert_int_equal(every("* * * * *"), 60);
	assert_int_equal(every("0,15,30,45 * * * *"), 900);
	assert_int_equal(every("*/20 * * * *"), 1200);
	assert_int_equal(every("0 * * * *"), 3600);
	assert_int_equal(every("5,10 * * * *"), 55 * 60);
	assert_int_equal(every("0 3 * * *"), 86400);
	assert_int_equal(every("0 0-23/2 * * *"), 7200);
	assert_int_equal(every("0 8-18 * * *"), 14 * 3600);
	assert_int_equal(every("0 3 * * 0"), 7 * 86400);
	assert_int_equal(every("0 3 * * sun"), 7 * 86400);
	assert_int_equal(every("0 3 * * 7"), 7 * 86400);
	assert_int_equal(every("0 3 * * mon-fri"), 3 * 86400);
	assert_int_equal(every("0 0 1 * *"), 31 * 86400);
	assert_int_equal(every("0 0 1 jan *"), 365 * 86400);
	assert_int_equal(every("@hourly"), 3600);
	assert_int_equal(every("@daily"), 86400);
	assert_int_equal(every("@weekly"), 7 * 86400);
}

static void
not_a_schedule(void **state)
{
	assert_int_equal(every("60 * * * *"), -1);
	assert_int_equal(every("a * * * *"), -1);
	assert_int_equal(every("5-1 * * * *"), -1);
	assert_int_equal(every("0 0 30 2 *"), -1);
	assert_int_equal(every("*/0 * * * *"), -1);
	assert_null(parse("0 *\n", false));
	assert_null(parse("@never x\n", false));
	assert_null(parse("# 0 * * * * x\n\n", false));
}

static void
commands(void **state)
{
	struct cron_line *l = parse("PATH = \"/usr/sbin:/bin\"\n"
	    " 0 * * * * mail a\\%b%input\n@reboot root sendmail -bd\n", true);

	assert_string_equal(l->user, "mail");
	assert_string_equal(l->command, "a%b");
	assert_int_equal(l->line, 2);
	assert_string_equal(l->env.v[0], "PATH=/usr/sbin:/bin");
	l = l->next;
	assert_true(l->reboot);
	assert_int_equal(l->every, 0);
	assert_string_equal(l->command, "sendmail -bd");
	assert_null(l->next);
	l = parse("0 * * * * /usr/lib/sendmail -q\n", false);
	assert_null(l->user);
	assert_string_equal(l->command, "/usr/lib/sendmail -q");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(intervals, forget),
		cmocka_unit_test_teardown(not_a_schedule, forget),
		cmocka_unit_test_teardown(commands, forget),
	};

	return cmocka_run_group_tests_name("cron_table", tests, NULL, NULL);
}
