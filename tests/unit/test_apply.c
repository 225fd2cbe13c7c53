/* A plan is carried out, or refused whole. */
#include "tests/unit/changehost.h"

static void
whole_plan(struct changehost *c)
{
	changehost_put(c, "/etc/default/sendmail", "MODE=\n");
	changehost_step(c, STEP_MOVE, PHASE_CONFIGURATION,
	    "/etc/rc2.d/S88sendmail", "/etc/rc2.d/_S88sendmail");
	changehost_put(c, "/etc/new/folder/file", "new\n");
}

static void
all(void **state)
{
	struct changehost *c = *state;
	struct stat st;

	whole_plan(c);
	/* Services are left out of a tree. */
	changehost_step(c, STEP_BUS, PHASE_STOP, NULL, NULL)->verb =
	    "StopUnit";
	assert_int_equal(changehost_apply(c), 0);
	assert_int_equal(c->applied, APPLIED_ALL);
	assert_int_equal(c->run.j.n, 3);
	assert_string_equal(changehost_text(c, "/etc/default/sendmail"),
	    "MODE=\n");
	assert_int_equal(root_lstat(&c->host.root, "/etc/rc2.d/S88sendmail",
	    &st), -ENOENT);
	assert_true(root_exists(&c->host.root, "/etc/rc2.d/_S88sendmail"));
	assert_string_equal(changehost_text(c, "/etc/new/folder/file"),
	    "new\n");
	assert_int_equal(c->run.j.state, RUN_APPLIED);
}

/* What refuses a plan whole: nothing is written, the run leaves nothing. */
static void
refused(struct changehost *c, int code, const char *text)
{
	struct stat st;

	assert_int_equal(changehost_apply(c), -code);
	assert_int_equal(c->applied, APPLIED_NOTHING);
	assert_string_equal(c->e.text, text);
	assert_int_equal(root_lstat(&c->host.root, "/etc/new", &st),
	    -ENOENT);
	assert_int_equal(root_lstat(&c->host.root, RUNS_FOLDER "/1", &st),
	    -ENOENT);
	assert_string_not_equal(changehost_text(c, "/etc/default/sendmail"),
	    "MODE=\n");
}

static void
edited_meanwhile(void **state)
{
	struct changehost *c = *state;

	whole_plan(c);
	tree_file(&c->tree, "etc/default/sendmail", "MODE=-bd #\n");
	refused(c, EAGAIN, "/etc/default/sendmail: was changed by somebody "
	    "else since it was looked at");
}

static void
replaced_meanwhile(void **state)
{
	struct changehost *c = *state;

	whole_plan(c);
	tree_file(&c->tree, "etc/default/beside", "MODE=-bd\n");
	assert_int_equal(rename(tree_path(&c->tree, "etc/default/beside"),
	    tree_path(&c->tree, "etc/default/sendmail")), 0);
	refused(c, EAGAIN, "/etc/default/sendmail: was changed by somebody "
	    "else since it was looked at");
}

static void
swapped_for_a_link(void **state)
{
	struct changehost *c = *state;

	whole_plan(c);
	assert_int_equal(unlink(tree_path(&c->tree, "etc/default/sendmail")),
	    0);
	tree_link(&c->tree, "etc/default/sendmail", "../init.d/sendmail");
	refused(c, EAGAIN, "/etc/default/sendmail: was changed by somebody "
	    "else since it was looked at");
	assert_string_equal(changehost_text(c, "/etc/init.d/sendmail"),
	    "start\n");
}

static void
folder_swapped_for_a_link(void **state)
{
	struct changehost *c = *state;

	whole_plan(c);
	assert_int_equal(rename(tree_path(&c->tree, "etc/default"),
	    tree_path(&c->tree, "etc/away")), 0);
	tree_link(&c->tree, "etc/default", "away");
	refused(c, ELOOP, "/etc/default/sendmail: a link is on the way");
}

static void
name_taken(void **state)
{
	struct changehost *c = *state;

	whole_plan(c);
	tree_file(&c->tree, "etc/rc2.d/_S88sendmail", "");
	refused(c, EEXIST, "/etc/rc2.d/_S88sendmail: is there already");
}

static void
no_state_folder(void **state)
{
	struct changehost *c = *state;

	whole_plan(c);
	tree_file(&c->tree, "var/lib/hardenmail", "a file");
	assert_int_equal(changehost_apply(c), -ENOTDIR);
	assert_int_equal(c->applied, APPLIED_NOTHING);
	assert_string_equal(changehost_text(c, "/etc/default/sendmail"),
	    "MODE=-bd\n");
}

/* A step that fails: those before it are undone. */
static void
rolled_back(void **state)
{
	struct changehost *c = *state;
	struct step *s;

	whole_plan(c);
	/* Not in the same folder: only seen when it is done. */
	s = changehost_step(c, STEP_MOVE, PHASE_CONFIGURATION,
	    "/etc/init.d/sendmail", "/etc/rc2.d/sendmail");
	assert_non_null(s);
	assert_int_equal(changehost_apply(c), -EXDEV);
	assert_int_equal(c->applied, APPLIED_ROLLED_BACK);
	assert_int_equal(c->run.j.state, RUN_UNDONE);
	assert_true(c->run.j.rolled_back);
	assert_string_equal(changehost_text(c, "/etc/default/sendmail"),
	    "MODE=-bd\n");
	assert_true(root_exists(&c->host.root, "/etc/rc2.d/S88sendmail"));
	assert_false(root_exists(&c->host.root, "/etc/new"));
}

#define T(name) cmocka_unit_test_setup_teardown(name, changehost_setup, \
    changehost_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(all), T(edited_meanwhile), T(replaced_meanwhile),
		T(swapped_for_a_link), T(folder_swapped_for_a_link),
		T(name_taken), T(no_state_folder), T(rolled_back),
	};

	return cmocka_run_group_tests_name("apply", tests, NULL, NULL);
}
