/* Programs that are asked: their files, words and ends. */
#include "agent/port/host.h"

#include <errno.h>
#include <string.h>

#include "tests/unit/unit.h"

static const char *const shells[] = { "/nonexistent/sh", "/bin/sh", NULL };

static int
sh(const char *script, const struct tool_file *files, size_t n,
    const char *input, struct buf *out, struct err *e)
{
	const char *const argv[] = { "sh", "-c", script, "sh", "@in", "@out",
		NULL };

	*e = (struct err){ .code = 0 };
	return tool_port.run(&(struct tool_job){ .paths = shells,
	    .argv = argv, .files = files, .n_files = n, .input = input,
	    .limit = 10000, .out = out }, e);
}

static void
files(void **state)
{
	struct buf out = BUF_INIT(64), made = BUF_INIT(64), none = BUF_INIT(9);
	const struct tool_file list[] = {
		{ .name = "in", .data = "a\nb\n", .len = 4 },
		{ .name = "out", .made = &made },
		{ .name = "nothing", .made = &none },
	};
	struct err e;

	assert_int_equal(sh("cat; read x <\"$1\"; echo \"$x\" >\"$2\"",
	    list, 3, "in", &out, &e), 0);
	assert_string_equal(out.p, "a\nb\n");
	assert_string_equal(made.p, "a\n");
	assert_int_equal(none.len, 0);
	buf_release(&out);
	buf_release(&made);
}

static void
ends(void **state)
{
	const char *const argv[] = { "sleeper", "-c", "sleep 1000", NULL };
	static const char *const nowhere[] = { "/nonexistent/x", NULL };
	struct buf out = BUF_INIT(64);
	struct err e;

	assert_int_equal(sh("exit 7", NULL, 0, NULL, NULL, &e), 7);
	assert_int_equal(sh("kill -9 $$", NULL, 0, NULL, NULL, &e), -EINTR);
	assert_non_null(strstr(e.text, "sh: signal 9"));
	assert_int_equal(sh("while :; do echo y; done", NULL, 0, NULL, &out,
	    &e), -E2BIG);
	e = (struct err){ .code = 0 };
	assert_int_equal(tool_port.run(&(struct tool_job){ .paths = shells,
	    .argv = argv, .limit = 50 }, &e), -ETIMEDOUT);
	assert_int_equal(tool_port.run(&(struct tool_job){ .paths = nowhere,
	    .argv = argv, .limit = 50 }, NULL), -ENOENT);
	buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files),
		cmocka_unit_test(ends),
	};

	return cmocka_run_group_tests_name("tool", tests, NULL, NULL);
}
