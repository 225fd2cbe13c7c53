/* Programs that cannot be run, and those of which nothing is known. */
#include "tests/unit/unit.h"

#include "platforms/start_program.h"
#include "tests/unit/hosttree.h"

static const char *
flaw(struct fixture *f, const char *path)
{
	const char *why = "not set";

	assert_int_equal(start_program_flaw(&f->host, &f->pool, path, &why),
	    0);
	return why;
}

static void
execute_bits(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "usr/lib/a", "x");
	assert_int_equal(chmod(tree_path(&f->tree, "usr/lib/a"), 0600), 0);
	tree_link(&f->tree, "usr/lib/b", "a");
	assert_string_equal(flaw(f, "/usr/lib/a"), "has no execute bit");
	assert_string_equal(flaw(f, "/usr/lib/b"), "has no execute bit");
	assert_int_equal(chmod(tree_path(&f->tree, "usr/lib/a"), 0001), 0);
	assert_null(flaw(f, "/usr/lib/a"));
	assert_null(flaw(f, "/usr/lib/b"));
}

static void
there(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "usr/lib/a", "x");
	tree_link(&f->tree, "usr/lib/dangling", "none");
	tree_link(&f->tree, "usr/lib/loop", "loop");
	assert_string_equal(flaw(f, "/usr/lib/none"), "is not there");
	assert_null(flaw(f, "/usr/lib/dangling"));
	assert_null(flaw(f, "/usr/lib/loop"));
	assert_null(flaw(f, "/opt/none"));
	assert_null(flaw(f, "/none"));
	/* Found by way of PATH, whatever that is. */
	assert_null(flaw(f, "none"));
	assert_null(flaw(f, ""));
	f->host.source = SOURCE_LIVE;
	assert_string_equal(flaw(f, "/usr/lib/dangling"), "is not there");
	assert_string_equal(flaw(f, "/opt/none"), "is not there");
	assert_null(flaw(f, "/usr/lib/loop"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(execute_bits),
		TEST(there),
	};

	return cmocka_run_group_tests_name("start_program", tests, NULL,
	    NULL);
}
