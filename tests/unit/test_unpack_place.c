/* Names of members stay in their folder. */
#include "tests/unit/unit.h"

#include <errno.h>
#include <stdlib.h>

#include "agent/port/unpack_place.h"
#include "tests/unit/tree.h"

struct fixture {
	struct tree tree;
	int fd;
};

static int
begin(void **state)
{
	static struct fixture f;

	tree_make(&f.tree);
	f.fd = open(f.tree.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	assert_true(f.fd >= 0);
	*state = &f;
	return 0;
}

static int
end(void **state)
{
	struct fixture *f = *state;

	close(f->fd);
	tree_remove(&f->tree);
	return 0;
}

static void
names(void **state)
{
	const struct fixture *f = *state;
	struct stat st;

	assert_int_equal(unpack_folder(f->fd, "./a//b/./c/"), 0);
	assert_int_equal(unpack_folder(f->fd, "a/b"), 0);
	assert_int_equal(stat(tree_path(&f->tree, "a/b/c"), &st), 0);
	assert_int_equal(unpack_folder(f->fd, "/a"), -EINVAL);
	assert_int_equal(unpack_folder(f->fd, ".."), -EINVAL);
	assert_int_equal(unpack_folder(f->fd, "a/../b"), -EINVAL);
	assert_int_equal(unpack_folder(f->fd, ""), -EINVAL);
	assert_int_equal(unpack_folder(f->fd, "./."), -EINVAL);
	assert_int_equal(unpack_folder(f->fd, "..a/...b"), 0);
	assert_int_equal(unpack_symlink(f->fd, "/x", "a"), -EINVAL);
	assert_int_equal(unpack_hardlink(f->fd, "x", "a/.."), -EINVAL);
	assert_int_equal(unpack_file(f->fd, "x/.."), -EINVAL);
}

static void
files(void **state)
{
	const struct fixture *f = *state;
	struct stat st;
	int fd = unpack_file(f->fd, "a/file");

	assert_true(fd >= 0);
	close(fd);
	assert_int_equal(stat(tree_path(&f->tree, "a/file"), &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(unpack_file(f->fd, "a/file"), -EEXIST);
	assert_int_equal(unpack_file(f->fd, "a/file/below"), -ELOOP);
	assert_int_equal(unpack_symlink(f->fd, "a/file", "x"), -EEXIST);
	assert_int_equal(unpack_folder(f->fd, "a/file"), -ELOOP);
	assert_int_equal(unpack_hardlink(f->fd, "a/other", "a/file"), 0);
	assert_int_equal(unpack_hardlink(f->fd, "a/other", "a/file"),
	    -EEXIST);
	assert_int_equal(unpack_hardlink(f->fd, "new", "a/none"), -ENOENT);
	assert_int_equal(unpack_hardlink(f->fd, "new", "a"), -ELOOP);
}

static void
links(void **state)
{
	const struct fixture *f = *state;

	assert_int_equal(unpack_symlink(f->fd, "out", "/tmp"), 0);
	assert_int_equal(unpack_file(f->fd, "out/file"), -ELOOP);
	assert_int_equal(unpack_folder(f->fd, "out/folder"), -ELOOP);
	assert_int_equal(unpack_folder(f->fd, "out"), -ELOOP);
	assert_int_equal(unpack_symlink(f->fd, "out/link", "x"), -ELOOP);
	assert_int_equal(unpack_pipe(f->fd, "out/pipe"), -ELOOP);
	assert_int_equal(unpack_pipe(f->fd, "out"), -EEXIST);
	assert_int_equal(unpack_hardlink(f->fd, "file", "out"), -ELOOP);
	assert_int_equal(unpack_hardlink(f->fd, "file", "out/x"), -ELOOP);
}

static void
a_folder_of_its_own(void **state)
{
	const struct fixture *f = *state;
	struct buf path = BUF_INIT(64);
	struct err e = { .code = 0 };
	struct stat st;
	int fd;

	setenv("TMPDIR", f->tree.path, 1);
	fd = unpack_place(&path, &e);
	if (fd < 0)
		fail_msg("%s", e.text);
	assert_int_equal(strncmp(path.p, f->tree.path,
	    strlen(f->tree.path)), 0);
	assert_int_equal(fstat(fd, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0700);
	assert_int_equal(unpack_symlink(fd, "a/out", f->tree.path), 0);
	close(fd);
	tree_file(&f->tree, "kept", "x");
	unpack_remove(path.p);
	assert_int_equal(access(path.p, F_OK), -1);
	assert_int_equal(access(tree_path(&f->tree, "kept"), F_OK), 0);
	setenv("TMPDIR", tree_path(&f->tree, "none"), 1);
	buf_release(&path);
	assert_int_equal(unpack_place(&path, &e), -ENOENT);
	assert_int_equal(path.len, 0);
	unsetenv("TMPDIR");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(names),
		TEST(files),
		TEST(links),
		TEST(a_folder_of_its_own),
	};

	return cmocka_run_group_tests_name("unpack_place", tests, NULL, NULL);
}
