/* Drop-ins for units. */
#include "tests/unit/unit.h"

#include "tests/unit/edit_case.h"

#define UNIT "/usr/lib/systemd/system/sendmail.service"
#define DROPIN "/etc/systemd/system/sendmail.service.d/hardenmail.conf"

static void
expect_dropin(struct edit_case *c, unsigned line, const char *unit,
    const char *text)
{
	edit_at(c, UNIT, line, unit);
	c->starter.unit = "sendmail.service";
	assert_int_equal(edit_do(c, edit_unit_command, 0), 1);
	expect_put(c, DROPIN, text);
	assert_false(edit_step(c, DROPIN)->was.there);
}

/* linux-bsd.md 3: ExecStart= resets the list. */
static void
command(void **state)
{
	struct edit_case *c = *state;

	expect_dropin(c, 3, "[Service]\nType=forking\n"
	    "ExecStart=/usr/sbin/sendmail -bd $SENDMAIL_OPTS\n",
	    "[Service]\nExecStart=\n"
	    "ExecStart=/usr/sbin/sendmail $SENDMAIL_OPTS\n");
	/* What stays in front does so no more: sendmail -q15m forks. */
	expect_dropin(c, 2, "[Service]\nExecStart=/usr/sbin/sendmail -bD "
	    "-q15m\n", "[Service]\nType=forking\nExecStart=\n"
	    "ExecStart=/usr/sbin/sendmail -q15m\n");
	/* The others are kept, in their order. */
	expect_dropin(c, 3, "[Service]\nExecStart=/bin/a\n"
	    "ExecStart=/usr/sbin/sendmail -bd \\\n -q1h\nExecStart=/bin/b\n",
	    "[Service]\nExecStart=\nExecStart=/bin/a\n"
	    "ExecStart=/usr/sbin/sendmail -q1h\nExecStart=/bin/b\n");
	/* Behind what an administrator put there. */
	assert_int_equal(edit_do(c, edit_unit_command, 2), 1);
	assert_non_null(edit_step(c, "/etc/systemd/system/sendmail.service.d/"
	    "zz-hardenmail.conf"));
	assert_int_equal(edit_do(c, edit_unit_command, 4), 0);
}

/* linux-bsd.md 1.1; the last -b counts, and -bm -q is a queue runner. */
static void
other_spellings(void **state)
{
	struct edit_case *c = *state;

	/* A continued line has a blank where its backslash was. */
	expect_dropin(c, 2, "[Service]\nExecStart=-/usr/sbin/sendmail \\\n"
	    " -b \"d\" \\\n -q1h\n", "[Service]\nExecStart=\n"
	    "ExecStart=-/usr/sbin/sendmail   -q1h\n");
	expect_dropin(c, 2, "[Service]\nExecStart=/usr/sbin/sendmail -vb D "
	    "-q1h\n", "[Service]\nType=forking\nExecStart=\n"
	    "ExecStart=/usr/sbin/sendmail -v -q1h\n");
	WORDS(c, "smtpd", "-q1h");
	expect_dropin(c, 2, "[Service]\nExecStart=@/usr/sbin/sendmail smtpd "
	    "-q1h\n", "[Service]\nExecStart=\n"
	    "ExecStart=@/usr/sbin/sendmail smtpd -bm -q1h\n");
}

/* corrections.md 1: SUSE has the -bd in Environment=. */
static void
environment(void **state)
{
	struct edit_case *c = *state;

	c->because[0] = (struct place){ .path = UNIT, .line = 2 };
	c->starter.because = &c->because[0];
	expect_dropin(c, 3, "[Service]\n"
	    "Environment=\"SENDMAIL_ARGS=-L sendmail -Am -bd -q30m -om\"\n"
	    "ExecStart=/usr/sbin/sendmail $SENDMAIL_ARGS\n",
	    "[Service]\n"
	    "Environment=\"SENDMAIL_ARGS=-L sendmail -Am -q30m -om\"\n");
}

static void
not_in_a_unit(void **state)
{
	struct edit_case *c = *state;

	c->starter.unit = "sendmail.service";
	expect_none(c, edit_unit_command, "/etc/init.d/sendmail", 1,
	    "sendmail -bd\n");
	expect_none(c, edit_unit_command, UNIT, 2,
	    "[Service]\nExecStart=/usr/sbin/sendmail $OPTS\n");
}

/* systemd.socket(5) */
static void
socket_loopback(void **state)
{
	struct edit_case *c = *state;

	c->because[0] = (struct place){ .line = 2, .path =
	    "/usr/lib/systemd/system/smtp.socket" };
	c->starter.because = &c->because[0];
	c->starter.unit = "smtp@.service";
	tree_file(&c->f->tree, "usr/lib/systemd/system/smtp.socket",
	    "[Socket]\nListenStream=25\nListenStream=[::]:587\n"
	    "ListenStream=/run/x\nAccept=yes\n");
	assert_int_equal(edit_do(c, edit_socket_loopback, 0), 1);
	expect_put(c, "/etc/systemd/system/smtp.socket.d/hardenmail.conf",
	    "[Socket]\nListenStream=\nListenStream=127.0.0.1:25\n"
	    "ListenStream=[::1]:587\nListenStream=/run/x\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EDIT_TEST(command),
		EDIT_TEST(other_spellings),
		EDIT_TEST(environment),
		EDIT_TEST(not_in_a_unit),
		EDIT_TEST(socket_loopback),
	};

	return cmocka_run_group_tests_name("edit_dropin", tests, NULL, NULL);
}
