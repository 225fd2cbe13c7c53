/* Why a unit does not start. */
#include "tests/unit/unit.h"

#include "platforms/unit_start.h"
#include "tests/unit/unit_tree.h"

static void
refused(void **state)
{
	struct fixture *f = *state;
	struct unit u;

	tree_file(&f->tree, ETC "a.service", "[Service]\nExecStart=/x\n");
	u = load(f, "a.service");
	assert_false(unit_start_refused(&u));
	tree_file(&f->tree, ETC "b.service", "[Unit]\nWants=a.service\n");
	u = load(f, "b.service");
	assert_true(unit_start_refused(&u));
	assert_string_equal(u.broken, "systemd refuses it: no ExecStart=");
	tree_file(&f->tree, ETC "c.service",
	    "[Service]\nExecStart=/x\nExecStart=/y\n");
	u = load(f, "c.service");
	assert_true(unit_start_refused(&u));
	tree_link(&f->tree, ETC "d.service", "/dev/null");
	u = load(f, "d.service");
	assert_true(unit_start_refused(&u));
	tree_file(&f->tree, ETC "e.target", "[Unit]\n");
	u = load(f, "e.target");
	assert_false(unit_start_refused(&u));
}

static void
reasons(void **state)
{
	struct fixture *f = *state;
	struct unit u;

	tree_file(&f->tree, ETC "a.service", "[Unit]\n"
	    "ConditionPathExists=/none\n[Service]\nExecStart=/x\n");
	u = load(f, "a.service");
	u.at_boot = TRI_YES;
	unit_start_reasons(&f->units, &u);
	assert_int_equal(u.at_boot, TRI_NO);
	assert_false(u.fails);
	assert_string_equal(u.reason, "a condition is not met");
	assert_int_equal(u.because->line, 2);
	tree_link(&f->tree, ETC "b.service", "/dev/null");
	u = load(f, "b.service");
	u.at_boot = TRI_YES;
	unit_start_reasons(&f->units, &u);
	assert_int_equal(u.at_boot, TRI_NO);
	assert_true(u.fails);
	assert_string_equal(u.reason, "masked");
}

static void
bound(void **state)
{
	struct fixture *f = *state;
	struct unit a, b, *all_units[] = { &a, &b };

	tree_file(&f->tree, ETC "a.service", "[Unit]\nBindsTo=b.service\n"
	    "[Service]\nExecStart=/x\n");
	tree_file(&f->tree, ETC "b.service", "[Service]\nExecStart=/x\n");
	b = load(f, "b.service");
	a = load(f, "a.service");
	a.at_boot = b.at_boot = TRI_YES;
	assert_false(unit_start_bound(&f->units, all_units, 2, &a));
	assert_int_equal(a.at_boot, TRI_YES);
	b.at_boot = TRI_NO;
	assert_true(unit_start_bound(&f->units, all_units, 2, &a));
	assert_int_equal(a.at_boot, TRI_NO);
	assert_string_equal(a.reason,
	    "bound to b.service, which does not start");
	/* That was all there is to say. */
	assert_false(unit_start_bound(&f->units, all_units, 2, &a));
}

/* What a oneshot runs has run when systemd 252 stops it; what is bound to
 * that is stopped too. */
static void
bound_oneshot(void **state)
{
	struct fixture *f = *state;
	struct unit a, c, *all_units[] = { &a, &c };

	tree_file(&f->tree, ETC "a.service", "[Unit]\nBindsTo=none.service\n"
	    "[Service]\nType=oneshot\nExecStart=/x\n");
	tree_file(&f->tree, ETC "c.service", "[Unit]\nBindsTo=a.service\n"
	    "[Service]\nExecStart=/x\n");
	a = load(f, "a.service");
	c = load(f, "c.service");
	a.at_boot = c.at_boot = TRI_YES;
	assert_true(unit_start_bound(&f->units, all_units, 2, &a));
	assert_int_equal(a.at_boot, TRI_YES);
	assert_true(unit_start_bound(&f->units, all_units, 2, &c));
	assert_int_equal(c.at_boot, TRI_NO);
}

