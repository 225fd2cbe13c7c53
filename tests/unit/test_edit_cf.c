/* sendmail.cf on loopback. */
#include "tests/unit/unit.h"

#include "tests/unit/edit_case.h"

#define CF "/etc/mail/sendmail.cf"

static void
cf(struct edit_case *c, const char *from, const char *to)
{
	tree_file(&c->f->tree, &CF[1], from);
	assert_int_equal(edit_do(c, edit_cf_loopback, 0), 1);
	expect_put(c, CF, to);
}

static void
prepare(struct edit_case *c)
{
	with_sendmail(c->f);
	WORDS(c, "/usr/lib/sendmail", "-bd", "-q15m");
}

static void
addresses(void **state)
{
	struct edit_case *c = *state;

	prepare(c);
	cf(c, "V10\nO DaemonPortOptions=Name=MTA\t \nx\n",
	    "V10\nO DaemonPortOptions=Name=MTA, Addr=127.0.0.1\t \nx\n");
	cf(c, "V10\nO DaemonPortOptions=Addr=192.0.2.1,Port=25\r\n",
	    "V10\nO DaemonPortOptions=Addr=127.0.0.1,Port=25\r\n");
	cf(c, "O DaemonPortOptions=Name=A, Family=inet6",
	    "O DaemonPortOptions=Name=A, Family=inet6, Addr=::1");
	cf(c, "O DaemonPortOptions=Name=A,Addr=127.0.0.1\n"
	    "O DaemonPortOptions=Port=587, Name=MSA, M=E\n",
	    "O DaemonPortOptions=Name=A,Addr=127.0.0.1\n"
	    "O DaemonPortOptions=Port=587, Name=MSA, M=E, Addr=127.0.0.1\n");
	/* Continued, and the old letter. */
	cf(c, "V10\nO DaemonPortOptions=Name=A,\n\tPort=25\n",
	    "V10\nO DaemonPortOptions=Name=A, Addr=127.0.0.1,\n\tPort=25\n");
	cf(c, "OOName=A\n", "OOName=A, Addr=127.0.0.1\n");
}

static void
none_there(void **state)
{
	struct edit_case *c = *state;

	prepare(c);
	cf(c, "V8\nO QueueDirectory=/q\nDx1\n", "V8\nO QueueDirectory=/q\n"
	    "O DaemonPortOptions=Name=MTA, Addr=127.0.0.1\nDx1\n");
	cf(c, "V8\nO A=1\n#O DaemonPortOptions=Name=MTA\nO B=2",
	    "V8\nO A=1\n#O DaemonPortOptions=Name=MTA\n"
	    "O DaemonPortOptions=Name=MTA, Addr=127.0.0.1\nO B=2");
	/* Sendmail 5 and 8.6 know no such option. */
	tree_file(&c->f->tree, &CF[1], "V4\nOQ/usr/spool/mqueue\n");
	assert_int_equal(edit_do(c, edit_cf_loopback, 0), 0);
	/* unix.md 3a: the frozen copy is what is read. */
	tree_file(&c->f->tree, &CF[1], "V8\nO A=1\n");
	tree_file(&c->f->tree, "etc/mail/sendmail.fc", "x");
	assert_int_equal(edit_do(c, edit_cf_loopback, 0), 0);
}

static void
nothing_to_do(void **state)
{
	struct edit_case *c = *state;

	prepare(c);
	tree_file(&c->f->tree, &CF[1],
	    "V10\nO DaemonPortOptions=Name=A,Addr=127.0.0.1\n");
	assert_int_equal(edit_do(c, edit_cf_loopback, 0), 0);
	assert_int_equal(edit_do(c, edit_cf_loopback, 1), 0);
}

/* -C names the file; an .mc beside it is edited too, behind it. */
static void
other_file(void **state)
{
	struct edit_case *c = *state;

	prepare(c);
	WORDS(c, "/usr/lib/sendmail", "-bd", "-C", "/etc/mail/hub.cf");
	tree_file(&c->f->tree, "etc/mail/hub.cf",
	    "O DaemonPortOptions=Name=MTA\n");
	tree_file(&c->f->tree, "etc/mail/hub.mc",
	    "DAEMON_OPTIONS(`Name=MTA')dnl\n");
	assert_int_equal(edit_do(c, edit_cf_loopback, 0), 1);
	assert_int_equal(c->plan.n_steps, 2);
	assert_string_equal(c->plan.first->path, "/etc/mail/hub.cf");
	expect_put(c, "/etc/mail/hub.mc",
	    "DAEMON_OPTIONS(`Name=MTA, Addr=127.0.0.1')dnl\n");
	expect_put(c, "/etc/mail/hub.cf",
	    "O DaemonPortOptions=Name=MTA, Addr=127.0.0.1\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EDIT_TEST(addresses),
		EDIT_TEST(none_there),
		EDIT_TEST(nothing_to_do),
		EDIT_TEST(other_file),
	};

	return cmocka_run_group_tests_name("edit_cf", tests, NULL, NULL);
}
