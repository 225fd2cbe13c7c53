/* What is there now of a step, and how it is put back. */
#include "tests/unit/changehost.h"

#include "agent/run/step_file.h"

static void
expect_now(struct changehost *c, enum step_now wanted)
{
	enum step_now now;

	assert_int_equal(step_file_now(&c->run, c->run.j.first, &now,
	    &c->e), 0);
	assert_int_equal(now, wanted);
}

static void
of_a_file(void **state)
{
	struct changehost *c = *state;

	changehost_put(c, "/etc/default/sendmail", "MODE=\n");
	assert_int_equal(changehost_apply(c), 0);
	expect_now(c, NOW_AFTER);
	tree_file(&c->tree, "etc/default/sendmail", "MODE=-bd\n");
	expect_now(c, NOW_BEFORE);
	tree_file(&c->tree, "etc/default/sendmail", "else\n");
	expect_now(c, NOW_EDITED);
	assert_int_equal(unlink(tree_path(&c->tree, "etc/default/sendmail")),
	    0);
	expect_now(c, NOW_EDITED);
}

/* A write that a crash ended between: bytes of both texts. */
static void
torn_in_place(void **state)
{
	struct changehost *c = *state;

	assert_int_equal(link(tree_path(&c->tree, "etc/init.d/sendmail"),
	    tree_path(&c->tree, "etc/other")), 0);
	changehost_put(c, "/etc/init.d/sendmail", "STOP\n");
	assert_int_equal(changehost_apply(c), 0);
	/* The new text is saved until the end of a run only. */
	assert_int_equal(run_save(&c->run, 1, false, "STOP\n", 5, &c->e), 0);
	tree_file(&c->tree, "etc/init.d/sendmail", "STart\n");
	expect_now(c, NOW_BETWEEN);
	tree_file(&c->tree, "etc/init.d/sendmail", "STOP\n\n");
	expect_now(c, NOW_BETWEEN);
	tree_file(&c->tree, "etc/init.d/sendmail", "STOP\nx");
	expect_now(c, NOW_EDITED);
	tree_file(&c->tree, "etc/init.d/sendmail", "STart\n");
	assert_int_equal(step_file_undo(&c->run, c->run.j.first, &c->e), 0);
	assert_string_equal(changehost_text(c, "/etc/other"), "start\n");
}

static void
of_a_move(void **state)
{
	struct changehost *c = *state;

	changehost_step(c, STEP_MOVE, PHASE_CONFIGURATION,
	    "/etc/init.d/sendmail", "/etc/init.d/_sendmail");
	assert_int_equal(changehost_apply(c), 0);
	expect_now(c, NOW_AFTER);
	assert_int_equal(link(tree_path(&c->tree, "etc/init.d/_sendmail"),
	    tree_path(&c->tree, "etc/init.d/sendmail")), 0);
	expect_now(c, NOW_BETWEEN);
	assert_int_equal(step_file_undo(&c->run, c->run.j.first, &c->e), 0);
	expect_now(c, NOW_BEFORE);
	assert_false(root_exists(&c->host.root, "/etc/init.d/_sendmail"));
}

static void
of_a_removal(void **state)
{
	struct changehost *c = *state;

	changehost_step(c, STEP_REMOVE, PHASE_CONFIGURATION,
	    "/etc/rc2.d/S88sendmail", NULL);
	assert_int_equal(changehost_apply(c), 0);
	expect_now(c, NOW_AFTER);
	assert_int_equal(step_file_undo(&c->run, c->run.j.first, &c->e), 0);
	expect_now(c, NOW_BEFORE);
}

/* The mode is one thing, an edit since another: that one's time stays. */
static void
of_a_mode(void **state)
{
	struct changehost *c = *state;
	struct stat before, after;

	changehost_step(c, STEP_MODE, PHASE_CONFIGURATION,
	    "/etc/init.d/sendmail", NULL)->mode = 0600;
	assert_int_equal(changehost_apply(c), 0);
	expect_now(c, NOW_AFTER);
	tree_file(&c->tree, "etc/init.d/sendmail", "edited since\n");
	assert_int_equal(root_stat(&c->host.root, "/etc/init.d/sendmail",
	    &before), 0);
	assert_int_equal(step_file_undo(&c->run, c->run.j.first, &c->e), 0);
	assert_int_equal(root_stat(&c->host.root, "/etc/init.d/sendmail",
	    &after), 0);
	assert_int_equal(after.st_mode & 07777, 0644);
	assert_int_equal(after.st_mtim.tv_sec, before.st_mtim.tv_sec);
	assert_int_equal(after.st_mtim.tv_nsec, before.st_mtim.tv_nsec);
	assert_string_equal(changehost_text(c, "/etc/init.d/sendmail"),
	    "edited since\n");
}

#define T(name) cmocka_unit_test_setup_teardown(name, changehost_setup, \
    changehost_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(of_a_file), T(torn_in_place), T(of_a_move),
		T(of_a_removal), T(of_a_mode),
	};

	return cmocka_run_group_tests_name("step_undo", tests, NULL, NULL);
}
