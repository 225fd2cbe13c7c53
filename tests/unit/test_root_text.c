/* Texts of open files: whole, bounded, and with few questions. */
#include "agent/base/root_text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/unit/tree.h"
#include "tests/unit/unit.h"

static int
open_text(struct tree *t, size_t n, bool line)
{
	char *text = calloc(1, n + 1);
	int fd;

	assert_non_null(text);
	memset(text, 'x', n);
	if (line && n > 0)
		text[n - 1] = '\n';
	tree_file(t, "text", text);
	free(text);
	fd = open(tree_path(t, "text"), O_RDONLY);
	assert_true(fd >= 0);
	return fd;
}

static void
whole_texts(void **state)
{
	static const size_t sizes[] = { 0, 1, 511, 512, 4094, 4095, 4096,
		5000, 70000 };
	struct buf b;
	struct tree t;
	size_t i;
	int fd;

	tree_make(&t);
	for (i = 0; i < 2 * sizeof(sizes) / sizeof(sizes[0]); i++) {
		fd = open_text(&t, sizes[i / 2], i % 2 == 0);
		b = BUF_INIT(100000);
		assert_int_equal(root_text_listed(fd, &b), 0);
		assert_int_equal(b.len, sizes[i / 2]);
		assert_true(b.len == 0 || b.p[b.len] == '\0');
		buf_clear(&b);
		assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
		assert_int_equal(root_text_all(fd, 0, &b), 0);
		assert_int_equal(b.len, sizes[i / 2]);
		buf_release(&b);
		close(fd);
	}
	tree_remove(&t);
}

static void
too_large(void **state)
{
	static const size_t ceilings[] = { 1, 100, 4095, 4096, 4999 };
	struct tree t;
	struct buf b;
	size_t i;
	int fd;

	tree_make(&t);
	fd = open_text(&t, 5000, true);
	for (i = 0; i < sizeof(ceilings) / sizeof(ceilings[0]); i++) {
		b = BUF_INIT(ceilings[i]);
		assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
		assert_int_equal(root_text_listed(fd, &b), -EFBIG);
		buf_release(&b);
	}
	b = BUF_INIT(5000);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	assert_int_equal(root_text_listed(fd, &b), 0);
	assert_int_equal(b.len, 5000);
	buf_release(&b);
	close(fd);
	tree_remove(&t);
}

/* Less than was asked for is the end of a file only behind a line. */
static void
pieces_are_not_the_end(void **state)
{
	struct buf b = BUF_INIT(4096);

	buf_adds(&b, "[Unit]\nWan");
	assert_false(root_text_is_whole(&b, 4096));
	buf_adds(&b, "ts=x\n");
	assert_true(root_text_is_whole(&b, 4096));
	assert_false(root_text_is_whole(&b, b.len));
	buf_clear(&b);
	assert_false(root_text_is_whole(&b, 4096));
	buf_release(&b);
}

static void
only_files(void **state)
{
	struct stat st = { .st_mode = S_IFREG, .st_size = 10 };

	assert_int_equal(root_text_check(&st, 10), 0);
	assert_int_equal(root_text_check(&st, 9), -EFBIG);
	st.st_mode = S_IFDIR;
	assert_int_equal(root_text_check(&st, 10), -EISDIR);
	st.st_mode = S_IFIFO;
	assert_int_equal(root_text_check(&st, 10), -EINVAL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_texts),
		cmocka_unit_test(too_large),
		cmocka_unit_test(pieces_are_not_the_end),
		cmocka_unit_test(only_files),
	};

	return cmocka_run_group_tests_name("root_text", tests, NULL, NULL);
}