/* systemd 252: the one that requires it did not start, once. */
static void
assertion(void **state)
{
	struct fixture *f = *state;
	struct unit a, b, *all_units[] = { &a, &b };

	tree_file(&f->tree, ETC "a.service", "[Unit]\nRequires=b.service\n"
	    "[Service]\nExecStart=/x\n");
	tree_file(&f->tree, ETC "b.service", "[Unit]\n"
	    "AssertPathExists=/none\n[Service]\nExecStart=/x\n");
	b = load(f, "b.service");
	a = load(f, "a.service");
	a.at_boot = b.at_boot = TRI_YES;
	unit_start_reasons(&f->units, &b);
	assert_int_equal(b.at_boot, TRI_NO);
	assert_true(unit_start_bound(&f->units, all_units, 2, &a));
	assert_int_equal(a.at_boot, TRI_UNKNOWN);
	assert_string_equal(a.reason, "it requires b.service, which may fail");
	assert_false(unit_start_bound(&f->units, all_units, 2, &a));
	/* A condition that is not met skips that one alone. */
	b.aborts = false;
	a.at_boot = TRI_YES;
	assert_false(unit_start_bound(&f->units, all_units, 2, &a));
}

/* systemd 252: without its environment file b fails as soon as its turn
 * comes; a, not ordered after it, ran in one boot and not in another. */
static void
required_fails(void **state)
{
	struct fixture *f = *state;
	struct unit a, b, c, *all_units[] = { &a, &b, &c };

	tree_file(&f->tree, ETC "a.service", "[Unit]\nRequires=b.service\n"
	    "[Service]\nExecStart=/x\n");
	tree_file(&f->tree, ETC "b.service", "[Service]\n"
	    "EnvironmentFile=/none\nExecStart=/x\n");
	tree_file(&f->tree, ETC "c.service", "[Unit]\nRequires=a.service\n"
	    "[Service]\nExecStart=/x\n");
	a = load(f, "a.service");
	b = load(f, "b.service");
	c = load(f, "c.service");
	a.at_boot = b.at_boot = c.at_boot = TRI_YES;
	assert_false(unit_start_bound(&f->units, all_units, 3, &b));
	assert_false(unit_start_bound(&f->units, all_units, 3, &c));
	assert_true(unit_start_bound(&f->units, all_units, 3, &a));
	assert_int_equal(a.at_boot, TRI_UNKNOWN);
	assert_string_equal(a.reason, "it requires b.service, which may fail");
	/* What requires it in turn may fail with it. */
	assert_true(unit_start_bound(&f->units, all_units, 3, &c));
	assert_int_equal(c.at_boot, TRI_UNKNOWN);
	assert_string_equal(c.reason, "it requires a.service, which may "
	    "fail");
	/* One that does not start does not fail. */
	a.at_boot = TRI_YES;
	b.at_boot = TRI_NO;
	a.aborts = false;
	assert_false(unit_start_bound(&f->units, all_units, 3, &a));
	/* With a "-" the file may be missing. */
	tree_file(&f->tree, ETC "b.service", "[Service]\n"
	    "EnvironmentFile=-/none\nExecStart=/x\n");
	b = load(f, "b.service");
	b.at_boot = TRI_YES;
	assert_false(unit_start_bound(&f->units, all_units, 3, &a));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(refused, setup, teardown),
		cmocka_unit_test_setup_teardown(reasons, setup, teardown),
		cmocka_unit_test_setup_teardown(bound, setup, teardown),
		cmocka_unit_test_setup_teardown(assertion, setup, teardown),
		cmocka_unit_test_setup_teardown(bound_oneshot, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(required_fails, setup,
		    teardown),
	};

	return cmocka_run_group_tests_name("unit_start", tests, NULL, NULL);
}
