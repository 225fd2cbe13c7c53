/* A step as a change of the root module. */
#include "tests/unit/changehost.h"

#include "agent/run/step_change.h"

static void
names_and_places(void **state)
{
	struct changehost *c = *state;
	struct step_change s;
	struct was w;

	changehost_put(c, "/etc/default/sendmail", "x");
	assert_int_equal(changehost_apply(c), 0);
	w = c->run.j.first->step.was;
	step_change_init(&s, &c->host, "/etc/default/sendmail", &w, &c->e);
	assert_ptr_equal(s.change.was, &s.st);
	assert_int_equal(s.st.st_ino, w.ino);
	step_change_stage(&s, &c->run, c->run.j.first);
	assert_string_equal(s.change.temp, ".hm-1-1");
	assert_string_equal(s.change.stage, RUNS_FOLDER "/1");
	w.there = false;
	step_change_init(&s, &c->host, "/etc/default/sendmail", &w, &c->e);
	assert_null(s.change.was);
	assert_int_equal(step_change_as_it_is(&s, &c->e), 0);
	assert_non_null(s.change.was);
	step_change_init(&s, &c->host, "/etc/none", &w, &c->e);
	assert_int_equal(step_change_as_it_is(&s, &c->e), 0);
	assert_null(s.change.was);
}

static void
old_bytes(void **state)
{
	struct changehost *c = *state;
	struct buf b = BUF_INIT(4096);
	struct step_change s;

	changehost_put(c, "/etc/default/sendmail", "x");
	assert_int_equal(changehost_apply(c), 0);
	step_change_init(&s, &c->host, "/etc/default/sendmail",
	    &c->run.j.first->step.was, &c->e);
	assert_int_equal(step_change_old(&s, &c->run, c->run.j.first, &b),
	    0);
	assert_int_equal(s.change.old_len, 9);
	assert_memory_equal(s.change.old, "MODE=-bd\n", 9);
	buf_release(&b);
}

#define T(name) cmocka_unit_test_setup_teardown(name, changehost_setup, \
    changehost_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(names_and_places), T(old_bytes),
	};

	return cmocka_run_group_tests_name("step_change", tests, NULL, NULL);
}
