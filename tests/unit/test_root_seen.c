/* What was seen of a tree: kept by kind and path, copied, bounded. */
#include "tests/unit/unit.h"

#include "agent/base/root_seen.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
test_kinds(void **state)
{
	struct root_seen *s = root_seen_new();
	char text[] = "target";
	const struct root_answer *got;

	assert_non_null(s);
	assert_null(root_seen_get(s, ROOT_KEPT_STAT, "/a"));
	root_seen_put(s, ROOT_KEPT_STAT, "/a",
	    &(struct root_answer){ .r = -ENOENT });
	root_seen_put(s, ROOT_KEPT_TARGET, "/a",
	    &(struct root_answer){ .text = text, .len = 6 });
	text[0] = '?';
	got = root_seen_get(s, ROOT_KEPT_STAT, "/a");
	assert_non_null(got);
	assert_int_equal(got->r, -ENOENT);
	got = root_seen_get(s, ROOT_KEPT_TARGET, "/a");
	assert_non_null(got);
	assert_string_equal(got->text, "target");
	assert_int_equal(got->len, 6);
	assert_null(root_seen_get(s, ROOT_KEPT_LSTAT, "/a"));
	assert_null(root_seen_get(s, ROOT_KEPT_STAT, "/b"));
	root_seen_free(s);
}

static void
test_none(void **state)
{
	root_seen_put(NULL, ROOT_KEPT_STAT, "/a",
	    &(struct root_answer){ .r = 0 });
	assert_null(root_seen_get(NULL, ROOT_KEPT_STAT, "/a"));
	root_seen_free(NULL);
}

/* Many paths all stay, until the bound; then new ones are not kept. */
static void
test_bound(void **state)
{
	struct root_seen *s = root_seen_new();
	char path[32], *large = calloc(1, 1 << 20);
	struct root_answer a = { .text = large, .len = 1 << 20 };
	int i;

	for (i = 0; i < 3000; i++) {
		snprintf(path, sizeof(path), "/d/%d", i);
		root_seen_put(s, ROOT_KEPT_STAT, path,
		    &(struct root_answer){ .r = -i });
	}
	for (i = 0; i < 3000; i++) {
		snprintf(path, sizeof(path), "/d/%d", i);
		assert_int_equal(root_seen_get(s, ROOT_KEPT_STAT, path)->r,
		    -i);
	}
	root_seen_put(s, ROOT_KEPT_TEXT, "/1", &a);
	root_seen_put(s, ROOT_KEPT_TEXT, "/2", &a);
	assert_non_null(root_seen_get(s, ROOT_KEPT_TEXT, "/1"));
	assert_null(root_seen_get(s, ROOT_KEPT_TEXT, "/2"));
	free(large);
	root_seen_free(s);
}

static int released;

static void *
one(void)
{
	return calloc(1, 1);
}

static void
release(void *thing)
{
	released++;
	free(thing);
}

/* What a reader keeps beside is one, and goes with the rest. */
static void
test_beside(void **state)
{
	struct root_seen *s = root_seen_new();
	void *thing = root_seen_beside(s, one, release);

	assert_non_null(thing);
	assert_ptr_equal(root_seen_beside(s, one, release), thing);
	assert_int_equal(released, 0);
	root_seen_free(s);
	assert_int_equal(released, 1);
	assert_null(root_seen_beside(NULL, one, release));
}

static void
test_asked(void **state)
{
	struct root_seen *s = root_seen_new();

	assert_int_equal(root_seen_asked(s, "/a"), 1);
	assert_int_equal(root_seen_asked(s, "/b"), 1);
	assert_int_equal(root_seen_asked(s, "/a"), 2);
	assert_int_equal(root_seen_asked(s, "/a"), 3);
	/* Of two answers the later one counts. */
	root_seen_put(s, ROOT_KEPT_STAT, "/a",
	    &(struct root_answer){ .r = 1 });
	assert_int_equal(root_seen_get(s, ROOT_KEPT_STAT, "/a")->r, 1);
	root_seen_put(s, ROOT_KEPT_STAT, "/a",
	    &(struct root_answer){ .r = 2 });
	assert_int_equal(root_seen_get(s, ROOT_KEPT_STAT, "/a")->r, 2);
	root_seen_free(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_none),
		cmocka_unit_test(test_bound),
		cmocka_unit_test(test_asked),
		cmocka_unit_test(test_beside),
	};

	return cmocka_run_group_tests_name("root_seen", tests, NULL, NULL);
}
