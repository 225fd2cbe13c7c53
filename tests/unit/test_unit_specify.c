/* Specifiers under several names. */
#include "tests/unit/unit.h"

#include "platforms/unit_specify.h"
#include "tests/unit/unit_tree.h"

/* TEXT? where the end is not known. */
static const char *
specify(struct fixture *f, const char *name, const char *at, const char *text)
{
	const struct place where = { .path = at, .line = 2 };
	struct unit u = load(f, name);
	struct unit_text t;

	assert_non_null(u.name);
	assert_int_equal(unit_specify_at(&f->units, &u, &where, text, &t), 0);
	assert_true(t.gap == WORD_KNOWN || t.reason != NULL);
	return pool_printf(&f->pool, "%s%s", t.text,
	    t.gap == WORD_KNOWN ? "" : "?");
}

/* systemd 252: a unit that is wanted as al1.service had this name in its own
 * file, and hg1.service in its drop-ins. */
static void
alias(void **state)
{
	struct fixture *f = *state;
	static const char own[] = "/" ETC "hg1.service",
	    dropin[] = "/" ETC "hg1.service.d/a.conf";

	tree_file(&f->tree, ETC "hg1.service", "[Service]\n");
	tree_link(&f->tree, ETC "al1.service", "hg1.service");
	assert_string_equal(specify(f, "hg1.service", own, "-q%n"), "-q?");
	assert_string_equal(specify(f, "al1.service", own, "%N"), "?");
	assert_string_equal(specify(f, "hg1.service", own, "%i%t"), "/run");
	assert_string_equal(specify(f, "hg1.service", own, "n"), "n");
	assert_string_equal(specify(f, "al1.service", dropin, "%n"),
	    "hg1.service");
}

static void
one_name(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, ETC "hg1.service", "[Service]\n");
	assert_string_equal(specify(f, "hg1.service", "/" ETC "hg1.service",
	    "%n"), "hg1.service");
}

static void
instances(void **state)
{
	struct fixture *f = *state;
	static const char own[] = "/" ETC "hg@.service";

	tree_file(&f->tree, ETC "hg@.service", "[Service]\n");
	tree_link(&f->tree, ETC "al@.service", "hg@.service");
	assert_string_equal(specify(f, "al@x.service", own, "%i"), "x");
	assert_string_equal(specify(f, "al@x.service", own, "%p"), "?");
}

/* Until 240 the names were put together before the file was read. */
static void
old(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, ETC "hg1.service", "[Service]\n");
	tree_link(&f->tree, ETC "al1.service", "hg1.service");
	tree_file(&f->tree, "usr/lib/systemd/libsystemd-shared-239.so", "");
	assert_string_equal(specify(f, "al1.service", "/" ETC "hg1.service",
	    "%n"), "hg1.service");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(alias, setup, teardown),
		cmocka_unit_test_setup_teardown(one_name, setup, teardown),
		cmocka_unit_test_setup_teardown(instances, setup, teardown),
		cmocka_unit_test_setup_teardown(old, setup, teardown),
	};

	return cmocka_run_group_tests_name("unit_specify", tests, NULL, NULL);
}
