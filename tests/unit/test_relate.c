/* Which starter a process and a listener belong to. */
#include "tests/unit/unit.h"

#include "agent/run/relate.h"
#include "agent/model/facts.h"

#include <string.h>

static struct facts facts;

static int
begin(void **state)
{
	facts_init(&facts);
	return 0;
}

static int
end(void **state)
{
	facts_release(&facts);
	return 0;
}

static struct starter *
starter(enum role role, enum tri at_boot, const char *unit)
{
	struct starter *s = facts_starter(&facts);

	s->mta = "sendmail";
	s->role = role;
	s->at_boot = at_boot;
	s->unit = unit;
	return s;
}

static struct process *
process(pid_t pid, enum role role, const char *unit)
{
	struct process *p = facts_process(&facts);

	p->pid = pid;
	p->mta = "sendmail";
	p->role = role;
	p->unit = unit;
	return p;
}

static void
by_unit(void **state)
{
	struct process *p = process(9, ROLE_DAEMON, "b.service");
	struct listener *l = facts_listener(&facts);

	starter(ROLE_DAEMON, TRI_YES, "a.service");
	starter(ROLE_QUEUE_RUNNER, TRI_YES, "b.service");
	starter(ROLE_DAEMON, TRI_YES, "b.service");
	l->pid = 9;
	l->holder = HOLDER_MTA;
	relate(&facts);
	assert_string_equal(p->starter, "s3");
	assert_string_equal(l->serves, "s3");
}

static void
by_words(void **state)
{
	const char *const full[] = { "/usr/lib/sendmail", "-bd", "-q1h" };
	const char *const seen[] = { "/usr/sbin/sendmail", "-bd", "-q1h" };
	struct starter *s;
	struct process *p = process(9, ROLE_DAEMON, NULL);

	words_from_argv(&facts.pool, seen, 3, &p->words);
	starter(ROLE_DAEMON, TRI_YES, NULL);
	s = starter(ROLE_DAEMON, TRI_YES, NULL);
	words_from_argv(&facts.pool, full, 3, &s->words);
	relate(&facts);
	assert_string_equal(p->starter, "s2");
}

static void
by_role_if_there_is_one(void **state)
{
	struct process *p = process(9, ROLE_QUEUE_RUNNER, NULL);

	starter(ROLE_DAEMON, TRI_YES, NULL);
	starter(ROLE_QUEUE_RUNNER, TRI_NO, NULL);
	starter(ROLE_QUEUE_RUNNER, TRI_YES, NULL);
	relate(&facts);
	assert_string_equal(p->starter, "s3");
	p->starter = NULL;
	starter(ROLE_QUEUE_RUNNER, TRI_YES, NULL);
	relate(&facts);
	assert_null(p->starter);
}

static void
children_and_strangers(void **state)
{
	struct process *p = process(9, ROLE_DAEMON, NULL);
	struct process *child = process(10, ROLE_SESSION, NULL);
	struct process *other = process(11, ROLE_DAEMON, NULL);

	child->ppid = 9;
	other->mta = "exim";
	starter(ROLE_DAEMON, TRI_YES, NULL);
	relate(&facts);
	assert_string_equal(p->starter, "s1");
	assert_string_equal(child->starter, "s1");
	assert_null(other->starter);
}

static void
super_servers(void **state)
{
	struct starter *s = starter(ROLE_INETD, TRI_YES, NULL);
	struct listener *l = facts_listener(&facts);
	struct listener *m = facts_listener(&facts);

	s->listen = "127.0.0.1:smtp";
	l->holder = m->holder = HOLDER_SUPER;
	l->port = 25;
	m->port = 587;
	relate(&facts);
	assert_string_equal(l->serves, "s1");
	assert_null(m->serves);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(by_unit),
		TEST(by_words),
		TEST(by_role_if_there_is_one),
		TEST(children_and_strangers),
		TEST(super_servers),
	};

	return cmocka_run_group_tests_name("relate", tests, NULL, NULL);
}
