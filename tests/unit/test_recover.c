/* Runs that did not come to their end. */
#include "tests/unit/changehost.h"

#include "agent/run/recover.h"
#include "agent/run/undo.h"
#include "tests/unit/fakeservice.h"

/* A run as a crash leaves it: the journal is that of a whole run, whose
 * last marks are cut off. */
static void
cut_journal(struct changehost *c, const char *before)
{
	const char *path = tree_path(&c->tree,
	    "var/lib/hardenmail/runs/1/journal");
	struct buf b = BUF_INIT(1 << 20);
	const char *at;

	run_close(&c->run);
	assert_int_equal(root_read(&c->host.root, RUNS_FOLDER "/1/journal",
	    &b, NULL, NULL), 0);
	at = strstr(b.p, before);
	assert_non_null(at);
	assert_int_equal(truncate(path, at - b.p + 1), 0);
	buf_release(&b);
}

static void
live_plan(struct changehost *c)
{
	struct step *s;

	c->host.source = SOURCE_LIVE;
	c->host.service = &fakeservice;
	tree_file(&c->tree, "proc/sys/kernel/random/boot_id", "one\n");
	changehost_put(c, "/etc/default/sendmail", "MODE=\n");
	changehost_step(c, STEP_MOVE, PHASE_CONFIGURATION,
	    "/etc/rc2.d/S88sendmail", "/etc/rc2.d/_S88sendmail");
	s = changehost_step(c, STEP_BUS, PHASE_STOP, NULL, NULL);
	s->verb = "StopUnit";
	s->undo_verb = "StartUnit";
	s->unit = "sendmail.service";
	assert_int_equal(changehost_apply(c), 0);
	fakeservice_reset();
}

static void
expect(struct changehost *c, enum recovered wanted, const char *mode,
    const char *log)
{
	enum recovered got;
	unsigned number;

	assert_int_equal(recover(&c->host, &got, &number, &c->e), 0);
	assert_int_equal(got, wanted);
	assert_string_equal(changehost_text(c, "/etc/default/sendmail"),
	    mode);
	assert_string_equal(fakeservice_log, log);
	/* Once more there is nothing to be done. */
	assert_int_equal(recover(&c->host, &got, &number, &c->e), 0);
	assert_int_equal(got, RECOVERED_NOTHING);
}

static void
nothing(void **state)
{
	struct changehost *c = *state;

	fakeservice_reset();
	expect(c, RECOVERED_NOTHING, "MODE=-bd\n", "");
	live_plan(c);
	expect(c, RECOVERED_NOTHING, "MODE=\n", "");
}

static void
files_done_is_completed(void **state)
{
	struct changehost *c = *state;
	bool needed;
	unsigned n;

	live_plan(c);
	cut_journal(c, "\ndone n=3");
	assert_int_equal(recover_needed(&c->host, &needed, &n, &c->e), 0);
	assert_true(needed);
	expect(c, RECOVERED_COMPLETED, "MODE=\n",
	    "StopUnit sendmail.service;");
}

/* After a reboot what runs is what the files say. */
static void
over_a_reboot(void **state)
{
	struct changehost *c = *state;

	live_plan(c);
	cut_journal(c, "\ndone n=3");
	tree_file(&c->tree, "proc/sys/kernel/random/boot_id", "two\n");
	expect(c, RECOVERED_COMPLETED, "MODE=\n", "");
}

/* What the boot has stopped and started counts as done: undo stops and starts
 * it again, as an init script refuses to start what runs. */
static void
undone_after_a_reboot(void **state)
{
	struct changehost *c = *state;
	struct step *s;
	struct run run;

	c->host.source = SOURCE_LIVE;
	c->host.service = &fakeservice;
	tree_file(&c->tree, "proc/sys/kernel/random/boot_id", "one\n");
	changehost_put(c, "/etc/default/sendmail", "MODE=-bl\n");
	s = changehost_step(c, STEP_BUS, PHASE_STOP, NULL, NULL);
	s->verb = "StopUnit";
	s->undo_verb = "StartUnit";
	s->unit = "sendmail.service";
	s = changehost_step(c, STEP_BUS, PHASE_START, NULL, NULL);
	s->verb = "StartUnit";
	s->undo_verb = "StopUnit";
	s->unit = "sendmail.service";
	assert_int_equal(changehost_apply(c), 0);
	fakeservice_reset();
	cut_journal(c, "\ndone n=2");
	tree_file(&c->tree, "proc/sys/kernel/random/boot_id", "two\n");
	expect(c, RECOVERED_COMPLETED, "MODE=-bl\n", "");
	assert_int_equal(run_open(&c->host, 1, &run, &c->e), 0);
	assert_int_equal(undo_run(&run, &(struct undo_how){ .force = false },
	    NULL, &c->e), 0);
	run_close(&run);
	assert_string_equal(changehost_text(c, "/etc/default/sendmail"),
	    "MODE=-bd\n");
	assert_string_equal(fakeservice_log, "StopUnit sendmail.service;"
	    "StartUnit sendmail.service;");
}

static void
half_is_reverted(void **state)
{
	struct changehost *c = *state;

	live_plan(c);
	cut_journal(c, "\nbegin n=2");
	/* The second step had not begun. */
	assert_int_equal(rename(tree_path(&c->tree,
	    "etc/rc2.d/_S88sendmail"), tree_path(&c->tree,
	    "etc/rc2.d/S88sendmail")), 0);
	expect(c, RECOVERED_REVERTED, "MODE=-bd\n", "");
	assert_true(root_exists(&c->host.root, "/etc/rc2.d/S88sendmail"));
}

static void
not_ready_is_removed(void **state)
{
	struct changehost *c = *state;

	live_plan(c);
	tree_file(&c->tree, "etc/default/sendmail", "MODE=-bd\n");
	cut_journal(c, "\nready");
	expect(c, RECOVERED_NOTHING, "MODE=-bd\n", "");
	assert_false(root_exists(&c->host.root, RUNS_FOLDER "/1"));
}

static void
edited_since(void **state)
{
	struct changehost *c = *state;
	enum recovered got;
	unsigned number;

	live_plan(c);
	cut_journal(c, "\nbegin n=2");
	tree_file(&c->tree, "etc/default/sendmail", "by hand\n");
	assert_int_equal(recover(&c->host, &got, &number, &c->e), -EBUSY);
	assert_string_equal(c->e.text, "run 1 did not come to its end: "
	    "/etc/default/sendmail: was edited since run 1");
	assert_string_equal(changehost_text(c, "/etc/default/sendmail"),
	    "by hand\n");
}

static void
nobody_confirmed(void **state)
{
	struct changehost *c = *state;
	const int64_t noon = changehost_time;

	fakeservice_reset();
	changehost_put(c, "/etc/default/sendmail", "MODE=\n");
	assert_int_equal(apply(&c->host, &c->plan, &(struct apply_how){
	    .deadline = noon + 600 }, &c->run, &c->applied, &c->e), 0);
	changehost_time = noon + 599;
	expect(c, RECOVERED_NOTHING, "MODE=\n", "");
	changehost_time = noon + 600;
	expect(c, RECOVERED_REVERTED, "MODE=-bd\n", "");
	changehost_time = noon;
}

#define T(name) cmocka_unit_test_setup_teardown(name, changehost_setup, \
    changehost_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(nothing), T(files_done_is_completed), T(over_a_reboot),
		T(undone_after_a_reboot),
		T(half_is_reverted), T(not_ready_is_removed),
		T(edited_since), T(nobody_confirmed),
	};

	return cmocka_run_group_tests_name("recover", tests, NULL, NULL);
}
