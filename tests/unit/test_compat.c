/* Opening inside a root by one system call, where there is one. */
#include "agent/base/compat.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/unit/tree.h"
#include "tests/unit/unit.h"

/* An absolute link, and one that climbs, stay inside. */
static void
links_stay_inside(void **state)
{
	struct tree t;
	char text[8] = "";
	int dir, fd;

	tree_make(&t);
	tree_file(&t, "etc/passwd", "inside");
	tree_link(&t, "abs", "/etc/passwd");
	tree_link(&t, "up", "../../../../etc/passwd");
	dir = open(t.path, O_SEARCH | O_DIRECTORY);
	assert_true(dir >= 0);
	fd = compat_open_in_root(dir, "/abs", O_RDONLY);
	if (fd < 0 && errno == ENOSYS) {
		close(dir);
		tree_remove(&t);
		skip_because("this kernel has no openat2");
	}
	assert_int_equal(read(fd, text, sizeof(text)), 6);
	assert_memory_equal(text, "inside", 6);
	close(fd);
	fd = compat_open_in_root(dir, "/up", O_RDONLY);
	assert_int_equal(read(fd, text, sizeof(text)), 6);
	assert_memory_equal(text, "inside", 6);
	close(fd);
	assert_int_equal(compat_open_in_root(dir, "/none", O_RDONLY), -1);
	assert_int_equal(errno, ENOENT);
	close(dir);
	tree_remove(&t);
}

struct told {
	unsigned names, kinds;
	int end;
};

static int
on_entry(void *arg, const char *name, mode_t kind)
{
	struct told *t = arg;

	t->names++;
	t->kinds += kind != 0;
	assert_true(kind == 0 || kind == (strcmp(name, "file") == 0 ?
	    S_IFREG : strcmp(name, "link") == 0 ? S_IFLNK : S_IFDIR));
	return t->end;
}

/* What readdir(3) tells, or nothing. */
static void
entries_have_kinds(void **state)
{
	struct told told = { .names = 0 }, one = { .end = -E2BIG };
	struct tree t;

	tree_make(&t);
	tree_file(&t, "file", "");
	tree_file(&t, "folder/x", "");
	tree_link(&t, "link", "file");
	assert_int_equal(compat_entries(open(t.path, O_RDONLY), on_entry,
	    &told), 0);
	assert_int_equal(told.names, 3);
	assert_int_equal(compat_entries(open(t.path, O_RDONLY), on_entry,
	    &one), -E2BIG);
	assert_int_equal(one.names, 1);
	assert_true(compat_entries(open("/dev/null", O_RDONLY), on_entry,
	    &one) < 0);
	tree_remove(&t);
	if (told.kinds == 0)
		skip_because("this file system does not tell");
	assert_int_equal(told.kinds, 3);
}

static int
count(void *arg, const char *name, mode_t kind)
{
	unsigned *n = arg;

	*n += name[0] == 'n';
	return 0;
}

/* More than one answer of the kernel. */
static void
all_entries(void **state)
{
	char name[64];
	struct tree t;
	unsigned n = 0, i;

	tree_make(&t);
	for (i = 0; i < 700; i++) {
		snprintf(name, sizeof(name), "name-of-a-file-number-%u", i);
		tree_file(&t, name, "");
	}
	assert_int_equal(compat_entries(open(t.path, O_RDONLY), count, &n),
	    0);
	assert_int_equal(n, 700);
	tree_remove(&t);
}

/* What is in use stays as it is. */
static void
trimmed(void **state)
{
	char *kept[64];
	size_t i;

	for (i = 0; i < 64; i++) {
		kept[i] = malloc(5000);
		assert_non_null(kept[i]);
		memset(kept[i], 'a' + (int)(i % 26), 5000);
	}
	for (i = 0; i < 64; i += 2)
		free(kept[i]);
	compat_memory_trim();
	for (i = 1; i < 64; i += 2) {
		assert_int_equal(kept[i][0], 'a' + (int)(i % 26));
		assert_int_equal(kept[i][4999], 'a' + (int)(i % 26));
		free(kept[i]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(links_stay_inside),
		cmocka_unit_test(entries_have_kinds),
		cmocka_unit_test(all_entries),
		cmocka_unit_test(trimmed),
	};

	return cmocka_run_group_tests_name("compat", tests, NULL, NULL);
}
