/* The files of a tree as they were, and as they are. */
#include "tests/unit/unit.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent/run/snapshot.h"
#include "tests/unit/tree.h"

static struct tree tree;
static struct root own, host;
static struct snapshot before, now;
static char said[4096];

static int
setup(void **state)
{
	tree_make(&tree);
	tree_file(&tree, "etc/rc2.d/S01a", "one\n");
	tree_file(&tree, "etc/rc2.d/S02b", "two\n");
	tree_file(&tree, "etc/rc2.d/K03c", "three\n");
	tree_link(&tree, "etc/rc2.d/S04d", "../init.d/d");
	tree_folder(&tree, "etc/rc2.d/folder");
	assert_int_equal(root_open(&own, "/", NULL), 0);
	assert_int_equal(root_open(&host, tree.path, NULL), 0);
	before = now = (struct snapshot){ .n = 0 };
	return 0;
}

static int
teardown(void **state)
{
	snapshot_release(&before);
	snapshot_release(&now);
	root_release(&own);
	root_release(&host);
	tree_remove(&tree);
	return 0;
}

static void
take(const struct snapshot *old, struct snapshot *ret)
{
	struct spots s = { .n = 0 };

	assert_int_equal(spots_add(&s, &host, "/etc/rc2.d", true), 0);
	spots_finish(&s);
	assert_int_equal(snapshot_take(&host, &own, &s, old, ret), 0);
	spots_release(&s);
}

static int
note(void *arg, const struct shot *a, const struct shot *b)
{
	const char *path = strrchr(a != NULL ? a->path : b->path, '/') + 1;
	size_t at = strlen(said), len;

	(void)arg;
	snprintf(said + at, sizeof(said) - at, "%s%s%s%s%s ", a ? "-" : "",
	    b ? "+" : "", path, a && shot_contents(a, &len) ? "=" : "",
	    b && shot_contents(b, &len) ? "=" : "");
	return 0;
}

static void
differs(const char *expected)
{
	take(&before, &now);
	said[0] = '\0';
	assert_int_equal(snapshot_compare(&before, &now, note, NULL), 0);
	assert_string_equal(said, expected);
	snapshot_release(&now);
}

static const char *
at(const char *name)
{
	return tree_path(&tree, name);
}

static void
every_kind(void **state)
{
	take(NULL, &before);
	assert_int_equal(before.n, 4);
	assert_int_equal(before.bytes, 4 + 4 + 6);
	differs("");
	tree_file(&tree, "etc/rc2.d/S01a", "ONE\n");
	differs("-+S01a== ");
	/* Written anew with the same contents. */
	unlink(at("etc/rc2.d/S01a"));
	tree_file(&tree, "etc/rc2.d/S01a", "one\n");
	differs("");
	unlink(at("etc/rc2.d/K03c"));
	differs("-K03c= ");
	tree_file(&tree, "etc/rc2.d/K03c", "three\n");
	tree_file(&tree, "etc/rc2.d/S05e", "five\n");
	differs("+S05e= ");
	unlink(at("etc/rc2.d/S05e"));
	chmod(at("etc/rc2.d/S02b"), 0755);
	differs("-+S02b== ");
	chmod(at("etc/rc2.d/S02b"), 0644);
	unlink(at("etc/rc2.d/S04d"));
	tree_link(&tree, "etc/rc2.d/S04d", "../init.d/x");
	differs("-+S04d ");
	tree_file(&tree, "etc/rc2.d/S04e", "");
	unlink(at("etc/rc2.d/S04d"));
	rename(at("etc/rc2.d/S04e"), at("etc/rc2.d/S04d"));
	differs("-+S04d= ");
}

static void
contents(void **state)
{
	size_t len = 0;

	take(NULL, &before);
	assert_int_equal(before.n, 4);
	assert_string_equal(shot_contents(&before.v[0], &len), "three\n");
	assert_int_equal(len, 6);
	/* A text that is unchanged is there once. */
	take(&before, &now);
	assert_int_equal(now.n, 4);
	assert_ptr_equal(now.v[0].text, before.v[0].text);
	snapshot_release(&before);
	assert_string_equal(shot_contents(&now.v[0], &len), "three\n");
}

static void
private_ones(void **state)
{
	chmod(at("etc/rc2.d/S01a"), 0640);
	take(NULL, &before);
	assert_int_equal(before.n, 4);
	assert_int_equal(before.v[1].kept, SHOT_PRIVATE);
	assert_null(before.v[1].text);
	assert_int_equal(before.v[2].kept, SHOT_KEPT);
	tree_file(&tree, "etc/rc2.d/S01a", "secret\n");
	differs("-+S01a ");
	snapshot_release(&before);
	/* A folder that not everybody may come into, of the tree's. */
	chmod(at("etc/rc2.d/S01a"), 0644);
	chmod(at("etc"), 0700);
	take(NULL, &before);
	assert_int_equal(before.n, 4);
	assert_int_equal(before.v[1].kept, SHOT_PRIVATE);
	assert_int_equal(before.bytes, 0);
	snapshot_release(&before);
	chmod(at("etc"), 0755);
	chmod(tree.path, 0700);
	take(NULL, &before);
	assert_int_equal(before.n, 4);
	assert_int_equal(before.v[1].kept, SHOT_KEPT);
}

/* It was open, and is private now: what was read before may not be shown
 * beside what is read now. */
static void
made_private(void **state)
{
	take(NULL, &before);
	chmod(at("etc/rc2.d/S01a"), 0600);
	differs("-+S01a= ");
}

static void
binary_and_large(void **state)
{
	char text[SNAPSHOT_FILE + 2];

	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	tree_file(&tree, "etc/rc2.d/S01a", text);
	take(NULL, &before);
	assert_int_equal(before.n, 4);
	assert_int_equal(before.v[1].kept, SHOT_LARGE);
	snapshot_release(&before);
	text[SNAPSHOT_FILE] = '\0';
	tree_file(&tree, "etc/rc2.d/S01a", text);
	assert_int_equal(truncate(at("etc/rc2.d/S02b"), 9), 0);
	take(NULL, &before);
	assert_int_equal(before.n, 4);
	assert_int_equal(before.v[1].kept, SHOT_KEPT);
	assert_int_equal(before.v[2].kept, SHOT_BINARY);
	assert_string_equal(shot_kept_name(SHOT_BINARY), "binary");
}

static void
no_more_than_so_much(void **state)
{
	char text[SNAPSHOT_FILE + 1], name[64];
	size_t i, kept = 0;

	memset(text, 'x', sizeof(text) - 1);
	text[SNAPSHOT_FILE] = '\0';
	for (i = 0; i < 10; i++) {
		snprintf(name, sizeof(name), "etc/rc2.d/X%zu", i);
		tree_file(&tree, name, text);
	}
	take(NULL, &before);
	assert_true(before.bytes <= SNAPSHOT_ALL);
	for (i = 0; i < before.n; i++)
		kept += before.v[i].kept == SHOT_NO_ROOM;
	/* 14 bytes of the others: seven fit. */
	assert_int_equal(kept, 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(every_kind, setup, teardown),
		cmocka_unit_test_setup_teardown(contents, setup, teardown),
		cmocka_unit_test_setup_teardown(private_ones, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(made_private, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(binary_and_large, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(no_more_than_so_much, setup,
		    teardown),
	};

	return cmocka_run_group_tests_name("snapshot", tests, NULL, NULL);
}
