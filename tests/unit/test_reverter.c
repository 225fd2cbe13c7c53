/* The steps that make a run undo itself. */
#include "tests/unit/changehost.h"

#include "agent/run/reverter.h"
#include "tests/unit/fakehost.h"
#include "tests/unit/fakeservice.h"

static void
timer(void **state)
{
	struct changehost *c = *state;
	const struct step *s;
	struct facts f;

	c->host.source = SOURCE_LIVE;
	c->host.service = &fakeservice;
	facts_init(&f);
	f.init = "systemd";
	assert_int_equal(reverter_plan(&c->host, &f, "/usr/sbin/hardenmail",
	    1795348800, 600, &c->plan, &c->e), 0);
	assert_int_equal(c->plan.n_steps, 5);
	s = c->plan.first;
	assert_string_equal(s->path,
	    "/etc/systemd/system/hardenmail-revert.service");
	assert_non_null(strstr(s->data, "\nExecStart=/usr/sbin/hardenmail "
	    "--undo --if-unconfirmed --yes\n"));
	s = s->next;
	/* systemd.time(7): an absolute time, in UTC. */
	assert_non_null(strstr(s->data,
	    "\nOnCalendar=2026-11-22 12:10:00 UTC\n"));
	assert_non_null(strstr(s->data, "\nPersistent=yes\n"));
	s = s->next;
	assert_int_equal(s->kind, STEP_LINK);
	assert_string_equal(s->path, "/etc/systemd/system/"
	    "timers.target.wants/hardenmail-revert.timer");
	assert_string_equal(s->to, "../hardenmail-revert.timer");
	s = s->next->next;
	assert_string_equal(s->verb, "StartUnit");
	assert_string_equal(s->undo_verb, "StopUnit");
	assert_string_equal(s->unit, "hardenmail-revert.timer");
	facts_release(&f);
}

static void
at_job(void **state)
{
	struct changehost *c = *state;
	struct fake_host fake = { .procs = { { .pid = 5, .ppid = 1,
	    .exe = "/usr/sbin/atd" } } };
	const struct step *s;
	struct facts f;

	fake_ports(&fake);
	fake.host.root = c->host.root;
	fake.host.source = SOURCE_LIVE;
	fake.host.service = &fakeservice;
	facts_init(&f);
	f.init = "sysv";
	tree_file(&c->tree, "proc/version", "Linux\n");
	/* No at(1). */
	assert_int_equal(reverter_plan(&fake.host, &f,
	    "/usr/sbin/hardenmail", 1795348800, 601, &c->plan, &c->e),
	    -ENOTSUP);
	tree_file(&c->tree, "usr/bin/at", "");
	assert_int_equal(chmod(tree_path(&c->tree, "usr/bin/at"), 0755), 0);
	assert_int_equal(reverter_plan(&fake.host, &f,
	    "/usr/sbin/hardenmail", 1795348800, 601, &c->plan, &c->e), 0);
	s = c->plan.first;
	assert_string_equal(s->path, "/var/lib/hardenmail/revert");
	assert_string_equal(s->data, "exec /usr/sbin/hardenmail --undo "
	    "--if-unconfirmed --yes\n");
	s = s->next;
	assert_string_equal(s->argv[0], "/usr/bin/at");
	/* Not before its time: minutes are rounded up. */
	assert_string_equal(s->argv[5], "11");
	assert_string_equal(s->argv[6], "minutes");
	/* Its daemon does not run. */
	fake.procs[0].pid = 0;
	assert_int_equal(reverter_plan(&fake.host, &f,
	    "/usr/sbin/hardenmail", 1795348800, 601, &c->plan, &c->e),
	    -ENOTSUP);
	facts_release(&f);
}

static void
in_a_tree(void **state)
{
	struct changehost *c = *state;
	struct facts f;

	facts_init(&f);
	f.init = "systemd";
	assert_int_equal(reverter_plan(&c->host, &f, "/usr/sbin/hardenmail",
	    1795348800, 600, &c->plan, &c->e), -ENOTSUP);
	assert_string_equal(c->e.text, "nothing runs here that could undo "
	    "the change by itself");
	facts_release(&f);
}

#define T(name) cmocka_unit_test_setup_teardown(name, changehost_setup, \
    changehost_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(timer), T(at_job), T(in_a_tree),
	};

	return cmocka_run_group_tests_name("reverter", tests, NULL, NULL);
}
