/* Opening inside a root by one system call, where there is one. */
#include "agent/base/compat.h"

#include <errno.h>
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

/* What readdir(3) tells, or nothing. */
static void
entries_have_kinds(void **state)
{
	struct dirent *d;
	struct tree t;
	unsigned seen = 0;
	mode_t mode;
	DIR *dir;

	tree_make(&t);
	tree_file(&t, "file", "");
	tree_file(&t, "folder/x", "");
	tree_link(&t, "link", "file");
	dir = opendir(t.path);
	assert_non_null(dir);
	while ((d = readdir(dir)) != NULL) {
		mode = compat_entry_mode(d);
		if (d->d_name[0] == '.' || mode == 0)
			continue;
		seen++;
		assert_int_equal(mode, strcmp(d->d_name, "file") == 0 ?
		    S_IFREG : strcmp(d->d_name, "link") == 0 ? S_IFLNK :
		    S_IFDIR);
	}
	closedir(dir);
	tree_remove(&t);
	if (seen == 0)
		skip_because("this file system does not tell");
	assert_int_equal(seen, 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(links_stay_inside),
		cmocka_unit_test(entries_have_kinds),
	};

	return cmocka_run_group_tests_name("compat", tests, NULL, NULL);
}
