/* What comes before every change. */
#include "tests/unit/unit.h"

#include <errno.h>
#include <signal.h>

#include "agent/changing.h"
#include "agent/output.h"
#include "tests/unit/tree.h"

static void
begin(void **state)
{
	struct settings s = { .root = NULL };
	struct err e = { .code = 0 };
	struct changing c;
	struct tree t;

	tree_make(&t);
	s.root = t.path;
	changing_init(&c);
	assert_int_equal(changing_open(&s, &c, &e), 0);
	assert_int_equal(c.host.source, SOURCE_ROOT);
	assert_null(c.host.service);
	assert_int_equal(changing_begin(&c, &e), 0);
	assert_true(c.lock >= 0);
	changing_release(&c);
	tree_file(&t, "etc/hardenmail/hold", "exams\n");
	assert_int_equal(changing_open(&s, &c, &e), 0);
	assert_int_equal(changing_begin(&c, &e), 1);
	assert_string_equal(e.text, "on hold, nothing is changed: "
	    "/etc/hardenmail/hold: exams");
	changing_release(&c);
	tree_remove(&t);
}

static void
nowhere(void **state)
{
	const struct settings s = { .root = "/nonexistent/tree" };
	struct err e = { .code = 0 };
	struct changing c;

	changing_init(&c);
	assert_int_equal(changing_open(&s, &c, &e), EXIT_NO_INPUT);
	assert_string_not_equal(e.text, "");
	changing_release(&c);
}

static void
uninterrupted(void **state)
{
	changing_uninterrupted();
	assert_int_equal(raise(SIGINT), 0);
	assert_int_equal(raise(SIGTERM), 0);
	assert_int_equal(raise(SIGHUP), 0);
	changing_interruptible();
}

static void
statuses(void **state)
{
	assert_int_equal(changing_status(-ENOSPC), EXIT_CANNOT_CREATE);
	assert_int_equal(changing_status(-EROFS), EXIT_CANNOT_CREATE);
	assert_int_equal(changing_status(-EPERM), EXIT_NO_PERMISSION);
	assert_int_equal(changing_status(-EIO), EXIT_IO);
	assert_int_equal(changing_status(-ENOMEM), EXIT_SYSTEM);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(begin), cmocka_unit_test(nowhere),
		cmocka_unit_test(uninterrupted), cmocka_unit_test(statuses),
	};

	return cmocka_run_group_tests_name("changing", tests, NULL, NULL);
}
