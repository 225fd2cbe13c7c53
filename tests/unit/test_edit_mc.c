/* The listeners of a sendmail.mc. */
#include "tests/unit/unit.h"

#include "platforms/edit_mc.h"
#include "tests/unit/edit_case.h"

static void
mc(struct edit_case *c, const char *cf, const char *from, const char *to)
{
	with_sendmail(c->f);
	WORDS(c, "/usr/lib/sendmail", "-bd", "-q15m");
	tree_file(&c->f->tree, "etc/mail/sendmail.cf", cf);
	tree_file(&c->f->tree, "etc/mail/sendmail.mc", from);
	assert_int_equal(edit_do(c, edit_cf_loopback, 0), 1);
	if (strcmp(from, to) == 0)
		assert_int_equal(c->plan.n_steps, 1);
	else
		expect_put(c, "/etc/mail/sendmail.mc", to);
}

/* cf/README: DAEMON_OPTIONS; dnl drops the rest of a line. */
static void
options(void **state)
{
	struct edit_case *c = *state;
	const char *cf = "O DaemonPortOptions=Name=MTA\n";

	mc(c, cf, "dnl DAEMON_OPTIONS(`Name=X')\n"
	    "DAEMON_OPTIONS(`Port=smtp, Name=MTA')dnl\t\nMAILER(smtp)dnl",
	    "dnl DAEMON_OPTIONS(`Name=X')\n"
	    "DAEMON_OPTIONS(`Port=smtp, Name=MTA, Addr=127.0.0.1')dnl\t\n"
	    "MAILER(smtp)dnl");
	mc(c, cf, "DAEMON_OPTIONS(`Family=inet6, Addr=::, Name=A')dnl\n",
	    "DAEMON_OPTIONS(`Family=inet6, Addr=::1, Name=A')dnl\n");
	mc(c, cf, "DAEMON_OPTIONS(`Addr=127.0.0.1, Name=A')dnl\n",
	    "DAEMON_OPTIONS(`Addr=127.0.0.1, Name=A')dnl\n");
	mc(c, cf, "dnl x\nMAILER(`local')dnl\nMAILER(`smtp')dnl\n",
	    "dnl x\nDAEMON_OPTIONS(`Name=MTA, Addr=127.0.0.1')dnl\n"
	    "MAILER(`local')dnl\nMAILER(`smtp')dnl\n");
	/* No place for it. */
	mc(c, cf, "dnl x\n", "dnl x\n");
}

/* m4 adds a submission port of its own, unless told not to. */
static void
submission_port(void **state)
{
	struct edit_case *c = *state;
	const char *cf = "O DaemonPortOptions=Name=MTA\n"
	    "O DaemonPortOptions=Port=587, Name=MSA, M=E\n";

	mc(c, cf, "OSTYPE(x)\r\nMAILER(smtp)\r\n",
	    "OSTYPE(x)\r\nFEATURE(`no_default_msa')dnl\r\n"
	    "DAEMON_OPTIONS(`Name=MTA, Addr=127.0.0.1')dnl\r\n"
	    "DAEMON_OPTIONS(`Port=587, Name=MSA, M=E, Addr=127.0.0.1')dnl\r\n"
	    "MAILER(smtp)\r\n");
	mc(c, cf, "FEATURE(`no_default_msa')dnl\n"
	    "DAEMON_OPTIONS(`Port=587, Name=MSA, M=E')dnl\nMAILER(smtp)\n",
	    "FEATURE(`no_default_msa')dnl\n"
	    "DAEMON_OPTIONS(`Port=587, Name=MSA, M=E, Addr=127.0.0.1')dnl\n"
	    "MAILER(smtp)\n");
}

static void
keys(void **state)
{
	size_t from, to;

	assert_true(listener_key("Port=25, Addr= 192.0.2.1 ,x", 27, &from,
	    &to));
	assert_int_equal(from, 15);
	assert_int_equal(to, 24);
	assert_false(listener_key("Name=Addr, Port=A", 17, &from, &to));
	assert_string_equal(listener_loopback("Family=inet6", 12), "::1");
	assert_string_equal(listener_loopback("Family=inet", 11),
	    "127.0.0.1");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EDIT_TEST(options),
		EDIT_TEST(submission_port),
		EDIT_TEST(keys),
	};

	return cmocka_run_group_tests_name("edit_mc", tests, NULL, NULL);
}
