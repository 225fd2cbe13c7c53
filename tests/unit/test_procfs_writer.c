/* Who a process is, by what proc(5) says of it. */
#include "tests/unit/unit.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "agent/port/procfs_writer.h"
#include "tests/unit/tree.h"

static void
escaped(void **state)
{
	char text[16];

	procfs_escape("vi\0-R\0a b\0", 10, text, sizeof(text));
	assert_string_equal(text, "vi -R a b");
	procfs_escape("a\0\0b\0\0", 6, text, sizeof(text));
	assert_string_equal(text, "a  b");
	procfs_escape("\n\\\xff~", 4, text, sizeof(text));
	assert_string_equal(text, "\\x0a\\\\\\xff~");
	/* What has no room is cut, never in the middle of a byte. */
	procfs_escape("0123456789abcdefg", 17, text, sizeof(text));
	assert_string_equal(text, "0123456789abcde");
	procfs_escape("0123456789abc\x1b", 14, text, sizeof(text));
	assert_string_equal(text, "0123456789abc");
	procfs_escape("", 0, text, sizeof(text));
	assert_string_equal(text, "");
}

static void
what_is_there(void **state)
{
	static const char line[] = "perl\0/usr/sbin/update-rc.d\0x";
	struct writer w;
	struct tree t;
	int proc, fd;

	tree_make(&t);
	tree_link(&t, "42/exe", "/usr/bin/perl (deleted)");
	tree_file(&t, "42/cmdline", "");
	fd = open(tree_path(&t, "42/cmdline"), O_WRONLY);
	assert_int_equal(write(fd, line, sizeof(line)), sizeof(line));
	close(fd);
	tree_file(&t, "42/status", "Name:\tupdate-rc.d\nUmask:\t0022\n"
	    "State:\tR (running)\nUid:\t1000\t0\t0\t0\nGid:\t0\t0\t0\t0\n");
	tree_file(&t, "42/loginuid", "1000");
	/* It is about to end. */
	tree_file(&t, "43/cmdline", "");
	tree_file(&t, "43/status", "Name:\tmv\nState:\tZ (zombie)\n"
	    "Uid:\t0\t0\t0\t0\n");
	tree_file(&t, "43/loginuid", "4294967295");
	tree_file(&t, "44/status", "Name:\t\nUid:\n");
	proc = open(t.path, O_RDONLY | O_DIRECTORY);
	assert_true(proc >= 0);
	procfs_writer(proc, 42, &w);
	assert_int_equal(w.pid, 42);
	assert_string_equal(w.exe, "/usr/bin/perl");
	assert_string_equal(w.name, "update-rc.d");
	assert_string_equal(w.command, "perl /usr/sbin/update-rc.d x");
	assert_int_equal(w.uid, 0);
	assert_int_equal(w.login, 1000);
	procfs_writer(proc, 43, &w);
	assert_string_equal(w.exe, "");
	assert_string_equal(w.name, "mv");
	assert_string_equal(w.command, "");
	assert_int_equal(w.uid, 0);
	assert_int_equal(w.login, -1);
	procfs_writer(proc, 44, &w);
	assert_string_equal(w.name, "");
	assert_int_equal(w.uid, -1);
	procfs_writer(proc, 45, &w);
	assert_int_equal(w.pid, 45);
	assert_string_equal(w.name, "");
	assert_int_equal(w.uid, -1);
	procfs_writer(proc, 0, &w);
	assert_int_equal(w.pid, 0);
	assert_string_equal(w.exe, "");
	close(proc);
	tree_remove(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(escaped),
		cmocka_unit_test(what_is_there),
	};

	return cmocka_run_group_tests_name("procfs_writer", tests, NULL,
	    NULL);
}
