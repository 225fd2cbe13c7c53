/* Steps of services: done, left out, refused. */
#include "tests/unit/unit.h"

#include "agent/run/step_live.h"
#include "tests/unit/fakehost.h"
#include "tests/unit/fakeservice.h"

static struct fake_host fake;

static int
act(const struct step *s, struct err *e)
{
	fake_ports(&fake);
	fake.host.service = &fakeservice;
	fakeservice_reset();
	*e = (struct err){ .code = 0 };
	return step_live_act(&fake.host, s, e);
}

static void
units(void **state)
{
	const struct step s = { .kind = STEP_BUS, .verb = "StopUnit",
	    .undo_verb = "StartUnit", .unit = "sendmail.service" };
	struct err e;

	fake = (struct fake_host){ .blind = false };
	assert_int_equal(act(&s, &e), 0);
	assert_string_equal(fakeservice_log, "StopUnit sendmail.service;");
	assert_int_equal(step_live_undo(&fake.host, &s, &e), 0);
	assert_string_equal(fakeservice_log, "StopUnit sendmail.service;"
	    "StartUnit sendmail.service;");
	/* Stopped already. */
	fakeservice_state.active = false;
	assert_int_equal(act(&s, &e), 0);
	assert_string_equal(fakeservice_log, "");
	fakeservice_state.active = true;
}

/* A unit whose stop ends all of its processes is not stopped while one of
 * them takes a message. */
static void
busy_unit(void **state)
{
	const struct step s = { .kind = STEP_BUS, .verb = "StopUnit",
	    .unit = "sendmail.service", .limit = 300 };
	struct err e;

	fake = (struct fake_host){ .procs = {
	    { .pid = 91, .ppid = 1, .exe = "/usr/sbin/sendmail",
		.cmdline = "sendmail: accepting connections",
		.unit = "sendmail.service" },
	    { .pid = 95, .ppid = 91, .exe = "/usr/sbin/sendmail",
		.cmdline = "sendmail: 3AMB0x host: DATA",
		.unit = "sendmail.service" } },
	    .socks = { { "192.0.2.1", 25, { 91 }, NULL, false } } };
	fakeservice_state.kills_all = true;
	assert_int_equal(act(&s, &e), -EBUSY);
	assert_string_equal(fakeservice_log, "");
	fakeservice_state.kills_all = false;
	assert_int_equal(act(&s, &e), 0);
	assert_string_equal(fakeservice_log, "StopUnit sendmail.service;");
}

static void
programs(void **state)
{
	static const char *const argv[] = { "/etc/init.d/sendmail", "stop",
		NULL };
	static const char *const back[] = { "/etc/init.d/sendmail", "start",
		NULL };
	const struct step s = { .kind = STEP_ARGV, .argv = argv,
	    .undo_argv = back };
	struct err e;

	fake = (struct fake_host){ .blind = false };
	assert_int_equal(act(&s, &e), 0);
	assert_int_equal(step_live_undo(&fake.host, &s, &e), 0);
	assert_string_equal(fakeservice_log, "/etc/init.d/sendmail stop;"
	    "/etc/init.d/sendmail start;");
	fakeservice_fail = "/etc/init.d/sendmail stop";
	assert_int_equal(act(&s, &e), -EIO);
	assert_string_equal(e.text, "/etc/init.d/sendmail stop: "
	    "/etc/init.d/sendmail stop: failed");
	fakeservice_fail = NULL;
}

static void
signals(void **state)
{
	const struct step s = { .kind = STEP_SIGNAL, .pid = 91,
	    .start = 9100 };
	const struct step session = { .kind = STEP_SIGNAL, .pid = 95,
	    .start = 9500 };
	struct err e;

	fake = (struct fake_host){ .procs = {
	    { .pid = 91, .ppid = 1, .exe = "/usr/sbin/sendmail",
		.cmdline = "sendmail: accepting connections" },
	    { .pid = 95, .ppid = 91, .exe = "/usr/sbin/sendmail",
		.cmdline = "sendmail: server host cmd read" } },
	    .socks = { { "192.0.2.1", 25, { 91 }, NULL, false } } };
	assert_int_equal(act(&s, &e), 0);
	assert_string_equal(fakeservice_log, "TERM 91@9100;");
	assert_int_equal(step_live_undo(&fake.host, &s, &e), 0);
	assert_int_equal(act(&session, &e), -EBUSY);
	assert_string_equal(fakeservice_log, "");
}

static void
nothing_runs(void **state)
{
	const struct step s = { .kind = STEP_BUS, .verb = "Reload" };
	struct host h = { .source = SOURCE_ROOT };
	struct err e = { .code = 0 };

	assert_int_equal(step_live_act(&h, &s, &e), -ENOTSUP);
	assert_int_equal(step_live_undo(&h, &s, &e), -ENOTSUP);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(units), cmocka_unit_test(busy_unit),
		cmocka_unit_test(programs), cmocka_unit_test(signals),
		cmocka_unit_test(nothing_runs),
	};

	return cmocka_run_group_tests_name("step_live", tests, NULL, NULL);
}
