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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(links_stay_inside),
	};

	return cmocka_run_group_tests_name("compat", tests, NULL, NULL);
}
