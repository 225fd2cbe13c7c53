/* What both ways to watch folders promise: the same cases for each. */
#ifndef HM_WATCH_CASE_H
#define HM_WATCH_CASE_H

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent/port/watch.h"
#include "tests/unit/swept.h"
#include "tests/unit/tree.h"
#include "tests/unit/unit.h"

static const struct watch_ops *watch_case_ops;
#define PATIENCE 30000	/* ms in which a change is told, on any machine */
static long watch_case_quiet;	/* in which it usually is */

/* Folder "all" is watched whole; of "some" the names file, folder and none. */
static struct tree watch_tree;
static char watch_all[300], watch_some[300];

static inline int
watch_case_setup(void **state)
{
	(void)state;
	tree_make(&watch_tree);
	tree_file(&watch_tree, "all/a", "a\n");
	tree_file(&watch_tree, "all/b", "b\n");
	tree_folder(&watch_tree, "all/sub");
	tree_file(&watch_tree, "some/file", "f\n");
	tree_file(&watch_tree, "some/other", "o\n");
	tree_folder(&watch_tree, "some/folder");
	snprintf(watch_all, sizeof(watch_all), "%s/all", watch_tree.path);
	snprintf(watch_some, sizeof(watch_some), "%s/some", watch_tree.path);
	return 0;
}

static inline int
watch_case_teardown(void **state)
{
	(void)state;
	tree_remove(&watch_tree);
	return 0;
}

static inline struct watch *
watch_case_open(void)
{
	const struct watch_spot spots[] = {
		{ .folder = watch_tree.path, .name = "all" },
		{ .folder = watch_all },
		{ .folder = watch_some, .name = "file" },
		{ .folder = watch_some, .name = "folder" },
		{ .folder = watch_some, .name = "none" },
	};
	struct err e = { .code = 0 };
	struct watch *w = NULL;

	if (watch_case_ops->open(spots, 5, &w, &e) != 0)
		fail_msg("%s", e.text);
	return w;
}

/* Nothing more is told: what came of the last change is taken. */
static inline void
watch_case_drain(struct watch *w)
{
	int i;

	for (i = 0; i < 20; i++)
		if (watch_case_ops->wait(w, watch_case_quiet, -1,
		    NULL) == 0)
			return;
	fail_msg("it tells of changes without end");
}

static inline void
watch_case_told(struct watch *w, const char *what)
{
	struct err e = { .code = 0 };
	int r = watch_case_ops->wait(w, PATIENCE, -1, &e);

	if (r != 1)
		fail_msg("%s: %d %s", what, r, e.text);
	watch_case_drain(w);
}

static inline void
watch_case_write(const char *path, const char *text, int how)
{
	int fd = open(path, O_WRONLY | O_CREAT | how, 0644);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
}

#define IN_ALL(name) tree_path(&watch_tree, "all/" name)
#define IN_SOME(name) tree_path(&watch_tree, "some/" name)

/* Every way in which a file can come to be another. */
static inline void
watch_case_ways(void **state)
{
	struct watch *w = watch_case_open();

	(void)state;
	watch_case_drain(w);
	watch_case_write(IN_ALL("a"), "other\n", O_TRUNC);
	watch_case_told(w, "echo >");
	watch_case_write(IN_ALL("a"), "more\n", O_APPEND);
	watch_case_told(w, "echo >>");
	watch_case_write(IN_ALL("new"), "new\n", O_EXCL);
	watch_case_told(w, "a new file");
	if (SWEPT_TURNS(false, true))
		goto out;	/* each call waits, and they are the same */
	assert_int_equal(rename(IN_ALL("new"), IN_ALL("b")), 0);
	watch_case_told(w, "a rename over it");
	watch_case_write(IN_ALL("new"), "new\n", O_EXCL);
	watch_case_told(w, "a second new file");
	assert_int_equal(rename(IN_ALL("new"), IN_ALL("b")), 0);
	watch_case_told(w, "a second rename over it");
	assert_int_equal(chmod(IN_ALL("b"), 0755), 0);
	watch_case_told(w, "chmod");
	assert_int_equal(link(IN_ALL("b"), IN_ALL("hard")), 0);
	watch_case_told(w, "a hard link");
	assert_int_equal(symlink("b", IN_ALL("soft")), 0);
	watch_case_told(w, "a link");
	assert_int_equal(unlink(IN_ALL("soft")), 0);
	watch_case_told(w, "rm");
	assert_int_equal(rename(IN_ALL("hard"), IN_SOME("hard")), 0);
	watch_case_told(w, "mv out");
	assert_int_equal(rename(IN_SOME("hard"), IN_ALL("hard")), 0);
	watch_case_told(w, "mv in");
	assert_int_equal(mkdir(IN_ALL("dir"), 0755), 0);
	watch_case_told(w, "mkdir");
	assert_int_equal(rmdir(IN_ALL("dir")), 0);
	watch_case_told(w, "rmdir");
out:
	watch_case_ops->close(w);
}

