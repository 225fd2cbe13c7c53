/* --enforce: what ends it before anything is planned. Whole trees are the
 * work of tests/real/enforce. */
#include "tests/unit/changehost.h"

#include "agent/output.h"
#include "tests/unit/captured.h"

static char text[65536];

static int
enforce(struct changehost *c, struct settings s)
{
	s.root = c->tree.path;
	s.format = formats[0];
	s.policy = tree_path(&c->tree, "policy.conf");
	return captured(cmd_enforce, &s, text, sizeof(text));
}

static void
observe(void **state)
{
	struct changehost *c = *state;

	tree_file(&c->tree, "policy.conf", "[service]\nmode = observe\n");
	assert_int_equal(enforce(c, (struct settings){ .yes = true }), 0);
	assert_string_equal(text, "mode observe: nothing is changed\n");
}

static void
on_hold(void **state)
{
	struct changehost *c = *state;

	tree_file(&c->tree, "policy.conf", "");
	tree_file(&c->tree, "etc/hardenmail/hold", "");
	assert_int_equal(enforce(c, (struct settings){ .yes = true }), 1);
	assert_string_equal(text, "");
}

static void
wrong_policy(void **state)
{
	struct changehost *c = *state;

	tree_file(&c->tree, "policy.conf", "[service]\nmode = never\n");
	assert_int_equal(enforce(c, (struct settings){ .yes = true }),
	    EXIT_CONFIG);
	assert_false(root_exists(&c->host.root, "/var/lib/hardenmail"));
}

/* A run that a crash ended is brought to its end first. */
static void
earlier_run(void **state)
{
	struct changehost *c = *state;

	changehost_put(c, "/etc/default/sendmail", "MODE=\n");
	assert_int_equal(changehost_apply(c), 0);
	assert_int_equal(run_mark_state(&c->run, RUN_UNDOING, true, NULL),
	    0);
	run_close(&c->run);
	tree_file(&c->tree, "policy.conf", "");
	(void)enforce(c, (struct settings){ .yes = true });
	assert_string_equal(changehost_text(c, "/etc/default/sendmail"),
	    "MODE=-bd\n");
	assert_int_equal(run_open(&c->host, 1, &c->run, &c->e), 0);
	assert_int_equal(c->run.j.state, RUN_UNDONE);
}

#define T(name) cmocka_unit_test_setup_teardown(name, changehost_setup, \
    changehost_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(observe), T(on_hold), T(wrong_policy), T(earlier_run),
	};

	return cmocka_run_group_tests_name("cmd_enforce", tests, NULL, NULL);
}
