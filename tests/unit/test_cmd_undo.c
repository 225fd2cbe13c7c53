/* --undo, --confirm, --history. */
#include "tests/unit/changehost.h"

#include "tests/unit/captured.h"

static char text[4096];

static int
command(struct changehost *c, int (*run)(const struct settings *),
    struct settings s)
{
	s.root = c->tree.path;
	return captured(run, &s, text, sizeof(text));
}

static void
none(void **state)
{
	struct changehost *c = *state;

	assert_int_equal(command(c, cmd_undo, (struct settings){
	    .argument = NULL }), 1);
	assert_int_equal(command(c, cmd_undo, (struct settings){
	    .argument = "3" }), 1);
	assert_int_equal(command(c, cmd_undo, (struct settings){
	    .argument = "x" }), 64);
	assert_int_equal(command(c, cmd_confirm, (struct settings){
	    .argument = NULL }), 1);
	/* What the reverter says when there is nothing left to revert. */
	assert_int_equal(command(c, cmd_undo, (struct settings){
	    .if_unconfirmed = true }), 0);
	assert_int_equal(command(c, cmd_history, (struct settings){
	    .argument = NULL }), 0);
	assert_string_equal(text, "");
}

static void
there_and_back(void **state)
{
	struct changehost *c = *state;

	changehost_put(c, "/etc/default/sendmail", "MODE=\n");
	assert_int_equal(changehost_apply(c), 0);
	assert_int_equal(command(c, cmd_history, (struct settings){
	    .argument = NULL }), 0);
	assert_string_equal(text, "    1  2026-11-22T12:00:00Z  queue-only "
	    "  1 step   applied\n");
	assert_int_equal(command(c, cmd_undo, (struct settings){
	    .argument = NULL }), 0);
	assert_string_equal(text, "run 1 is undone\n");
	assert_string_equal(changehost_text(c, "/etc/default/sendmail"),
	    "MODE=-bd\n");
	/* Nobody set a spool up, and so there is none. */
	assert_false(root_exists(&c->host.root, "/var/spool/hardenmail"));
	assert_int_equal(command(c, cmd_undo, (struct settings){
	    .argument = "1" }), 1);
	assert_int_equal(command(c, cmd_history, (struct settings){
	    .argument = NULL }), 0);
	assert_string_equal(text, "    1  2026-11-22T12:00:00Z  queue-only "
	    "  1 step   undone\n");
}

static void
edited(void **state)
{
	struct changehost *c = *state;

	changehost_put(c, "/etc/default/sendmail", "MODE=\n");
	assert_int_equal(changehost_apply(c), 0);
	tree_file(&c->tree, "etc/default/sendmail", "mine\n");
	assert_int_equal(command(c, cmd_undo, (struct settings){
	    .argument = "1" }), 1);
	assert_string_equal(changehost_text(c, "/etc/default/sendmail"),
	    "mine\n");
	assert_int_equal(command(c, cmd_undo, (struct settings){
	    .argument = "1", .force = true }), 0);
	assert_string_equal(changehost_text(c, "/etc/default/sendmail"),
	    "MODE=-bd\n");
}

static void
on_hold(void **state)
{
	struct changehost *c = *state;

	changehost_put(c, "/etc/default/sendmail", "MODE=\n");
	assert_int_equal(changehost_apply(c), 0);
	tree_file(&c->tree, "etc/hardenmail/hold", "");
	assert_int_equal(command(c, cmd_undo, (struct settings){
	    .argument = NULL }), 1);
	assert_string_equal(changehost_text(c, "/etc/default/sendmail"),
	    "MODE=\n");
}

/* A run with a reverter, whose first step is a file. */
static void
with_reverter(struct changehost *c)
{
	struct plan reverter = c->plan;

	changehost_put(c, "/etc/systemd/system/revert.timer", "[Timer]\n");
	reverter = c->plan;
	plan_init(&c->plan);
	changehost_put(c, "/etc/default/sendmail", "MODE=\n");
	assert_int_equal(apply(&c->host, &c->plan, &(struct apply_how){
	    .reverter = &reverter, .deadline = changehost_time + 600 },
	    &c->run, &c->applied, &c->e), 0);
	plan_release(&reverter);
	assert_true(root_exists(&c->host.root,
	    "/etc/systemd/system/revert.timer"));
	run_close(&c->run);
}

static void
confirmed(void **state)
{
	struct changehost *c = *state;

	with_reverter(c);
	assert_int_equal(command(c, cmd_history, (struct settings){
	    .argument = NULL }), 0);
	assert_non_null(strstr(text, "applied, not confirmed"));
	assert_int_equal(command(c, cmd_confirm, (struct settings){
	    .argument = NULL }), 0);
	assert_string_equal(text, "run 1 is confirmed\n");
	assert_false(root_exists(&c->host.root, "/etc/systemd"));
	assert_string_equal(changehost_text(c, "/etc/default/sendmail"),
	    "MODE=\n");
	/* The reverter finds nothing; a later undo undoes the rest. */
	assert_int_equal(command(c, cmd_undo, (struct settings){
	    .if_unconfirmed = true }), 0);
	assert_string_equal(changehost_text(c, "/etc/default/sendmail"),
	    "MODE=\n");
	assert_int_equal(command(c, cmd_undo, (struct settings){
	    .argument = "1" }), 0);
	assert_string_equal(changehost_text(c, "/etc/default/sendmail"),
	    "MODE=-bd\n");
}

static void
not_confirmed(void **state)
{
	struct changehost *c = *state;

	with_reverter(c);
	assert_int_equal(command(c, cmd_undo, (struct settings){
	    .if_unconfirmed = true }), 0);
	assert_string_equal(changehost_text(c, "/etc/default/sendmail"),
	    "MODE=-bd\n");
	assert_false(root_exists(&c->host.root, "/etc/systemd"));
}

#define T(name) cmocka_unit_test_setup_teardown(name, changehost_setup, \
    changehost_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(none), T(there_and_back), T(edited), T(on_hold),
		T(confirmed), T(not_confirmed),
	};

	return cmocka_run_group_tests_name("cmd_undo", tests, NULL, NULL);
}