/* In a folder that is watched for names others do not count. */
static inline void
watch_case_names(void **state)
{
	struct watch *w = watch_case_open();

	(void)state;
	watch_case_drain(w);
	watch_case_write(IN_SOME("other"), "x\n", O_TRUNC);
	watch_case_write(IN_SOME("others"), "x\n", O_EXCL);
	assert_int_equal(unlink(IN_SOME("others")), 0);
	assert_int_equal(watch_case_ops->wait(w, watch_case_quiet, -1,
	    NULL), 0);
	watch_case_write(IN_SOME("file"), "x\n", O_TRUNC);
	watch_case_told(w, "the file");
	watch_case_write(IN_SOME("none"), "x\n", O_EXCL);
	watch_case_told(w, "what was not there");
	assert_int_equal(rename(IN_SOME("folder"), IN_SOME("away")), 0);
	watch_case_told(w, "a folder that is moved away");
	watch_case_ops->close(w);
}

/* A folder that goes away, with a new one in its place. */
static inline void
watch_case_folder(void **state)
{
	struct watch *w = watch_case_open();

	(void)state;
	watch_case_drain(w);
	assert_int_equal(rename(watch_all, IN_SOME("all")), 0);
	assert_int_equal(mkdir(watch_all, 0755), 0);
	watch_case_told(w, "another folder");
	/* what happens in it is told by a watch that is opened now */
	watch_case_ops->close(w);
	w = watch_case_open();
	watch_case_drain(w);
	watch_case_write(IN_ALL("a"), "x\n", O_EXCL);
	watch_case_told(w, "a file in it");
	watch_case_ops->close(w);
}

/* What happens between open and wait, and twenty thousand things at once. */
static inline void
watch_case_many(void **state)
{
	struct watch *w = watch_case_open();
	int i;

	(void)state;
	watch_case_drain(w);
	for (i = 0; i < SWEPT_TURNS(10000, 10); i++) {
		watch_case_write(IN_ALL("new"), "x\n", O_EXCL);
		assert_int_equal(rename(IN_ALL("new"), IN_ALL("a")), 0);
	}
	watch_case_told(w, "many");
	watch_case_write(IN_ALL("a"), "the last\n", O_TRUNC);
	watch_case_told(w, "the one after them");
	watch_case_ops->close(w);
}

/* Time, and the descriptor that ends waiting. */
static inline void
watch_case_waking(void **state)
{
	struct watch *w = watch_case_open();
	int ends[2];

	(void)state;
	watch_case_drain(w);
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(watch_case_ops->wait(w, 0, ends[0], NULL), 0);
	assert_int_equal(watch_case_ops->wait(w, 30, ends[0], NULL), 0);
	assert_int_equal(write(ends[1], "x", 1), 1);
	assert_int_equal(watch_case_ops->wait(w, -1, ends[0], NULL), 0);
	close(ends[0]);
	close(ends[1]);
	watch_case_ops->close(w);
	watch_case_ops->close(NULL);
}

/* No folder at all, and one that is not there. */
static inline void
watch_case_nothing(void **state)
{
	const struct watch_spot spot = { .folder = "/nonexistent/folder" };
	struct watch *w = NULL;

	(void)state;
	assert_int_equal(watch_case_ops->open(NULL, 0, &w, NULL), 0);
	assert_int_equal(watch_case_ops->wait(w, 10, -1, NULL), 0);
	watch_case_ops->close(w);
	assert_int_equal(watch_case_ops->open(&spot, 1, &w, NULL), 0);
	assert_int_equal(watch_case_ops->wait(w, 10, -1, NULL), 0);
	watch_case_ops->close(w);
}

#define WATCH_CASE(fn) cmocka_unit_test_setup_teardown(fn, \
	watch_case_setup, watch_case_teardown)

#endif
