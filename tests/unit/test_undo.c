/* Undo: in full, refused over edits, forced, of services in their order. */
#include "tests/unit/changehost.h"

#include "tests/unit/fakeservice.h"

static void
apply_sample(struct changehost *c)
{
	changehost_put(c, "/etc/default/sendmail", "MODE=\n");
	changehost_step(c, STEP_MOVE, PHASE_CONFIGURATION,
	    "/etc/rc2.d/S88sendmail", "/etc/rc2.d/_S88sendmail");
	assert_int_equal(changehost_apply(c), 0);
}

static int
undo(struct changehost *c, bool force, struct strv *edited)
{
	c->e = (struct err){ .code = 0 };
	return undo_run(&c->run, &(struct undo_how){ .force = force },
	    edited, &c->e);
}

static void
in_full(void **state)
{
	struct changehost *c = *state;

	apply_sample(c);
	assert_int_equal(undo(c, false, NULL), 0);
	assert_string_equal(changehost_text(c, "/etc/default/sendmail"),
	    "MODE=-bd\n");
	assert_true(root_exists(&c->host.root, "/etc/rc2.d/S88sendmail"));
	assert_int_equal(c->run.j.state, RUN_UNDONE);
	/* Once more is nothing. */
	assert_int_equal(undo(c, false, NULL), 0);
}

static void
edited(void **state)
{
	struct changehost *c = *state;
	struct strv names = { .n = 0 };

	apply_sample(c);
	tree_file(&c->tree, "etc/default/sendmail", "MODE= # mine\n");
	assert_int_equal(undo(c, false, &names), -EBUSY);
	assert_int_equal(names.n, 1);
	assert_string_equal(names.v[0], "/etc/default/sendmail");
	assert_string_equal(c->e.text, "/etc/default/sendmail: was edited "
	    "since run 1");
	/* Nothing was undone. */
	assert_false(root_exists(&c->host.root, "/etc/rc2.d/S88sendmail"));
	assert_int_equal(c->run.j.state, RUN_APPLIED);
	assert_int_equal(undo(c, true, NULL), 0);
	assert_string_equal(changehost_text(c, "/etc/default/sendmail"),
	    "MODE=-bd\n");
}

static void
mode_changed(void **state)
{
	struct changehost *c = *state;

	apply_sample(c);
	assert_int_equal(chmod(tree_path(&c->tree, "etc/default/sendmail"),
	    0600), 0);
	assert_int_equal(undo(c, false, NULL), -EBUSY);
}

static struct step *
live(struct changehost *c, enum phase phase, const char *verb,
    const char *back, const char *unit)
{
	struct step *s = changehost_step(c, STEP_BUS, phase, NULL, NULL);

	s->verb = verb;
	s->undo_verb = back;
	s->unit = unit;
	s->live = true;
	return s;
}

/* What was started stops, files come back, systemd reads them, what was
 * stopped starts. */
static void
order(void **state)
{
	struct changehost *c = *state;

	c->host.source = SOURCE_LIVE;
	c->host.service = &fakeservice;
	fakeservice_reset();
	changehost_put(c, "/etc/default/sendmail", "MODE=\n");
	live(c, PHASE_CONFIGURATION, "Reload", "Reload", NULL);
	live(c, PHASE_STOP, "StopUnit", "StartUnit", "sendmail.service");
	live(c, PHASE_START, "StartUnit", "StopUnit", "runner.service");
	assert_int_equal(changehost_apply(c), 0);
	assert_string_equal(fakeservice_log, "Reload;"
	    "StopUnit sendmail.service;StartUnit runner.service;");
	fakeservice_reset();
	assert_int_equal(undo(c, false, NULL), 0);
	assert_string_equal(fakeservice_log, "StopUnit runner.service;"
	    "Reload;StartUnit sendmail.service;");
}

/* A service that fails: all is undone, and what was not begun is not. */
static void
service_fails(void **state)
{
	struct changehost *c = *state;

	c->host.source = SOURCE_LIVE;
	c->host.service = &fakeservice;
	fakeservice_reset();
	fakeservice_fail = "StartUnit runner.service";
	changehost_put(c, "/etc/default/sendmail", "MODE=\n");
	live(c, PHASE_STOP, "StopUnit", "StartUnit", "sendmail.service");
	live(c, PHASE_START, "StartUnit", "StopUnit", "runner.service");
	assert_int_equal(changehost_apply(c), -EIO);
	assert_int_equal(c->applied, APPLIED_ROLLED_BACK);
	assert_string_equal(changehost_text(c, "/etc/default/sendmail"),
	    "MODE=-bd\n");
	assert_string_equal(fakeservice_log,
	    "StopUnit sendmail.service;StartUnit runner.service;"
	    "StopUnit runner.service;StartUnit sendmail.service;");
}

/* The way back fails too: it is tried again by the next undo. */
static void
stuck(void **state)
{
	struct changehost *c = *state;

	c->host.source = SOURCE_LIVE;
	c->host.service = &fakeservice;
	fakeservice_reset();
	changehost_put(c, "/etc/default/sendmail", "MODE=\n");
	live(c, PHASE_STOP, "StopUnit", "StartUnit", "sendmail.service");
	assert_int_equal(changehost_apply(c), 0);
	fakeservice_fail = "StartUnit sendmail.service";
	assert_int_equal(undo(c, false, NULL), -EIO);
	assert_int_equal(c->run.j.state, RUN_UNDOING);
	assert_string_equal(changehost_text(c, "/etc/default/sendmail"),
	    "MODE=-bd\n");
	fakeservice_fail = NULL;
	fakeservice_reset();
	assert_int_equal(undo(c, false, NULL), 0);
	assert_string_equal(fakeservice_log, "StartUnit sendmail.service;");
}

#define T(name) cmocka_unit_test_setup_teardown(name, changehost_setup, \
    changehost_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(in_full), T(edited), T(mode_changed), T(order),
		T(service_fails), T(stuck),
	};

	return cmocka_run_group_tests_name("undo", tests, NULL, NULL);
}
