/* Files of a closing: opened once, changed in memory, made into steps. */
#include "tests/unit/unit.h"

#include "tests/unit/closing_case.h"

static void
opened(void **state)
{
	struct closing_case *x = *state;
	struct closing_file *f;
	size_t from, to, end;

	tree_file(&x->f->tree, "etc/a", "one\r\ntwo\nend");
	tree_link(&x->f->tree, "etc/b", "a");
	f = closing_open(&x->c, "/etc/b");
	assert_non_null(f);
	assert_string_equal(f->path, "/etc/a");
	assert_ptr_equal(closing_open(&x->c, "/etc/a"), f);
	assert_int_equal(x->c.n, 1);
	assert_null(closing_open(&x->c, "/etc/none"));
	assert_null(closing_open(&x->c, "/etc"));
	assert_true(closing_line(f, 1, &from, &to, &end));
	assert_int_equal(to, 3);
	assert_int_equal(end, 5);
	assert_true(closing_line(f, 3, &from, &to, &end));
	assert_int_equal(from, 9);
	assert_int_equal(end, 12);
	assert_false(closing_line(f, 4, &from, &to, &end));
	assert_false(closing_line(f, 0, &from, &to, &end));
}

static void
steps(void **state)
{
	struct closing_case *x = *state;
	struct closing_file *f;
	struct plan p;

	tree_file(&x->f->tree, "etc/a", "one\ntwo\n");
	tree_file(&x->f->tree, "etc/same", "x\n");
	plan_init(&p);
	f = closing_open(&x->c, "/etc/a");
	assert_int_equal(closing_splice(&x->c, f, 4, 8, "2\n", "why"), 1);
	assert_int_equal(closing_splice(&x->c, f, 0, 0, "#", "that"), 1);
	f = closing_open(&x->c, "/etc/same");
	assert_int_equal(closing_replace(&x->c, f, "x\n", 2, "why"), 1);
	assert_int_equal(closing_steps(&x->c, &p), 0);
	/* What is the same in the end is no step. */
	assert_int_equal(p.n_steps, 1);
	assert_string_equal(p.first->path, "/etc/a");
	assert_string_equal(p.first->data, "#one\n2\n");
	assert_int_equal(p.first->len, 7);
	assert_string_equal(p.first->old, "one\ntwo\n");
	assert_string_equal(p.first->why, "that");
	assert_int_equal(p.first->phase, PHASE_CONFIGURATION);
	plan_release(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		A_TEST(opened),
		A_TEST(steps),
	};

	return cmocka_run_group_tests_name("closing_file", tests, NULL, NULL);
}
