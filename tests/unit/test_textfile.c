/* collector/textfile.c: files that the command line names. */
#include "collector/textfile.h"

#include <errno.h>
#include <string.h>

#include "tests/unit/tree.h"
#include "tests/unit/unit.h"

static void
lines_and_files(void **state)
{
	struct tree tree;
	struct buf b = BUF_INIT(100);
	struct err e = { .code = 0 };
	const char *path;
	FILE *f;

	tree_make(&tree);
	path = tree_path(&tree, "token");
	f = fopen(path, "w");
	fputs(" \tsecret words \r\nmore\n", f);
	fclose(f);
	assert_int_equal(textfile_line(path, &b, &e), 0);
	assert_string_equal(b.p, "secret words");
	assert_int_equal(textfile_read(path, &b, &e), 0);
	assert_int_equal(b.len, 22);
	f = fopen(path, "w");
	fputs("\nx\n", f);
	fclose(f);
	assert_int_equal(textfile_line(path, &b, &e), -EINVAL);
	assert_int_equal(textfile_read("nothing/here", &b, &e), -ENOENT);
	buf_release(&b);
	tree_remove(&tree);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_and_files),
	};

	return cmocka_run_group_tests_name("textfile", tests, NULL, NULL);
}
