/* The last good state as a text and back. */
#include "tests/unit/unit.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "agent/run/good_state.h"

#define HEAD "hardenmail-good 1\nwhen 1700000000\nboot b-1\n"
#define FILE_LINE "file 6 5 33188 0 0 5 64 9 10 11 12 13 0\n"
#define LINK_LINE "file 7 4 41471 0 0 4 64 8 1 2 3 4 0\n"
#define TEXT HEAD "process 42 99\n" FILE_LINE "/etc/aone\n\n\n" LINK_LINE \
	"/etc/bb../x\nend\n"

static struct good_state g;

static int
parse(const char *text, const char *boot)
{
	return good_state_parse(text, strlen(text), boot, &g);
}

static void
read_back(void **state)
{
	struct buf b = BUF_INIT(65536);
	size_t len;

	assert_int_equal(parse(TEXT, "b-1"), 0);
	assert_int_equal(g.when, 1700000000);
	assert_int_equal(g.n_processes, 1);
	assert_int_equal(g.processes[0].pid, 42);
	assert_int_equal(g.processes[0].start, 99);
	assert_int_equal(g.files.n, 2);
	assert_string_equal(g.files.v[0].path, "/etc/a");
	assert_string_equal(shot_contents(&g.files.v[0], &len), "one\n\n");
	assert_int_equal(len, 5);
	assert_int_equal(g.files.v[0].mode, S_IFREG | 0644);
	assert_int_equal(g.files.v[0].dev, 64);
	assert_int_equal(g.files.v[0].ino, 9);
	assert_int_equal(g.files.v[0].mtime.tv_sec, 10);
	assert_int_equal(g.files.v[0].ctime.tv_nsec, 13);
	assert_string_equal(g.files.v[1].path, "/etc/bb");
	assert_string_equal(g.files.v[1].target, "../x");
	assert_int_equal(good_state_write(&g, "b-1", &b), 0);
	assert_string_equal(b.p, TEXT);
	buf_release(&b);
	good_state_release(&g);
}

/* Process numbers and device numbers begin anew. */
static void
another_boot(void **state)
{
	assert_int_equal(parse(TEXT, "b-2"), 0);
	assert_int_equal(g.n_processes, 0);
	assert_int_equal(g.files.v[0].dev, 0);
	good_state_release(&g);
	assert_int_equal(parse(TEXT, NULL), 0);
	assert_int_equal(g.n_processes, 0);
	good_state_release(&g);
}

/* A path may be anything but a NUL. */
static void
line_ends(void **state)
{
	assert_int_equal(parse(HEAD "file 6 -1 33152 0 0 5 64 9 10 11 12 13 "
	    "1\n/a\nend\nend\n", NULL), 0);
	assert_string_equal(g.files.v[0].path, "/a\nend");
	assert_int_equal(g.files.v[0].kept, SHOT_PRIVATE);
	assert_null(g.files.v[0].text);
	good_state_release(&g);
}

static void
refused(void **state)
{
	static const char *const wrong[] = {
		"",
		"hardenmail-good 2\nwhen 1\nboot -\nend\n",
		"hardenmail-good 1\nwhen 0\nboot -\nend\n",
		"hardenmail-good 1\nwhen 1\nend\n",
		HEAD,
		HEAD "end",
		HEAD "end\nx",
		HEAD "process 1\nend\n",
		HEAD "process 0 1\nend\n",
		HEAD "process 1 2 3\nend\n",
		HEAD FILE_LINE "/etc/aone\n\nend\n",
		HEAD FILE_LINE "/etc/aone\n\n",
		HEAD FILE_LINE FILE_LINE "/etc/aone\n\n\nend\n",
		/* Not in order, and twice. */
		HEAD FILE_LINE "/etc/bone\n\n\n" FILE_LINE
		    "/etc/aone\n\n\nend\n",
		HEAD FILE_LINE "/etc/aone\n\n\n" FILE_LINE
		    "/etc/aone\n\n\nend\n",
		/* A folder; no such reason; longer than all. */
		HEAD "file 2 -1 16877 0 0 5 64 9 10 11 12 13 0\n/a\nend\n",
		HEAD "file 2 -1 33188 0 0 5 64 9 10 11 12 13 6\n/a\nend\n",
		HEAD "file 2 -2 33188 0 0 5 64 9 10 11 12 13 0\n/a\nend\n",
		HEAD "file 0 -1 33188 0 0 5 64 9 10 11 12 13 0\n\nend\n",
		HEAD "file 9223372036854775807 9223372036854775807 33188 0 0 "
		    "5 64 9 10 11 12 13 0\n/a\nend\n",
		HEAD "file 2 9223372036854775807 33188 0 0 5 64 9 10 11 12 "
		    "13 0\n/a\nend\n",
	};
	size_t i;

	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		if (parse(wrong[i], NULL) != -EINVAL)
			fail_msg("case %zu is taken", i);
		assert_int_equal(g.when, 0);
		assert_int_equal(g.files.n, 0);
	}
	assert_int_equal(good_state_parse(HEAD "file 2 -1 33188 0 0 5 64 9 "
	    "10 11 12 13 0\n/\0\nend\n", sizeof(HEAD "file 2 -1 33188 0 0 5 "
	    "64 9 10 11 12 13 0\n/\0\nend\n") - 1, NULL, &g), -EINVAL);
}

static void
too_large(void **state)
{
	struct buf b = BUF_INIT(sizeof(TEXT) - 2);

	assert_int_equal(parse(TEXT, "b-1"), 0);
	assert_int_equal(good_state_write(&g, "b-1", &b), -ENOMEM);
	buf_release(&b);
	good_state_release(&g);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(read_back),
		cmocka_unit_test(another_boot),
		cmocka_unit_test(line_ends),
		cmocka_unit_test(refused),
		cmocka_unit_test(too_large),
	};

	return cmocka_run_group_tests_name("good_state", tests, NULL, NULL);
}
