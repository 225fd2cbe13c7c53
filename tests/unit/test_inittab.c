/* /etc/inittab: entries, comments, the default run level. */
#include "tests/unit/unit.h"

#include "platforms/inittab.h"
#include "tests/unit/hosttree.h"

static struct inittab_line *
parse(struct fixture *f, const char *text)
{
	struct inittab_line *l;

	assert_int_equal(inittab_parse(&f->pool, text, strlen(text), &l), 0);
	return l;
}

static void
entries_and_comments(void **state)
{
	struct fixture *f = *state;
	const struct inittab_line *l = parse(f, "# c\n: c\n\n:rc:2:wait:/x\n"
	    "id:3:initdefault:\nsm:23:respawn:/usr/lib/sendmail -bD \\\n-q1h"
	    "\nbroken:line\n");

	assert_string_equal(l->id, "id");
	assert_int_equal(l->line, 5);
	l = l->next;
	assert_string_equal(l->levels, "23");
	assert_string_equal(l->action, "respawn");
	assert_string_equal(l->command, "/usr/lib/sendmail -bD -q1h");
	assert_int_equal(l->line, 6);
	assert_null(l->next);
}

static void
default_level(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(inittab_level(inittab_default(parse(f,
	    "is:3:initdefault:\n"))), '3');
	assert_int_equal(inittab_level(inittab_default(parse(f,
	    "is:0235:initdefault:\n"))), '5');
	assert_int_equal(inittab_level(inittab_default(parse(f,
	    "is:s:initdefault:\n"))), 'S');
	assert_int_equal(inittab_level(inittab_default(parse(f,
	    "is::initdefault:\n"))), 0);
	assert_int_equal(inittab_level(inittab_default(parse(f,
	    "#is:3:initdefault:\n"))), 0);
}

static bool
at_boot(struct fixture *f, const char *line)
{
	return inittab_at_boot(parse(f, line), '3');
}

static void
actions(void **state)
{
	struct fixture *f = *state;

	assert_true(at_boot(f, "a:23:respawn:/x\n"));
	assert_true(at_boot(f, "a:3:once:/x\n"));
	assert_true(at_boot(f, "a:3:wait:/x\n"));
	assert_true(at_boot(f, "a::respawn:/x\n"));
	assert_true(at_boot(f, "a:5:sysinit:/x\n"));
	assert_true(at_boot(f, "a::bootwait:/x\n"));
	assert_false(at_boot(f, "a:5:respawn:/x\n"));
	assert_false(at_boot(f, "a:3:off:/x\n"));
	/* The single user level has two letters. */
	assert_true(inittab_at_boot(parse(f, "a:s:wait:/x\n"), 'S'));
	assert_false(inittab_at_boot(parse(f, "a:s:wait:/x\n"), '3'));
	assert_false(at_boot(f, "a:3:ondemand:/x\n"));
	assert_false(at_boot(f, "a:3:powerfail:/x\n"));
	assert_false(at_boot(f, "a:3:ctrlaltdel:/x\n"));
}

static void
who_runs_a_script(void **state)
{
	struct fixture *f = *state;
	const struct inittab_line *l = parse(f,
	    "a:2:wait:/etc/rc.tcpipx\nb:2:off:/etc/rc.tcpip\n"
	    "c:2:wait:/etc/rc.tcpip > /dev/console 2>&1 # Start\n");

	assert_string_equal(inittab_runs(l, "/etc/rc.tcpip")->id, "c");
	assert_null(inittab_runs(l, "/etc/rc"));
}

static void
no_file_is_none(void **state)
{
	struct fixture *f = *state;
	struct inittab_line *l;

	assert_int_equal(inittab_read(&f->host, &f->pool, &l), 0);
	assert_null(l);
	tree_file(&f->tree, "etc/inittab", "is:3:initdefault:\n");
	assert_int_equal(inittab_read(&f->host, &f->pool, &l), 0);
	assert_non_null(l);
}

static void
upstart(void **state)
{
	struct fixture *f = *state;
	unsigned line = 0;

	assert_int_equal(upstart_level(&f->host, &line), 0);
	tree_file(&f->tree, "etc/init/rc-sysinit.conf",
	    "#env DEFAULT_RUNLEVEL=5\nenv DEFAULT_RUNLEVEL=3\ntask\n");
	assert_int_equal(upstart_level(&f->host, &line), '3');
	assert_int_equal(line, 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(entries_and_comments),
		TEST(default_level),
		TEST(actions),
		TEST(who_runs_a_script),
		TEST(no_file_is_none),
		TEST(upstart),
	};

	return cmocka_run_group_tests_name("inittab", tests, NULL, NULL);
}
