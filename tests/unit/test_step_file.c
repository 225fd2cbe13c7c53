/* One step of files: looked at before, prepared, done. */
#include "tests/unit/changehost.h"

#include "agent/run/step_file.h"

static int
check(struct changehost *c, const struct step *s, bool force, bool twice)
{
	c->e = (struct err){ .code = 0 };
	return step_file_check(&c->host, s, force, twice, &c->e);
}

static void
kinds(void **state)
{
	struct step s = { .kind = STEP_SIGNAL };

	assert_false(step_is_file(&s));
	s.kind = STEP_MODE;
	assert_true(step_is_file(&s));
	s.kind = STEP_PUT;
	assert_true(step_is_file(&s));
	s.kind = STEP_BUS;
	assert_false(step_is_file(&s));
}

static void
what_fits(void **state)
{
	struct changehost *c = *state;
	struct step *s;

	s = changehost_put(c, "/etc/default/sendmail", "x");
	assert_int_equal(check(c, s, false, false), 0);
	/* A second step on one path can only be a mode. */
	assert_int_equal(check(c, s, false, true), -EINVAL);
	s->kind = STEP_MODE;
	assert_int_equal(check(c, s, false, true), 0);
	/* A link does not replace a file, nor bytes a link. */
	s->kind = STEP_LINK;
	s->to = "/dev/null";
	assert_int_equal(check(c, s, false, false), -EINVAL);
	s = changehost_put(c, "/etc/rc2.d/S88sendmail", "x");
	assert_int_equal(check(c, s, false, false), -EINVAL);
	s->kind = STEP_REMOVE;
	assert_int_equal(check(c, s, false, false), 0);
	s = changehost_put(c, "/etc/rc2.d", "x");
	assert_int_equal(check(c, s, false, false), -EINVAL);
}

static void
in_place_for_hard_links(void **state)
{
	struct changehost *c = *state;
	struct stat st;

	assert_int_equal(link(tree_path(&c->tree, "etc/init.d/sendmail"),
	    tree_path(&c->tree, "etc/rc2.d/S88")), 0);
	changehost_put(c, "/etc/init.d/sendmail", "changed\n");
	assert_int_equal(changehost_apply(c), 0);
	assert_int_equal(c->run.j.first->way, WAY_IN_PLACE);
	assert_string_equal(changehost_text(c, "/etc/rc2.d/S88"),
	    "changed\n");
	assert_int_equal(root_stat(&c->host.root, "/etc/rc2.d/S88", &st), 0);
	assert_int_equal(st.st_nlink, 2);
}

static void
a_source_keeps_its_time(void **state)
{
	struct changehost *c = *state;
	struct timespec times[2] = { { 1000000000, 5 }, { 1000000000, 5 } };
	struct stat st;
	struct step *s;

	assert_int_equal(utimensat(AT_FDCWD,
	    tree_path(&c->tree, "etc/init.d/sendmail"), times, 0), 0);
	s = changehost_put(c, "/etc/init.d/sendmail", "changed\n");
	s->keeps_time = true;
	assert_int_equal(changehost_apply(c), 0);
	assert_string_equal(changehost_text(c, "/etc/init.d/sendmail"),
	    "changed\n");
	assert_int_equal(root_stat(&c->host.root, "/etc/init.d/sendmail",
	    &st), 0);
	assert_int_equal(st.st_mtim.tv_sec, 1000000000);
	assert_int_equal(st.st_mtim.tv_nsec, 5);
}

static void
made_folders_are_known(void **state)
{
	struct changehost *c = *state;

	changehost_put(c, "/etc/a/b/c", "x");
	assert_int_equal(changehost_apply(c), 0);
	assert_string_equal(c->run.j.first->made, "/etc/a");
	assert_string_equal(changehost_text(c, "/etc/a/b/c"), "x");
}

#define T(name) cmocka_unit_test_setup_teardown(name, changehost_setup, \
    changehost_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds), T(what_fits),
		T(in_place_for_hard_links), T(a_source_keeps_its_time),
		T(made_folders_are_known),
	};

	return cmocka_run_group_tests_name("step_file", tests, NULL, NULL);
}
