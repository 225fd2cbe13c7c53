/* Sessions: which are in the middle of a message, and how they are waited
 * for. */
#include "tests/unit/unit.h"

#include "agent/run/sessions.h"
#include "tests/unit/fakehost.h"

#define SENDMAIL "/usr/libexec/sendmail/sendmail"

static void
busy(void **state)
{
	struct process p = { .role = ROLE_SESSION, .title =
	    "sendmail: MTA: server host.example [192.0.2.1] cmd read" };

	assert_false(session_is_busy(&p));
	p.title = "sendmail: MTA: server host.example [192.0.2.1] startup";
	assert_false(session_is_busy(&p));
	p.title = "sendmail: MTA: 3AMB0x host.example [192.0.2.1]: DATA";
	assert_true(session_is_busy(&p));
	/* What it does is not known: it is not interrupted. */
	p.title = NULL;
	assert_true(session_is_busy(&p));
	p.role = ROLE_DAEMON;
	assert_false(session_is_busy(&p));
}

static struct fake_host *
host_with(const char *title)
{
	static struct fake_host f;

	f = (struct fake_host){
		.procs = { { .pid = 91, .ppid = 1, .exe = SENDMAIL,
			.cmdline = "sendmail: MTA: accepting connections",
			.unit = "sendmail.service" },
		    { .pid = 95, .ppid = 91, .exe = SENDMAIL,
			.cmdline = title, .unit = "sendmail.service" } },
		.socks = { { "127.0.0.1", 25, { 91 }, NULL, false } },
	};
	if (title == NULL)
		f.procs[1].pid = 0;
	fake_ports(&f);
	return &f;
}

static void
waiting(void **state)
{
	struct err e = { .code = 0 };
	struct fake_host *f;

	f = host_with(NULL);
	assert_int_equal(sessions_wait(&f->host, "sendmail.service", 0, &e),
	    0);
	/* Idle ones are waited for, and then not asked. */
	f = host_with("sendmail: MTA: server localhost [127.0.0.1] cmd read");
	assert_int_equal(sessions_wait(&f->host, "sendmail.service", 300,
	    &e), 0);
	f = host_with("sendmail: MTA: 3AMB0x localhost [127.0.0.1]: DATA");
	assert_int_equal(sessions_wait(&f->host, "sendmail.service", 300,
	    &e), -EBUSY);
	assert_string_equal(e.text, "process 95 is still taking a message; "
	    "it is not interrupted");
	/* Of another unit. */
	assert_int_equal(sessions_wait(&f->host, "postfix.service", 300, &e),
	    0);
	assert_true(session_is(&f->host, 95));
	assert_false(session_is(&f->host, 91));
	assert_false(session_is(&f->host, 96));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(busy), cmocka_unit_test(waiting),
	};

	return cmocka_run_group_tests_name("sessions", tests, NULL, NULL);
}
